import type { Translation } from '#renderer/language.ts'

/** The words of the settings, but for those of the Training panel. */
export const settingsTexts = {
  title: 'Settings',
  parts: 'Parts of the settings',
  tabs: { training: 'Training', models: 'Models', engine: 'Engine', viewer: 'Viewer', privacy: 'Privacy', about: 'About' },
  viewer: {
    title: 'Viewer',
    language: 'Language',
    reading: 'Reading',
    screen: 'Screen',
    readOnOpening: { title: 'Read by itself on opening', text: 'Otherwise a film is read when you ask for it.' },
    anonymous: { title: 'Hide names', text: 'Patients’ names, ids and file names are not shown on the screen.' },
    private: { title: 'Private mode', text: 'While it is on nothing is kept: no worklist, no reading, no review, no measurement.' },
  },
}
export type SettingsTexts = typeof settingsTexts

/** The same in German. What is missing here is said in English. */
export const settingsTextsGerman: Translation<SettingsTexts> = {
  title: 'Einstellungen',
  parts: 'Teile der Einstellungen',
  tabs: { training: 'Training', models: 'Modelle', engine: 'Rechenwerk', viewer: 'Anzeige', privacy: 'Datenschutz', about: 'Über' },
  viewer: {
    title: 'Anzeige',
    language: 'Sprache',
    reading: 'Befundung',
    screen: 'Bildschirm',
    readOnOpening: { title: 'Beim Öffnen von selbst befunden', text: 'Sonst wird eine Aufnahme erst befundet, wenn Sie es verlangen.' },
    anonymous: { title: 'Namen verbergen', text: 'Patientennamen, Kennungen und Dateinamen werden auf dem Bildschirm nicht gezeigt.' },
    private: {
      title: 'Privat',
      text: 'Solange dies eingeschaltet ist, wird nichts behalten: keine Liste, keine Befundung, keine Beurteilung, keine Messung.',
    },
  },
}
