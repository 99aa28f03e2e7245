import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  title: 'About FractureGuard',
  use: 'Intended use',
  useText:
    'Research and teaching only. FractureGuard is not a medical device: it must not be used to diagnose, to treat, or to decide on the care of a person. ' +
    'It can miss a fracture, or see one where there is none; each model’s card says how often it did so on films it had not learned from.',
  program: 'Program',
  version: 'Version',
  host: 'Runs as',
  hosts: {
    electron: 'a window of its own',
    browser: 'a server on this machine, shown in your browser',
    cli: 'a command',
  },
  engine: 'Engine',
  model: 'Active model',
  licence: 'Licence',
  notKept: 'Not kept',
  data: 'Data inside',
  dataLead:
    'The built-in model and the sample films come from FracAtlas: Abedeen, I., Rahman, M. A., Prottyasha, F. Z., ' +
    'Ahmed, T., Chowdhury, T. M., Shatabda, S.: FracAtlas: A Dataset for Fracture Classification, Localization and Segmentation of Musculoskeletal ' +
    'Radiographs. Scientific Data 10, 521 (2023), doi 10.1038/s41597-023-02432-4. Licence: CC BY 4.0. The model was not trained on the sample films.',
  card: 'Card of the built-in model',
  inside: 'Software inside',
  insideLead: (count: number) => `${group(count)} packages, listed from the lock file when the program was built.`,
  show: 'Show them',
  loading: 'Loading…',
  find: 'Find a package or a licence',
  columns: { name: 'Package', version: 'Version', licence: 'Licence' },
  unknown: 'not stated',
  none: 'No matching packages.',
}
export type AboutWords = typeof english

/** The words of the About panel. */
export const aboutWords = defineWords({ en: english, de: german })
