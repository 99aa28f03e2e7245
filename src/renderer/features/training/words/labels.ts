import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './labelsGerman.ts'

const films = (count: number) => `${group(count)} ${count === 1 ? 'film' : 'films'}`

const english = {
  title: 'Correct labels',
  select: 'Select',
  selectFilm: (name: string) => `Select ${name}`,
  selectShown: 'Select all shown',
  selected: (count: number) => `${films(count)} selected`,
  labelAs: (className: string) => `Label as ${className}`,
  leaveOut: 'Leave out',
  clear: 'Clear selection',
  unsaved: (count: number) => `${group(count)} ${count === 1 ? 'correction' : 'corrections'} not saved yet`,
  undo: 'Undo',
  save: 'Save labels…',
  now: (className: string) => `Now: ${className}`,
  nowLeftOut: 'Now: left out',
  first: 'Save the corrected labels first, or undo the corrections.',
  hint: 'To correct labels, select films.',
  byAnswers: 'These labels are answers given in the reading room. To correct one, open the film and answer again.',
  dialog: {
    title: 'Save corrected labels',
    lead: 'They go into a table (CSV) that names every film and its label, also the original one. Your films and folders stay as they are. Training then uses the table instead of the folder.',
    file: 'File for the labels',
    placeholder: '/path/to/labels.csv',
    save: 'Save and use',
  },
  saved: (path: string, gone: number) =>
    `The labels are saved in ${path} and are used from now on.` +
    (gone > 0 ? ` ${films(gone)} that you corrected ${gone === 1 ? 'is' : 'are'} no longer there.` : ''),
}
export type LabelsWords = typeof english

/** The words for correcting labels of many films. */
export const labelsWords = defineWords({ en: english, de: german })
