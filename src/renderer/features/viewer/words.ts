import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  title: 'Viewer',
  language: 'Language',
  reading: 'Reading',
  screen: 'Screen',
  readOnOpening: {
    title: 'Read films automatically when opened',
    text: 'Otherwise a film is read when you ask for it.',
  },
  readWorklist: {
    title: 'Read the worklist in the background',
    text: 'Reads films one by one so that the list can be sorted by suspicion. The film you are viewing comes first.',
  },
  secondReader: {
    title: 'Second reader: hide the verdict until you answer',
    text: 'Verdict, findings, overlays and the order by suspicion stay hidden for a film until you have answered “What do you see?”.',
  },
  readerName: {
    title: 'Your name as a reader',
    text: 'Stored with your answers and marks, so that several readers can use this program. “fractureguard agreement” compares them.',
  },
  anonymous: { title: 'Hide names', text: 'Patients’ names, ids and file names are not shown on the screen.' },
  private: {
    title: 'Private mode',
    text: 'While it is on, nothing is stored: no worklist, reading, review or measurement.',
  },
  startPrivate: {
    title: 'Start in private mode',
    text: 'The program then starts with an empty list, whatever was open before.',
  },
  overlays: 'Overlays at the start',
  overlaysLead: 'Their state when the page opens; you can change them at any time in the reading room.',
  shown: { evidence: 'Show the evidence', gating: 'Show which expert decides where' },
  opacity: 'Opacity',
  threshold: 'From',
  percent: (share: number) => `${Math.round(100 * share)} %`,
  results: 'Readings as DICOM',
  resultsLead: 'What is written when a reading is saved as DICOM: in the reading room, by a scan or by a command.',
  resultKinds: {
    sc: 'Picture of the film with its findings (Secondary Capture)',
    pr: 'Annotations over the unchanged film (presentation state)',
    sr: 'Report (Structured Report)',
    ko: 'Lists of the films called Fracture, and of your key images (Key Objects)',
  },
  reportClass: 'Class of the report',
  reportClasses: {
    'comprehensive-3d': 'Comprehensive 3D SR',
    comprehensive: 'Comprehensive SR',
    enhanced: 'Enhanced SR',
  },
  mouse: 'Mouse on the film',
  mouseLead: 'With Shift, the left button always moves the film; with Ctrl, the wheel does the opposite.',
  buttons: {
    left: 'Left button, dragged',
    middle: 'Middle button, dragged',
    right: 'Right button, dragged',
    wheel: 'Wheel',
  },
  drags: { window: 'Window and level', pan: 'Move', zoom: 'Zoom' },
  wheels: { zoom: 'Zoom at the pointer', frames: 'Browse the frames' },
  reset: 'Defaults',
}
export type ViewerWords = typeof english

/** The words of the Viewer panel. */
export const viewerWords = defineWords({ en: english, de: german })
