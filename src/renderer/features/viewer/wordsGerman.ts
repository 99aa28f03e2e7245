import type { Translation } from '#renderer/base/language/index.ts'
import type { ViewerWords } from './words.ts'

export const german: Translation<ViewerWords> = {
  title: 'Anzeige',
  language: 'Sprache',
  reading: 'Befundung',
  screen: 'Bildschirm',
  readOnOpening: {
    title: 'Beim Öffnen von selbst befunden',
    text: 'Sonst wird eine Aufnahme erst befundet, wenn Sie es verlangen.',
  },
  readWorklist: {
    title: 'Die Aufnahmenliste im Hintergrund befunden',
    text: 'Aufnahmen werden nacheinander befundet, damit sie sich nach Verdacht ordnen lassen. Die Aufnahme, die Sie ansehen, hat Vorrang.',
  },
  secondReader: {
    title: 'Zweitbefunder: Urteil verbergen, bis Sie antworten',
    text: 'Urteil, Fundstellen, Einblendungen und die Reihenfolge nach Verdacht bleiben für eine Aufnahme verborgen, bis Sie „Was sehen Sie?“ beantwortet haben.',
  },
  readerName: {
    title: 'Ihr Name als Befunder',
    text: 'Steht bei Ihren Antworten und Markierungen, damit mehrere mit diesem Programm befunden können. „fractureguard agreement“ vergleicht sie.',
  },
  anonymous: {
    title: 'Namen verbergen',
    text: 'Patientennamen, Kennungen und Dateinamen werden auf dem Bildschirm nicht gezeigt.',
  },
  private: {
    title: 'Privat',
    text: 'Solange dies eingeschaltet ist, wird nichts behalten: keine Aufnahmenliste, keine Befundung, keine Beurteilung, keine Messung.',
  },
  startPrivate: {
    title: 'Privat beginnen',
    text: 'Das Programm beginnt dann mit einer leeren Aufnahmenliste, was auch immer zuvor geöffnet war.',
  },
  overlays: 'Einblendungen zu Beginn',
  overlaysLead: 'Wie sie sind, wenn die Seite geöffnet wird; beim Befunden lassen sie sich jederzeit ändern.',
  shown: { evidence: 'Hinweise zeigen', gating: 'Zeigen, welcher Experte wo entscheidet' },
  opacity: 'Deckkraft',
  threshold: 'Ab',
  percent: (share) => `${Math.round(100 * share)} %`,
  results: 'Befundungen als DICOM',
  resultsLead:
    'Was geschrieben wird, wenn eine Befundung als DICOM gespeichert wird: im Befundraum, bei einem Durchgang oder durch einen Befehl.',
  resultKinds: {
    sc: 'Bild der Aufnahme mit den Fundstellen (Secondary Capture)',
    pr: 'Einzeichnungen über der unberührten Aufnahme (Presentation State)',
    sr: 'Bericht (Structured Report)',
    ko: 'Listen der Aufnahmen mit dem Urteil Fraktur und Ihrer Schlüsselbilder (Key Objects)',
  },
  reportClass: 'Klasse des Berichts',
  reportClasses: {
    'comprehensive-3d': 'Comprehensive 3D SR',
    comprehensive: 'Comprehensive SR',
    enhanced: 'Enhanced SR',
  },
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
}
