import { computed, type ComputedRef } from 'vue'
import { useKeys } from '#renderer/features/settings/index.ts'
import type { Shortcuts } from '../keyboard/shortcuts.ts'
import type { Command } from './command.ts'
import { filmCommands } from './filmCommands.ts'
import { programCommands } from './programCommands.ts'
import { worklistCommands } from './worklistCommands.ts'

/** All commands as things are now, in the order in which they are offered. */
export function useCommands(): ComputedRef<Command[]> {
  return computed(() => withChosenKeys([...filmCommands(), ...worklistCommands(), ...programCommands()]))
}

/** Commands with the keys that the user chose for them. */
export function withChosenKeys(commands: Command[]): Command[] {
  const keys = useKeys()
  return commands.map((command) => ({ ...command, keys: keys.of(command.id, command.keys), usualKeys: command.keys }))
}

/** What text boxes do themselves with Ctrl. */
const editing = /^mod\+(shift\+)?([zyxcvabi]|Arrow\w+|Home|End|Backspace|Delete|Enter)$/

/** Keys that work in text boxes as well: those of a few commands, unless text is edited with them. */
export function neverTypedOf(commands: Command[]): Set<string> {
  const keys = commands.filter(({ neverTyped }) => neverTyped).flatMap((command) => command.keys)
  return new Set(keys.filter((key) => key.startsWith('mod+') && !editing.test(key)))
}

const nothing = () => undefined

/** The keys of what can be done now; a key that is `held` does something only where that is a step. */
export function shortcutsOf(commands: Command[], { held }: { held: boolean }): Shortcuts {
  return Object.fromEntries(
    commands
      .filter(({ enabled }) => enabled)
      .flatMap(({ keys, repeats, run }) => keys.map((key) => [key, held && !repeats ? nothing : run])),
  )
}
