import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  title: 'Keys',
  lead: 'Click a key to change it, or + to add one. Keys of the group Program work everywhere, all others in the reading room.',
  find: 'Find a command…',
  none: 'No command matches.',
  change: (key: string, command: string) => `Change the key ${key} of: ${command}`,
  add: (command: string) => `Add a key to: ${command}`,
  press: 'Press a key…',
  pressLead: (command: string) => `Press the key for: ${command}. Esc cancels.`,
  remove: 'Remove the key',
  cancel: 'Cancel',
  fixed: (key: string) => `${key} cannot be used: the browser or the dialogs need it. Press another key.`,
  alt: 'Keys with Alt cannot be used. Press another key.',
  taken: (key: string, command: string) => `${key} is the key of: ${command}`,
  take: 'Use it here instead',
  usual: 'Default',
  usualOf: (command: string) => `Default keys of: ${command}`,
  all: 'Reset all keys…',
  allTitle: 'Reset all keys?',
  allLead: 'Every command gets its default keys again. Your own keys are lost.',
  allYes: 'Reset',
  keep: 'Keep my keys',
}
export type KeyWords = typeof english

/** The words of the settings' list of keys. */
export const keyWords = defineWords({ en: english, de: german })
