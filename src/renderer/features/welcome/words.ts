import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  title: 'Read X-rays for fractures, on this machine',
  lead:
    'FractureGuard shows a film, says how likely a fracture is and where it looked, and can learn from your own ' +
    'labelled films. Nothing leaves this computer unless you send it.',
  drop: 'Or drop files or folders anywhere on this window: DICOM, PNG, JPEG, TIFF, WebP, BMP, ZIP or DICOMDIR.',
  samples: 'Sample films',
  samplesCredit: 'FracAtlas (Abedeen et al., Scientific Data 2023), CC BY 4.0',
  samplesNone: 'There are no sample films in this installation.',
  samplesAll: 'Open all',
  openSample: (name: string) => `Open sample film ${name}`,
  tour: 'New here? A tour of one minute on a sample film:',
  startTour: 'Start the tour',
}
export type WelcomeWords = typeof english

/** The words of the welcome page. */
export const welcomeWords = defineWords({ en: english, de: german })
