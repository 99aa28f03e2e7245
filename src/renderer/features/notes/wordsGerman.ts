import type { Translation } from '#renderer/base/language/index.ts'
import type { NoteWords } from './words.ts'

export const german: Translation<NoteWords> = {
  keyImage: 'Schlüsselbild',
  toggle: 'Als Schlüsselbild merken',
  note: 'Notiz',
  noteOf: 'Notiz zu dieser Aufnahme',
  placeholder: 'Notiz zu dieser Aufnahme…',
  hint: 'Steht im Ausdruck des Falls und bei gesendeten Schlüsselbildern, nie in gesicherten Bildern.',
  hidden: 'Schlüsselbild und Notiz stehen hier, sobald Sie geantwortet haben, was Sie sehen.',
  unsaved: 'Die Notiz ist noch nicht aufgehoben; das geschieht, sobald die Verbindung wieder da ist.',
}
