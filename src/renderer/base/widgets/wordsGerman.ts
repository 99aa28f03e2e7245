import type { Translation } from '#renderer/base/language/index.ts'
import type { WidgetWords } from './words.ts'

export const german: Translation<WidgetWords> = {
  product: 'FractureGuard',
  notice: 'Kein Medizinprodukt: nur für Forschung und Lehre',
  close: 'Schließen',
  browse: 'Auswählen…',
  folders: {
    title: 'Ordner auswählen',
    lead: 'Ordner des Rechners, auf dem FractureGuard läuft.',
    trail: 'Wo Sie sind',
    roots: 'Ordner, die die Seite erreichen darf',
    up: 'Einen Ordner höher',
    find: 'Hier einen Ordner suchen',
    hidden: 'Versteckte Ordner zeigen',
    offers: 'Ordner, die passen',
    films: (count) => (count === 1 ? '1 Aufnahme' : `${count} Aufnahmen`),
    counts: (folders, films) =>
      `Hier: ${folders === 1 ? '1 Ordner' : `${folders} Ordner`} und ${films === 1 ? '1 Datei, die eine Aufnahme' : `${films} Dateien, die Aufnahmen`} sein ${films === 1 ? 'kann' : 'können'}.`,
    more: (most) => `Gezeigt werden die ersten ${most}; tippen Sie einen Namen, um andere zu finden.`,
    choose: (name) => `„${name}“ auswählen`,
    chooseNone: 'Auswählen',
    cancel: 'Abbrechen',
  },
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
