import type { Translation } from '#renderer/base/language/index.ts'
import type { OpeningWords } from './words.ts'

export const german: Translation<OpeningWords> = {
  chooseFiles: 'Dateien öffnen…',
  chooseFolder: 'Ordner öffnen…',
  openFiles: 'Dateien öffnen',
  openFolder: 'Ordner öffnen',
  pathLabel: 'Über den Pfad auf dem Rechner öffnen, auf dem FractureGuard läuft',
  pathPlaceholder: '/pfad/zu/aufnahme-oder-ordner',
  pathOpen: 'Pfad öffnen',
  drop: {
    title: 'Zum Öffnen loslassen',
    lead: 'Dateien und Ordner; was kein Bild ist, wird mit dem Grund aufgeführt.',
  },
  opening: 'Wird geöffnet…',
  openingOf: (done, total, name) => `${done + 1} von ${total}: ${name}`,
  openedSoFar: (done) => `Bisher ${done} geöffnet…`,
  cancel: 'Beenden',
}
