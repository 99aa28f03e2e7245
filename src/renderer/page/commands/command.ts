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
  /** Those that it has unless the user gave it others, where that was looked up. */
  usualKeys?: string[]
  /** Its keys with Ctrl work in text boxes as well. */
  neverTyped?: boolean
  icon?: Component
  /** Goes on while its key is held, as steps do: what is on or off, or said of a film, would be undone or said of the next. */
  repeats?: boolean
  /** For what is on or off. */
  pressed?: boolean
  enabled: boolean
  run(): void
}
