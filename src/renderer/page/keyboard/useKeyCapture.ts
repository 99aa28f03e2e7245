import { computed, onBeforeUnmount, shallowRef, watch, type ComputedRef } from 'vue'
import { useSettingsStore } from '#renderer/features/settings/index.ts'
import type { Command } from '../commands/command.ts'
import { isFixed, ownerOf, usualOf, withKeys } from './keyChoice.ts'
import { keyOf } from './shortcuts.ts'

/** A command that waits for a key: in place of the one at `index`, which may be one after the last. */
type Waiting = {
  id: string
  index: number
  trouble?: { why: 'alt' } | { why: 'fixed' | 'taken'; key: string; by?: string }
}

/** Changes the keys of commands: the next key that is pressed anywhere is the one that was waited for. */
export function useKeyCapture(commands: ComputedRef<Command[]>) {
  const settings = useSettingsStore()
  const waiting = shallowRef<Waiting>()
  const command = computed(() => commands.value.find(({ id }) => id === waiting.value?.id))

  const set = (id: string, keys: readonly string[]) =>
    (settings.keys = withKeys(commands.value, settings.keys ?? {}, id, keys))

  function give(key: string) {
    if (!waiting.value || !command.value) return
    const { id, index } = waiting.value
    // A key that it has already moves here.
    const keys = command.value.keys.map((one, i) => (i === index ? undefined : one))
    keys[index] = key
    set(
      id,
      keys.filter((one, i): one is string => one !== undefined && (one !== key || i === index)),
    )
    waiting.value = undefined
  }

  function remove() {
    if (!waiting.value || !command.value) return
    const { id, index } = waiting.value
    set(
      id,
      command.value.keys.filter((_, i) => i !== index),
    )
    waiting.value = undefined
  }

  function hear(event: KeyboardEvent) {
    if (!waiting.value) return
    const onButton = event.target instanceof Element && event.target.closest('[data-key-action]')
    // Tab leads to the buttons beside, which are pressed as any other.
    if (event.key === 'Tab' || (onButton && (event.key === 'Enter' || event.key === ' '))) return
    if (['Control', 'Shift', 'Meta', 'Alt', 'AltGraph', 'CapsLock'].includes(event.key)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const { id, index } = waiting.value
    if (event.key === 'Escape') return void (waiting.value = undefined)
    if (event.altKey) return void (waiting.value = { id, index, trouble: { why: 'alt' } })
    const key = keyOf(event)
    const by = ownerOf(commands.value, key, id)
    if (isFixed(key)) waiting.value = { id, index, trouble: { why: 'fixed', key } }
    else if (by) waiting.value = { id, index, trouble: { why: 'taken', key, by: by.id } }
    else give(key)
  }

  watch(waiting, (now, before) => {
    if (now && !before) window.addEventListener('keydown', hear, { capture: true })
    if (!now) window.removeEventListener('keydown', hear, { capture: true })
  })
  onBeforeUnmount(() => window.removeEventListener('keydown', hear, { capture: true }))

  return {
    waiting,
    begin: (id: string, index: number) => void (waiting.value = { id, index }),
    cancel: () => void (waiting.value = undefined),
    give,
    remove,
    reset: (one: Command) => set(one.id, usualOf(one)),
    resetAll: () => void (settings.keys = undefined),
  }
}
