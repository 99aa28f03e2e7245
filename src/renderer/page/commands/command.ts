import type { Component } from 'vue'
import type { CommandWords } from './words.ts'

/**
 * Something that the user can do, wherever it is offered: on a key, in the toolbar, in the palette, on the sheet of
 * shortcuts.
 */
export type Command = {
  id: string
  label: string
  group: keyof CommandWords['groups']
  /** As {@link Shortcuts} has them; the first one is shown. */
  keys: string[]
  icon?: Component
  /** For what is on or off. */
  pressed?: boolean
  enabled: boolean
  run(): void
}
