import type { Translation } from '#renderer/base/language/index.ts'
import type { WorklistWords } from './words.ts'

export const german: Translation<WorklistWords> = {
  title: 'Aufnahmen',
  search: 'In der Liste suchen',
  order: 'Reihenfolge',
  orders: { opened: 'Wie geöffnet', suspicion: 'Nach Verdacht', date: 'Nach Datum', name: 'Nach Name' },
  filter: 'Anzeigen',
  filters: {
    all: 'Alle',
    fracture: 'Fraktur',
    uncertain: 'Unsicher',
    'no-fracture': 'Keine Fraktur',
    'not-judged': 'Nicht beurteilt',
    unread: 'Nicht befundet',
    reviewed: 'Beurteilt',
    problems: 'Nicht geöffnet',
  },
  noneFound: 'Keine Aufnahme passt.',
  noneFoundYet: (unread) => `Bisher passt keine Aufnahme. ${unread.toLocaleString('de')} noch nicht befundet.`,
  studyUnread: 'Studie noch nicht befundet',
  studyVerdict: (verdict, view, read, films) =>
    `Studie: ${verdict}, ihre verdächtigste Aufnahme${view ? ` (${view})` : ''}${read < films ? `; ${read} von ${films} befundet` : ''}`,
  readList: 'Liste wird befundet',
  unread: (films) => `${films.toLocaleString('de')} noch nicht befundet`,
  pauseReading: 'Befundung der Liste anhalten',
  resumeReading: 'Liste befunden',
  readingWaits: 'Geht weiter, sobald das Training oder der Scan beendet ist.',
  readAgain: 'Erneut versuchen',
  anonymous: 'Namen verbergen',
  private: 'Privat: nichts behalten',
  privateOn: 'Privat: nichts wird behalten',
  notKept: 'Markierungen sind noch nicht gesichert; das geschieht, sobald das Programm erreichbar ist.',
  forget: 'Diese Studie vergessen',
  forgetLead: (films) =>
    `${films > 1 ? `Sie hat hier ${films} Aufnahmen. Deren Plätze` : 'Ihr Platz'} in dieser Liste, ${films > 1 ? 'deren' : 'ihre'} Befundungen, was Sie dazu gesagt haben ` +
    `und alle Messungen werden endgültig gelöscht. ${films > 1 ? 'Die Dateien selbst bleiben' : 'Die Datei selbst bleibt'}.`,
  forgetNow: 'Vergessen',
  keep: 'Behalten',
  list: 'Geöffnete Aufnahmen',
  closeAll: 'Alle schließen',
  closed: (films) => `${films.toLocaleString('de')} Aufnahmen geschlossen.`,
  undoClose: 'Rückgängig',
  byPath: 'Über den Pfad öffnen…',
  close: (name) => `${name} schließen`,
  dismiss: (name) => `${name} entfernen`,
  reading: 'Wird befundet',
  probability: (value) => `Wahrscheinlichkeit ${value}`,
  failed: 'Befundung fehlgeschlagen',
  counts: (films, problems) =>
    `${films.toLocaleString('de')} ${films === 1 ? 'Aufnahme' : 'Aufnahmen'}${problems ? `, ${problems.toLocaleString('de')} nicht geöffnet` : ''}`,
}
