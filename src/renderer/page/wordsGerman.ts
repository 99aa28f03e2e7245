import type { Translation } from '#renderer/base/language/index.ts'
import type { FrameWords } from './words.ts'

export const german: Translation<FrameWords> = {
  parts: 'Teile des Programms',
  model: 'Modell',
  engine: 'Rechenwerk',
  connection: {
    connecting: 'Verbindung zum Programm wird aufgebaut…',
    lost: 'Die Verbindung zum Programm ist unterbrochen.',
    retryIn: (seconds) => `Nächster Versuch in ${seconds} s.`,
    retryNow: 'Jetzt versuchen',
    hint: 'Wurde das Programm neu gestartet, öffnen Sie die Adresse, die es ausgegeben hat.',
  },
  locked: {
    title: 'FractureGuard läuft, aber dieser Adresse fehlt ihr Schlüssel',
    lead: 'Öffnen Sie die ganze Adresse, die beim Start von FractureGuard ausgegeben wurde; sie endet mit „#key=“ und einem langen Schlüssel. Er ist bei jedem Start ein neuer, alte Adressen und Lesezeichen gelten daher nicht.',
  },
  understood: 'Verstanden',
  film: (name) => `Aufnahme ${name}`,
  none: 'Keine Aufnahme ausgewählt',
  noneLead: 'Keine Datei der Aufnahmenliste links lässt sich zeigen; bei jeder steht, warum.',
}
