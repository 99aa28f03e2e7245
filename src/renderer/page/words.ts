import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  parts: 'Parts of the program',
  model: 'Model',
  engine: 'Engine',
  connection: {
    connecting: 'Connecting to the program…',
    lost: 'Connection to the program lost.',
    retryIn: (seconds: number) => `Next try in ${seconds} s.`,
    retryNow: 'Try now',
    hint: 'If the program was restarted, open the address that it printed.',
  },
  locked: {
    title: 'FractureGuard is running, but this address lacks its key',
    lead: 'Open the complete address that FractureGuard printed when it started; it ends in “#key=” and a long key. The key changes at every start, so old addresses and bookmarks do not work.',
  },
  understood: 'OK',
  film: (name: string) => `Film ${name}`,
  none: 'No film is selected',
  noneLead: 'None of the files in the list can be shown; the list says why.',
}
export type FrameWords = typeof english

/** The words of the frame around the features. */
export const frameWords = defineWords({ en: english, de: german })
