import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  product: 'FractureGuard',
  notice: 'Not a medical device: research and teaching only',
  close: 'Close',
  browse: 'Choose…',
  folders: {
    title: 'Choose a folder',
    lead: 'Folders of the machine that runs FractureGuard.',
    trail: 'Where you are',
    roots: 'Folders that the page may reach',
    up: 'Up one folder',
    find: 'Find a folder here',
    hidden: 'Show hidden folders',
    offers: 'Folders that match',
    films: (count: number) => (count === 1 ? '1 film' : `${count} films`),
    counts: (folders: number, films: number) =>
      `${folders === 1 ? '1 folder' : `${folders} folders`} here, and ${films === 1 ? '1 file' : `${films} files`} that may be films.`,
    more: (most: number) => `The first ${most} are shown; type a name to find others.`,
    choose: (name: string) => `Choose “${name}”`,
    chooseNone: 'Choose',
    cancel: 'Cancel',
  },
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
