import type { Translation } from '#renderer/base/language/index.ts'
import type { FilmWords } from './words.ts'

export const german: Translation<FilmWords> = {
  hiddenName: (short) => `Aufnahme ${short}`,
  hiddenNumber: (index) => `Aufnahme ${index}`,
  hiddenStudy: (short) => `Studie ${short}`,
  films: (count) => `${count} Aufnahmen`,
  hiddenFile: 'Datei',
  sample: 'Beispiel',
  frames: (count) => `${count} Bilder`,
}
