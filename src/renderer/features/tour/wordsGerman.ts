import type { Translation } from '#renderer/base/language/index.ts'
import type { TourWords } from './words.ts'

export const german: Translation<TourWords> = {
  count: (now, all) => `Schritt ${now} von ${all}`,
  next: 'Weiter',
  back: 'Zurück',
  end: 'Beenden',
  done: 'Fertig',
  stops: {
    film: {
      title: 'Die Aufnahme',
      text: 'Ziehen Sie links für Helligkeit und Kontrast, drehen Sie das Mausrad zum Vergrößern. Die Tasten 1 bis 5 setzen Fenster.',
    },
    verdict: {
      title: 'Das Urteil',
      text: 'Die kalibrierte Wahrscheinlichkeit, und wo sie zwischen Ausschluss und Einschluss liegt. Darunter, was Lehrer, Schüler und Experten meinen.',
    },
    evidence: {
      title: 'Woran es liegt',
      text: 'Die Einblendung zeigt, welche Stellen für eine Fraktur sprechen. E schaltet sie um, G zeigt, welcher Experte wo entscheidet.',
    },
    measure: {
      title: 'Messen',
      text: 'Längen, Winkel, Flächen mit Statistik und Pfeile. Jede Länge sagt, wie weit ihr zu trauen ist.',
    },
    review: {
      title: 'Was Sie sehen',
      text: 'Sagen Sie, was Sie sehen: Y Fraktur, X keine, U unklar. Q markiert wo. Das bleibt auf diesem Rechner.',
    },
    scan: {
      title: 'Einen Ordner durchsehen',
      text: '„Durchsehen“ befundet alle Aufnahmen eines Ordners in eine Tabelle und eine CSV-Datei.',
    },
    train: {
      title: 'Ein eigenes Modell trainieren',
      text: 'Einstellungen, Training: lernt aus einem Ordner eigener Aufnahmen mit bekannter Klasse und sagt, wie gut das Modell ist.',
    },
    worklist: {
      title: 'Die Aufnahmenliste',
      text: 'Sortieren nach Verdacht, filtern, suchen; Pfeiltasten gehen weiter. ? zeigt alle Tasten.',
    },
  },
}
