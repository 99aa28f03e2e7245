import type { Translation } from '#renderer/base/language/index.ts'
import type { DocumentWords } from './words.ts'

export const german: Translation<DocumentWords> = {
  kinds: { report: 'Bericht', presentation: 'Einzeichnungen' },
  reportLead: 'Was die Datei sagt, Punkt für Punkt; wer auch immer sie schrieb.',
  presentationLead: 'Was die Datei über ihre Aufnahmen zeichnet. V zeigt und verbirgt es.',
  layers: (layers) => `Ebenen: ${layers.join(', ')}`,
  shapes: (count) => (count === 1 ? '1 Form oder Text' : `${count} Formen und Texte`),
  left: (count) => `Nicht gezeichnet, weil das Programm ihre Art nicht kennt: ${count}`,
  filmsOpen: (open, all) => `Davon geöffnete Aufnahmen: ${open} von ${all}`,
  cut: 'Es ist mehr davon da, als hier gezeigt wird.',
  drawnOver: 'Einzeichnungen einer Präsentation',
}
