import type { Translation } from '#renderer/base/language/index.ts'
import type { WidgetWords } from './words.ts'

export const german: Translation<WidgetWords> = {
  product: 'FractureGuard',
  notice: 'Kein Medizinprodukt: nur für Forschung und Lehre',
  close: 'Schließen',
  browse: 'Auswählen…',
  keys: {
    mod: 'Strg',
    shift: 'Umschalt',
    ArrowUp: 'Auf',
    ArrowDown: 'Ab',
    ArrowLeft: 'Links',
    ArrowRight: 'Rechts',
    PageUp: 'Bild auf',
    PageDown: 'Bild ab',
    Home: 'Pos1',
    End: 'Ende',
    Enter: 'Eingabe',
    Backspace: 'Rücktaste',
    Delete: 'Entf',
    Escape: 'Esc',
    ' ': 'Leertaste',
  },
  failure: {
    retry: 'Noch einmal',
    copy: 'Einzelheiten kopieren',
    copied: 'Kopiert',
    details: 'Einzelheiten',
  },
}
