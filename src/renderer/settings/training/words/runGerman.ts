import type { Translation } from '#renderer/language.ts'
import { duration, group } from '#renderer/scan/scanTexts.ts'
import type { runTexts } from './run.ts'

export const runGerman: Translation<typeof runTexts> = {
  past: 'Trainings',
  none: 'Hier wurde noch nichts trainiert.',
  states: {
    waiting: 'Wartet auf andere Arbeit', running: 'Läuft', stopping: 'Hält an', paused: 'Angehalten', interrupted: 'Abgebrochen', failed: 'Gescheitert', finished: 'Fertig',
  },
  recipes: { heads: 'Schnell', full: 'Gründlich', tutorial: 'Lehrbeispiel' },
  started: (date) => `begonnen ${date}`,
  pause: 'Anhalten',
  resume: 'Fortsetzen',
  cancel: 'Abbrechen und löschen',
  forget: 'Dieses Training löschen',
  sure: 'Wirklich löschen?',
  keep: 'Behalten',
  sureText: 'Was dafür berechnet wurde, geht verloren. Ein Modell, das daraus wurde, bleibt.',
  gone: 'Das Modell aus diesem Training wurde gelöscht.',
  pausedText: {
    full: 'Es geht von der letzten fertigen Epoche an weiter.',
    heads: 'Es geht mit den berechneten Merkmalen weiter; der kurze Rest beginnt von vorn.',
  },
  interruptedText: 'Das Programm endete, während es lief. Nichts Behaltenes ist verloren.',
  stages: {
    inspect: 'Jede Aufnahme wird angesehen', films: 'Aufnahmen werden geöffnet', features: 'Merkmale werden berechnet', folds: 'Lernt reihum, je ein Teil ausgelassen',
    heads: 'Lernt zu beurteilen', epochs: 'Tiefere Schichten lernen', again: 'Lernt noch einmal, aus allen Aufnahmen', epoch: 'Eine Epoche ist vorbei',
    evaluate: 'Beurteilt nie gesehene Aufnahmen', report: 'Schreibt den Bericht',
  },
  beginning: 'Beginnt…',
  counted: (done, total) => (total > 0 ? `${group(done)} von ${group(total)}` : ''),
  epoch: (epoch) => `Epoche ${epoch}`,
  rate: (films) => `${films.toFixed(films < 10 ? 1 : 0).replace('.', ',')} Aufnahmen/s`,
  left: (seconds) => `noch etwa ${duration(seconds)} in diesem Abschnitt`,
  usable: 'Sie können unterdessen befunden und diese Seite verlassen: Sie kommt dahin zurück, wo das Training ist.',
  live: 'Zahlen von jetzt',
  waiting: 'Die ersten Zahlen kommen, wenn das Lernen beginnt.',
  plots: {
    loss: 'Verlust und seine Teile',
    lossText: 'Wie falsch das Modell auf den Aufnahmen liegt, aus denen es lernt. Er sollte fallen, anfangs schnell.',
    validation: 'Auf Aufnahmen, aus denen es nicht lernt',
    validationText: 'Die AUC sollte steigen. Steigt hier der Verlust, während der andere fällt, lernt das Modell auswendig; die beste Epoche wird behalten.',
    rate: 'Lernrate',
    rateText: 'Steigt anfangs und fällt dann auf nichts.',
    experts: 'Gebrauch der Experten',
    expertsText: 'Anteil der Stellen in den Aufnahmen, an denen jeder Experte spricht. Einer, der kaum gebraucht wird, lernt nichts.',
    steps: 'Schritte',
    epochs: 'Epochen',
    expert: (number) => `Experte ${number}`,
    parts: {
      total: 'zusammen', fused: 'verschmolzen', teacher: 'Lehrer', student: 'Schüler', distillation: 'Schüler gegen Lehrer', balance: 'Gleichgewicht der Experten',
    },
    auc: 'AUC',
    validationLoss: 'Verlust',
    trainLoss: 'Verlust auf den eigenen',
  },
  notice: {
    finished: (name) => `Das Training von ${name} ist fertig.`,
    failed: (name) => `Das Training von ${name} ist gescheitert.`,
    show: 'Zeigen',
    close: 'Schließen',
  },
}
