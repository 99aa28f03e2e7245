import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  hiddenName: (short: string) => `Film ${short}`,
  /** Where a list has no ids, by its place. */
  hiddenNumber: (index: number) => `film ${index}`,
  hiddenStudy: (short: string) => `Study ${short}`,
  films: (count: number) => `${count} films`,
  hiddenFile: 'File',
  sample: 'Sample',
  frames: (count: number) => `${count} frames`,
}
export type FilmWords = typeof english

/** How films are named and told apart. */
export const filmWords = defineWords({ en: english, de: german })
