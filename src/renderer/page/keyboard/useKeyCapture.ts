import { computed, onBeforeUnmount, shallowRef, watch, type ComputedRef } from 'vue'
import { useSettingsStore } from '#renderer/features/settings/index.ts'
import type { Command } from '../commands/command.ts'
import { isFixed, ownerOf, usualOf, withKeys } from './keyChoice.ts'
import { keyOf } from './shortcuts.ts'

/**
 * A command that waits for a key: in place of the one at `index`, which may be one after the last. Without an index, it
 * waits for whether its usual keys may be taken from the commands that were given them.
 */
type Waiting = {
  id: string
  index?: number
  trouble?: { why: 'alt' } | { why: 'fixed'; key: string } | { why: 'taken'; keys: { key: string; by: string }[] }
}

/** Changes the keys of commands: the next key that is pressed anywhere is the one that was waited for. */
export function useKeyCapture(commands: ComputedRef<Command[]>) {
  const settings = useSettingsStore()
  const waiting = shallowRef<Waiting>()
  const command = computed(() => commands.value.find(({ id }) => id === waiting.value?.id))

  const set = (id: string, keys: readonly string[]) =>
    (settings.keys = withKeys(commands.value, settings.keys ?? {}, id, keys))

  /** Which of these keys others have. */
  const takenFrom = (id: string, keys: readonly string[]) =>
    keys.flatMap((key) => {
      const by = ownerOf(commands.value, key, id)
      return by ? [{ key, by: by.id }] : []
    })

  function give(key: string) {
    if (!waiting.value || !command.value) return
    const { id, index } = waiting.value
    if (index === undefined) return
    // A key that it has already moves here.
    const keys = command.value.keys.map((one, i) => (i === index ? undefined : one))
    keys[index] = key
    set(
      id,
      keys.filter((one, i): one is string => one !== undefined && (one !== key || i === index)),
    )
    waiting.value = undefined
  }

  function reset(one: Command, alsoTaken = false) {
    const keys = alsoTaken ? [] : takenFrom(one.id, usualOf(one))
    if (keys.length === 0) set(one.id, usualOf(one))
    waiting.value = keys.length ? { id: one.id, trouble: { why: 'taken', keys } } : undefined
  }

  /** What others have and was asked for. */
  function take() {
    if (!waiting.value || !command.value || waiting.value.trouble?.why !== 'taken') return
    if (waiting.value.index === undefined) reset(command.value, true)
    else give(waiting.value.trouble.keys[0]!.key)
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
    if (index === undefined) return
    if (event.altKey) return void (waiting.value = { id, index, trouble: { why: 'alt' } })
    const key = keyOf(event)
    const keys = takenFrom(id, [key])
    if (isFixed(key)) waiting.value = { id, index, trouble: { why: 'fixed', key } }
    else if (keys.length) waiting.value = { id, index, trouble: { why: 'taken', keys } }
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
    take,
    remove,
    reset: (one: Command) => reset(one),
    resetAll: () => void (settings.keys = undefined),
  }
}
