import type { Translation } from '#renderer/base/language/index.ts'
import type { CompareWords } from './words.ts'

export const german: Translation<CompareWords> = {
  second: 'Zweite Aufnahme',
  choose: 'Zweite Aufnahme wählen',
  linked: 'Größe und Lage verbunden',
  swap: 'Aufnahmen tauschen',
  close: 'Zweite Aufnahme schließen',
}
