import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  chooseFiles: 'Open files…',
  chooseFolder: 'Open folder…',
  openFiles: 'Open files',
  openFolder: 'Open folder',
  pathLabel: 'Open by path on the machine that runs FractureGuard',
  pathPlaceholder: '/path/to/film-or-folder',
  pathOpen: 'Open path',
  drop: { title: 'Drop to open', lead: 'Files or folders. Files that cannot be opened are listed with the reason.' },
  opening: 'Opening…',
  openingOf: (done: number, total: number, name: string) => `Opening ${done + 1} of ${total}: ${name}`,
  openedSoFar: (done: number) => `Opening… ${done} so far`,
  cancel: 'Stop',
}
export type OpeningWords = typeof english

/** The words of opening files and folders. */
export const openingWords = defineWords({ en: english, de: german })
