// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useSettingsStore } from '#renderer/features/settings/settings.ts'
import KeysPanel from '#renderer/page/keyboard/KeysPanel.vue'
import { useFakeConnection } from '../../support/fakeConnection.ts'

let panel: VueWrapper

beforeEach(() => {
  localStorage.clear()
  const { pinia } = useFakeConnection({ settings: { change: () => new Promise(() => undefined) } })
  panel = mount(KeysPanel, { global: { plugins: [pinia] }, attachTo: document.body })
})
afterEach(() => panel.unmount())

const row = (id: string) => panel.get(`[data-testid="keys-of-${id}"]`)
const keysOf = (id: string) =>
  row(id)
    .findAll('kbd')
    .map((key) => key.text())
const part = (id: string, name: string) => row(id).get(`[data-testid="${name}"]`)
async function press(key: string, more: KeyboardEventInit = {}) {
  document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
  await flushPromises()
}
const begin = (id: string, index = 0) => row(id).findAll('[data-key]')[index]!.trigger('click')

describe('the list of keys', () => {
  it('has all commands, also those without a key, and finds them by name and by key', async () => {
    expect(panel.findAll('li').length).toBeGreaterThan(60)
    expect(keysOf('next-film')).toEqual(['Down', 'J'])
    expect(keysOf('settings-about')).toEqual([])
    await panel.get('[data-testid="keys-search"]').setValue('previous')
    expect(panel.findAll('li').map((one) => one.attributes('data-testid'))).toContain('keys-of-previous-film')
    expect(panel.findAll('li').length).toBeLessThan(8)
  })

  it('gives a command the key that is pressed, and keeps it', async () => {
    await begin('flip')
    await press('F2')
    expect(keysOf('flip')).toEqual(['F2'])
    expect(useSettingsStore().keys).toEqual({ flip: ['F2'] })
    await row('flip').get('[data-testid="key-add"]').trigger('click')
    await press('H', { shiftKey: true })
    expect(keysOf('flip')).toEqual(['F2', 'H'])
    await part('flip', 'key-usual').trigger('click')
    expect(keysOf('flip')).toEqual(['H'])
    expect(useSettingsStore().keys).toEqual({})
  })

  it('tells whose key it is, and takes it only when asked to', async () => {
    await begin('flip')
    await press('l')
    expect(part('flip', 'key-trouble').text()).toContain('Measure a length')
    expect(keysOf('length')).toEqual(['L'])
    await part('flip', 'key-cancel').trigger('click')
    expect([keysOf('flip'), keysOf('length')]).toEqual([['H'], ['L']])
    await begin('flip')
    await press('l')
    await part('flip', 'key-take').trigger('click')
    expect([keysOf('flip'), keysOf('length')]).toEqual([['L'], []])
  })

  it('asks before default keys are taken back from the command that was given them', async () => {
    await begin('next-film')
    await press('F2')
    await begin('flip')
    await press('ArrowDown')
    expect([keysOf('next-film'), keysOf('flip')]).toEqual([['F2', 'J'], ['Down']])
    await part('next-film', 'key-usual').trigger('click')
    await flushPromises()
    expect(part('next-film', 'key-trouble').text()).toContain('Down is the key of: Mirror left to right')
    expect([keysOf('next-film'), keysOf('flip')]).toEqual([['F2', 'J'], ['Down']])
    await press('Escape')
    expect(row('next-film').find('[data-testid="key-trouble"]').exists()).toBe(false)
    await part('next-film', 'key-usual').trigger('click')
    await flushPromises()
    expect(document.activeElement).toBe(part('next-film', 'key-take').element)
    await part('next-film', 'key-take').trigger('click')
    await flushPromises()
    expect([keysOf('next-film'), keysOf('flip')]).toEqual([['Down', 'J'], []])
    // What lost its key to another one gets its default back without a question: nobody has it.
    await part('flip', 'key-usual').trigger('click')
    expect(keysOf('flip')).toEqual(['H'])
    expect(useSettingsStore().keys).toEqual({})
  })

  it('refuses keys that browser and dialogs need, and keys with Alt', async () => {
    await begin('flip')
    await press('w', { ctrlKey: true })
    expect(part('flip', 'key-trouble').text()).toContain('Ctrl W cannot be used')
    await press('q', { altKey: true })
    expect(part('flip', 'key-trouble').text()).toContain('Alt')
    await press('Control')
    await press('Escape')
    expect(keysOf('flip')).toEqual(['H'])
    expect(useSettingsStore().keys).toBeUndefined()
  })

  it('removes a key, but never the one that leaves everything', async () => {
    await begin('put-down', 1)
    await part('put-down', 'key-remove').trigger('click')
    expect(keysOf('put-down')).toEqual(['Esc'])
    expect(row('put-down').get('button').attributes('disabled')).toBeDefined()
  })

  it('resets all keys once that was confirmed', async () => {
    await begin('flip')
    await press('F2')
    await panel.get('[data-testid="keys-reset-all"]').trigger('click')
    await flushPromises()
    document.querySelector<HTMLElement>('[data-testid="keys-reset-yes"]')!.click()
    await flushPromises()
    expect(keysOf('flip')).toEqual(['H'])
    expect(useSettingsStore().keys).toBeUndefined()
  })
})
