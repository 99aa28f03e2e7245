import { computed, type ComputedRef } from 'vue'
import type { Shortcuts } from '../keyboard/shortcuts.ts'
import type { Command } from './command.ts'
import { filmCommands } from './filmCommands.ts'
import { programCommands } from './programCommands.ts'
import { worklistCommands } from './worklistCommands.ts'

/** All commands as things are now, in the order in which they are offered. */
export function useCommands(): ComputedRef<Command[]> {
  return computed(() => [...filmCommands(), ...worklistCommands(), ...programCommands()])
}

/** The keys of what can be done now. */
export function shortcutsOf(commands: Command[]): Shortcuts {
  return Object.fromEntries(
    commands.filter(({ enabled }) => enabled).flatMap(({ keys, run }) => keys.map((key) => [key, run])),
  )
}
