import type { Translation } from '#renderer/base/language/index.ts'
import type { CompareWords } from './words.ts'

export const german: Translation<CompareWords> = {
  places: {
    left: 'Aufnahme links',
    right: 'Zweite Aufnahme',
    'below-left': 'Voraufnahme links',
    'below-right': 'Voraufnahme rechts',
  },
  choose: 'Zweite Aufnahme wählen',
  linked: 'Größe und Lage verbunden',
  swap: 'Aufnahmen tauschen',
  close: 'Zweite Aufnahme schließen',
}
