import type { Translation } from '#renderer/base/language/index.ts'
import type { KeyWords } from './words.ts'

export const german: Translation<KeyWords> = {
  title: 'Tasten',
  lead: 'Klicken Sie auf eine Taste, um sie zu ändern, oder auf +, um eine hinzuzufügen. Tasten der Gruppe Programm gelten überall, alle anderen im Befundraum.',
  find: 'Befehl suchen…',
  none: 'Kein Befehl passt.',
  change: (key, command) => `Taste ${key} ändern: ${command}`,
  add: (command) => `Taste hinzufügen: ${command}`,
  press: 'Taste drücken…',
  pressLead: (command) => `Drücken Sie die Taste für: ${command}. Esc bricht ab.`,
  remove: 'Taste entfernen',
  cancel: 'Abbrechen',
  fixed: (key) => `${key} ist nicht frei: Der Browser oder die Dialoge brauchen diese Taste. Drücken Sie eine andere.`,
  alt: 'Tasten mit Alt sind nicht möglich. Drücken Sie eine andere.',
  taken: (key, command) => `${key} ist schon vergeben: ${command}`,
  take: 'Hier benutzen',
  usual: 'Standard',
  usualOf: (command) => `Standardtasten: ${command}`,
  all: 'Alle Tasten zurücksetzen…',
  allTitle: 'Alle Tasten zurücksetzen?',
  allLead: 'Jeder Befehl bekommt seine Standardtasten zurück. Ihre eigenen Tasten gehen verloren.',
  allYes: 'Zurücksetzen',
  keep: 'Meine Tasten behalten',
}
