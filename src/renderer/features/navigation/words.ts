import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  views: { read: 'Read', scan: 'Scan', settings: 'Settings' },
  settings: {
    training: 'Training',
    models: 'Models',
    engine: 'Engine',
    viewer: 'Viewer',
    keys: 'Keys',
    connections: 'Connections',
    privacy: 'Privacy',
    about: 'About',
  },
}
export type NavigationWords = typeof english

/** The names of the places of the program. */
export const navigationWords = defineWords({ en: english, de: german })
