import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  product: 'FractureGuard',
  notice: 'Not a medical device: research and teaching only',
  close: 'Close',
  browse: 'Choose…',
  /** What is printed on keys. */
  keys: {
    mod: 'Ctrl',
    shift: 'Shift',
    ArrowUp: 'Up',
    ArrowDown: 'Down',
    ArrowLeft: 'Left',
    ArrowRight: 'Right',
    PageUp: 'PgUp',
    PageDown: 'PgDn',
    Home: 'Home',
    End: 'End',
    Enter: 'Enter',
    Backspace: 'Backspace',
    Delete: 'Del',
    Escape: 'Esc',
    ' ': 'Space',
  },
  failure: {
    retry: 'Try again',
    copy: 'Copy details',
    copied: 'Copied',
    details: 'Details',
  },
}
export type WidgetWords = typeof english

/** What the page says everywhere. */
export const widgetWords = defineWords({ en: english, de: german })
