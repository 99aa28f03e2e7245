import type { Translation } from '#renderer/base/language/language.ts'
import { aboutTexts, aboutTextsGerman } from '#renderer/features/about/words.ts'
import { engineTexts, engineTextsGerman } from '#renderer/features/engine/words.ts'
import { modelsTexts, modelsTextsGerman } from '#renderer/features/models/words/panel.ts'
import { privacyTexts, privacyTextsGerman } from '#renderer/features/privacy/words.ts'

/** The words of the settings, but for those of the Training panel. */
export const settingsTexts = {
  title: 'Settings',
  parts: 'Parts of the settings',
  about: aboutTexts,
  engine: engineTexts,
  models: modelsTexts,
  privacy: privacyTexts,
  tabs: {
    training: 'Training',
    models: 'Models',
    engine: 'Engine',
    viewer: 'Viewer',
    privacy: 'Privacy',
    about: 'About',
  },
  viewer: {
    title: 'Viewer',
    language: 'Language',
    reading: 'Reading',
    screen: 'Screen',
    readOnOpening: { title: 'Read by itself on opening', text: 'Otherwise a film is read when you ask for it.' },
    anonymous: { title: 'Hide names', text: 'Patients’ names, ids and file names are not shown on the screen.' },
    private: {
      title: 'Private mode',
      text: 'While it is on nothing is kept: no worklist, no reading, no review, no measurement.',
    },
    startPrivate: {
      title: 'Start in private mode',
      text: 'The program then starts with an empty list, whatever was open before.',
    },
    overlays: 'Overlays at the start',
    overlaysLead: 'How they are when the page is opened; in the reading room they can be changed at any time.',
    shown: { evidence: 'Show the evidence', gating: 'Show which expert decides where' },
    opacity: 'Opacity',
    threshold: 'From',
    percent: (share: number) => `${Math.round(100 * share)} %`,
    mouse: 'Mouse on the film',
    mouseLead: 'With Shift the left button always moves the film, and Ctrl turns over what the wheel does.',
    buttons: {
      left: 'Left button, dragged',
      middle: 'Middle button, dragged',
      right: 'Right button, dragged',
      wheel: 'Wheel',
    },
    drags: { window: 'Window and level', pan: 'Move', zoom: 'Zoom' },
    wheels: { zoom: 'Zoom at the pointer', frames: 'Go through the frames' },
    reset: 'As it comes',
  },
  keptBroken: 'Kept settings are not used',
  understood: 'Understood',
  notKept: 'A change of the settings was not kept',
}
export type SettingsTexts = typeof settingsTexts

/** The same in German. What is missing here is said in English. */
export const settingsTextsGerman: Translation<SettingsTexts> = {
  title: 'Einstellungen',
  parts: 'Teile der Einstellungen',
  about: aboutTextsGerman,
  engine: engineTextsGerman,
  models: modelsTextsGerman,
  privacy: privacyTextsGerman,
  tabs: {
    training: 'Training',
    models: 'Modelle',
    engine: 'Rechenwerk',
    viewer: 'Anzeige',
    privacy: 'Datenschutz',
    about: 'Über',
  },
  viewer: {
    title: 'Anzeige',
    language: 'Sprache',
    reading: 'Befundung',
    screen: 'Bildschirm',
    readOnOpening: {
      title: 'Beim Öffnen von selbst befunden',
      text: 'Sonst wird eine Aufnahme erst befundet, wenn Sie es verlangen.',
    },
    anonymous: {
      title: 'Namen verbergen',
      text: 'Patientennamen, Kennungen und Dateinamen werden auf dem Bildschirm nicht gezeigt.',
    },
    private: {
      title: 'Privat',
      text: 'Solange dies eingeschaltet ist, wird nichts behalten: keine Liste, keine Befundung, keine Beurteilung, keine Messung.',
    },
    startPrivate: {
      title: 'Privat beginnen',
      text: 'Das Programm beginnt dann mit einer leeren Liste, was auch immer zuvor geöffnet war.',
    },
    overlays: 'Überlagerungen zu Beginn',
    overlaysLead: 'Wie sie sind, wenn die Seite geöffnet wird; beim Befunden lassen sie sich jederzeit ändern.',
    shown: { evidence: 'Hinweise zeigen', gating: 'Zeigen, welcher Experte wo entscheidet' },
    opacity: 'Deckkraft',
    threshold: 'Ab',
    percent: (share) => `${Math.round(100 * share)} %`,
    mouse: 'Maus auf der Aufnahme',
    mouseLead: 'Mit Umschalt verschiebt die linke Taste immer die Aufnahme, und Strg kehrt um, was das Rad tut.',
    buttons: {
      left: 'Linke Taste, gezogen',
      middle: 'Mittlere Taste, gezogen',
      right: 'Rechte Taste, gezogen',
      wheel: 'Rad',
    },
    drags: { window: 'Fenster', pan: 'Verschieben', zoom: 'Vergrößern' },
    wheels: { zoom: 'Am Zeiger vergrößern', frames: 'Durch die Bilder gehen' },
    reset: 'Wie ausgeliefert',
  },
  keptBroken: 'Die behaltenen Einstellungen werden nicht benutzt',
  understood: 'Verstanden',
  notKept: 'Eine Änderung der Einstellungen wurde nicht behalten',
}
