// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { useSettingsStore } from '#renderer/features/settings/settings.ts'
import type { Command } from '#renderer/page/commands/command.ts'
import { neverTypedOf, shortcutsOf, useCommands } from '#renderer/page/commands/useCommands.ts'
import { useFakeConnection } from '../support/fakeConnection.ts'

function allCommands(chosen?: Record<string, string[]>): Command[] {
  const { pinia } = useFakeConnection({ settings: { change: () => new Promise(() => undefined) } })
  useSettingsStore().keys = chosen
  let commands: Command[] = []
  mount(
    {
      setup() {
        commands = useCommands().value
        return () => null
      },
    },
    { global: { plugins: [pinia] } },
  )
  return commands
}
const keysOf = (commands: Command[], id: string) => commands.find((command) => command.id === id)!.keys

describe('the keys of the page', () => {
  it('belong to commands that are each known by one name', () => {
    const ids = allCommands().map(({ id }) => id)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  })

  it('are those that the user chose, and taken from what had them', () => {
    const commands = allCommands({ flip: ['l', 'F2'], palette: ['mod+j'] })
    expect(keysOf(commands, 'flip')).toEqual(['l', 'F2'])
    expect(keysOf(commands, 'length')).toEqual([])
    expect(keysOf(commands, 'next-film')).toEqual(['ArrowDown', 'j'])
    expect(neverTypedOf(commands)).toEqual(new Set(['mod+j', 'mod+,']))
  })

  it('do not take from text boxes what text is edited with', () => {
    const commands = allCommands({ palette: ['mod+b', 'p'], 'view-settings': ['mod+z', 'mod+ArrowLeft'] })
    expect(neverTypedOf(commands)).toEqual(new Set())
  })

  it('do it once however long they are held, except for steps', () => {
    const once: string[] = []
    const steps: string[] = []
    const commands = allCommands().map(({ id, keys, repeats }): Command => ({
      ...{ id, keys: [id], label: id, group: 'view', enabled: keys.length > 0, run: () => once.push(id) },
      ...(repeats ? { repeats, run: () => steps.push(id) } : {}),
    }))
    for (const run of Object.values(shortcutsOf(commands, { held: true }))) run()
    expect(once).toEqual([])
    expect(steps).toEqual(expect.arrayContaining(['next-film', 'previous-study', 'next-frame', 'next-finding', 'undo']))
    expect(steps).not.toEqual(expect.arrayContaining(['answer-fracture']))
    for (const run of Object.values(shortcutsOf(commands, { held: false }))) run()
    expect(once).toEqual(expect.arrayContaining(['answer-fracture', 'key-image', 'private', 'labelling']))
  })

  it('each do one thing', () => {
    const keys = allCommands().flatMap((command) => command.keys)
    expect(keys.length).toBeGreaterThan(30)
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
  })
})
