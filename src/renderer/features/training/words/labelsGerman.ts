import { group, type Translation } from '#renderer/base/language/index.ts'
import type { LabelsWords } from './labels.ts'

const films = (count: number) => `${group(count)} ${count === 1 ? 'Aufnahme' : 'Aufnahmen'}`

export const german: Translation<LabelsWords> = {
  title: 'Klassen berichtigen',
  select: 'Auswählen',
  selectFilm: (name) => `Auswählen: ${name}`,
  selectShown: 'Alle gezeigten auswählen',
  selected: (count) => `${films(count)} ausgewählt`,
  labelAs: (className) => `Klasse: ${className}`,
  leaveOut: 'Auslassen',
  clear: 'Auswahl aufheben',
  unsaved: (count) => `${group(count)} ${count === 1 ? 'Berichtigung' : 'Berichtigungen'} noch nicht gesichert`,
  undo: 'Rückgängig',
  save: 'Klassen sichern…',
  now: (className) => `Jetzt: ${className}`,
  nowLeftOut: 'Jetzt: ausgelassen',
  first: 'Sichern Sie zuerst die berichtigten Klassen, oder machen Sie die Berichtigungen rückgängig.',
  hint: 'Um Klassen zu berichtigen, wählen Sie Aufnahmen aus.',
  byAnswers:
    'Diese Klassen sind Antworten aus dem Befundraum. Um eine zu berichtigen, öffnen Sie die Aufnahme, und antworten Sie noch einmal.',
  dialog: {
    title: 'Berichtigte Klassen sichern',
    lead: 'Sie kommen in eine Tabelle (CSV), die jede Aufnahme mit ihrer Klasse nennt, auch mit der ursprünglichen. Aufnahmen und Ordner bleiben, wie sie sind. Ein Training nimmt dann die Tabelle statt des Ordners.',
    file: 'Datei für die Klassen',
    placeholder: '/pfad/zu/labels.csv',
    save: 'Sichern und nutzen',
  },
  saved: (path, gone) =>
    `Die Klassen sind in ${path} gesichert und gelten von jetzt an.` +
    (gone > 0 ? ` ${films(gone)}, die Sie berichtigt haben, ${gone === 1 ? 'ist' : 'sind'} nicht mehr da.` : ''),
}
