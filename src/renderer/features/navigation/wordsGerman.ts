import type { Translation } from '#renderer/base/language/index.ts'
import type { NavigationWords } from './words.ts'

export const german: Translation<NavigationWords> = {
  views: { read: 'Befunden', scan: 'Durchsehen', settings: 'Einstellungen' },
  settings: {
    training: 'Training',
    models: 'Modelle',
    engine: 'Rechenwerk',
    viewer: 'Anzeige',
    keys: 'Tasten',
    connections: 'Verbindungen',
    privacy: 'Datenschutz',
    about: 'Über',
  },
}
