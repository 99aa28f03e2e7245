import { group, type Translation } from '#renderer/base/language/index.ts'
import type { AboutWords } from './words.ts'

export const german: Translation<AboutWords> = {
  title: 'Über FractureGuard',
  use: 'Zweck',
  useText:
    'Nur für Forschung und Lehre. FractureGuard ist kein Medizinprodukt: Es darf nicht benutzt werden, um zu diagnostizieren, zu behandeln oder über die ' +
    'Versorgung eines Menschen zu entscheiden. Es kann eine Fraktur übersehen und eine sehen, wo keine ist; wie oft es das auf Aufnahmen tat, aus denen es ' +
    'nicht gelernt hatte, steht in der Karte jedes Modells.',
  program: 'Programm',
  version: 'Version',
  host: 'Läuft als',
  hosts: { electron: 'eigenes Fenster', browser: 'Server auf diesem Rechner, gezeigt in Ihrem Browser', cli: 'Befehl' },
  engine: 'Rechenwerk',
  model: 'Aktives Modell',
  licence: 'Lizenz',
  notKept: 'Nicht aufgehoben',
  data: 'Enthaltene Daten',
  dataLead:
    'Das Modell und die Beispielaufnahmen, die mit dem Programm kommen, stammen aus FracAtlas: Abedeen, I., Rahman, M. A., Prottyasha, F. Z., Ahmed, T., ' +
    'Chowdhury, T. M., Shatabda, S.: FracAtlas: A Dataset for Fracture Classification, Localization and Segmentation of Musculoskeletal Radiographs. ' +
    'Scientific Data 10, 521 (2023), doi 10.1038/s41597-023-02432-4. Lizenz: CC BY 4.0. Mit den Beispielaufnahmen wurde das Modell nicht trainiert.',
  card: 'Karte des mitgelieferten Modells',
  inside: 'Enthaltene Software',
  insideLead: (count) => `${group(count)} Pakete, beim Bauen des Programms aus seiner Lock-Datei gelesen.`,
  show: 'Zeigen',
  loading: 'Sie werden nachgeschlagen…',
  find: 'Paket oder Lizenz finden',
  columns: { name: 'Paket', version: 'Version', licence: 'Lizenz' },
  unknown: 'nicht angegeben',
  none: 'Kein Paket passt.',
}
