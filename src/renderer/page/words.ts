import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  parts: 'Parts of the program',
  model: 'Model',
  engine: 'Engine',
  connection: {
    connecting: 'Connecting to the program…',
    lost: 'The connection to the program is lost.',
    retryIn: (seconds: number) => `Next try in ${seconds} s.`,
    retryNow: 'Try now',
    hint: 'If the program was started again, open the address that it printed.',
  },
  locked: {
    title: 'FractureGuard is running, but this address lacks its key',
    lead: 'Open the whole address that was printed when FractureGuard was started; it ends in “#key=” and a long key. The key is a new one at each start, so an old address or bookmark does not work.',
  },
  understood: 'Understood',
  film: (name: string) => `Film ${name}`,
  none: 'No film is selected',
  noneLead: 'No file of the list at the left can be shown; it says why for each.',
}
export type FrameWords = typeof english

/** The words of the frame around the features. */
export const frameWords = defineWords({ en: english, de: german })
