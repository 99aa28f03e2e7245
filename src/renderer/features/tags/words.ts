import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  title: 'DICOM header',
  lead: 'What the file says of itself, element by element. Long values are cut short.',
  search: 'Find a tag, name or value',
  loading: 'Reading the header…',
  none: 'This file is not DICOM and has no header.',
  tag: 'Tag',
  name: 'Name',
  value: 'Value',
  private: 'private',
  count: (found: number, all: number, most: number) =>
    `${found} of ${all} elements${found > most ? `, the first ${most} shown` : ''}`,
}
export type TagWords = typeof english

/** The words of the DICOM header. */
export const tagWords = defineWords({ en: english, de: german })
