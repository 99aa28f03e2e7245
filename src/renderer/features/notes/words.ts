import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  keyImage: 'Key image',
  toggle: 'Mark as a key image',
  note: 'Note',
  noteOf: 'Note on this film',
  placeholder: 'Write a note on this film…',
  hint: 'Printed with the case, and sent with key images; never in a saved picture.',
  hidden: 'Key image and note are shown once you have answered what you see.',
  unsaved: 'The note is not saved yet; it will be when the connection is back.',
}
export type NoteWords = typeof english

/** The words of key images and notes. */
export const noteWords = defineWords({ en: english, de: german })
