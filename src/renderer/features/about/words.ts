import type { Translation } from '#renderer/base/language/language.ts'
import { group } from '#renderer/features/scan/words.ts'

/** The words of the About panel. */
export const aboutTexts = {
  title: 'About FractureGuard',
  use: 'Intended use',
  useText:
    'Research and teaching only. FractureGuard is not a medical device: it must not be used to diagnose, to treat, or to decide on the care of a person. ' +
    'It can overlook a fracture, and see one where there is none; how often it did so on films that it had not learned from stands in each model’s card.',
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
  data: 'Data inside',
  dataLead:
    'The model and the sample films that come with the program are made of, and taken from, FracAtlas: Abedeen, I., Rahman, M. A., Prottyasha, F. Z., ' +
    'Ahmed, T., Chowdhury, T. M., Shatabda, S.: FracAtlas: A Dataset for Fracture Classification, Localization and Segmentation of Musculoskeletal ' +
    'Radiographs. Scientific Data 10, 521 (2023), doi 10.1038/s41597-023-02432-4. Licence: CC BY 4.0. The model was not trained on the sample films.',
  card: 'Card of the model that came with the program',
  inside: 'Software inside',
  insideLead: (count: number) => `${group(count)} packages, read from the program’s lock file when it was built.`,
  show: 'Show them',
  loading: 'Looking them up…',
  find: 'Find a package or a licence',
  columns: { name: 'Package', version: 'Version', licence: 'Licence' },
  unknown: 'not stated',
  none: 'No package is like this.',
}
export type AboutTexts = typeof aboutTexts

export const aboutTextsGerman: Translation<AboutTexts> = {
  title: 'Über FractureGuard',
  use: 'Zweck',
  useText:
    'Nur für Forschung und Lehre. FractureGuard ist kein Medizinprodukt: Es darf nicht benutzt werden, um zu diagnostizieren, zu behandeln oder über die ' +
    'Versorgung eines Menschen zu entscheiden. Es kann eine Fraktur übersehen und eine sehen, wo keine ist; wie oft es das auf Aufnahmen tat, aus denen es ' +
    'nicht gelernt hatte, steht in der Karte jedes Modells.',
  program: 'Programm',
  version: 'Fassung',
  host: 'Läuft als',
  hosts: { electron: 'eigenes Fenster', browser: 'Server auf diesem Rechner, gezeigt in Ihrem Browser', cli: 'Befehl' },
  engine: 'Rechenwerk',
  model: 'Aktives Modell',
  licence: 'Lizenz',
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
  columns: { name: 'Paket', version: 'Fassung', licence: 'Lizenz' },
  unknown: 'nicht angegeben',
  none: 'Kein Paket passt.',
}
