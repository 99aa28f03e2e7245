import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  places: {
    left: 'Film on the left',
    right: 'Second film',
    'below-left': 'Earlier film on the left',
    'below-right': 'Earlier film on the right',
  },
  choose: 'Choose the second film',
  linked: 'Zoom and position linked',
  swap: 'Swap the films',
  close: 'Close the second film',
}
export type CompareWords = typeof english

/** The words of the second film. */
export const compareWords = defineWords({ en: english, de: german })
