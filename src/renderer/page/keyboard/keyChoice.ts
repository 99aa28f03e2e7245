import type { ChosenKeys } from '#renderer/features/settings/index.ts'
import type { Command } from '../commands/command.ts'

/** Keys that browsers, lists and dialogs need, or that a browser gives to no page. */
const fixed = new Set([
  ...['Tab', 'Enter', 'Escape', 'ContextMenu', 'F5', 'F11', 'F12', 'Dead', 'Process', 'Unidentified'],
  ...['mod+c', 'mod+v', 'mod+x', 'mod+a', 'mod+l', 'mod+n', 'mod+q', 'mod+r', 'mod+t', 'mod+w'],
  ...['mod+shift+n', 'mod+shift+q', 'mod+shift+r', 'mod+shift+t', 'mod+shift+w', 'mod+Tab', 'mod+shift+Tab'],
])

/** Whether nobody may give this key to a command, nor take it from the one that has it. */
export const isFixed = (key: string): boolean => fixed.has(key)

/** The command, but for the one with this id, that a key belongs to. */
export function ownerOf(commands: readonly Command[], key: string, id: string): Command | undefined {
  return commands.find((command) => command.id !== id && command.keys.includes(key))
}

type Keyed = Pick<Command, 'id' | 'usualKeys'>

/** The keys that a command has where the user chose none. */
export const usualOf = ({ keys, usualKeys = keys }: Command): string[] => usualKeys

/**
 * All chosen keys after a command was given `keys`. Another that had one of them loses it; a command that has its usual
 * keys again is not listed.
 */
export function withKeys(
  commands: readonly Keyed[],
  chosen: ChosenKeys,
  id: string,
  keys: readonly string[],
): ChosenKeys {
  const given = new Set(keys)
  const next = Object.entries({ ...chosen, [id]: [...keys] }).map(
    ([one, its]) => [one, one === id ? its : its.filter((key) => !given.has(key))] as const,
  )
  const isUsual = (one: string, its: readonly string[]) =>
    JSON.stringify(commands.find((command) => command.id === one)?.usualKeys) === JSON.stringify(its)
  return Object.fromEntries(next.filter(([one, its]) => !isUsual(one, its)))
}
