import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  title: 'Viewer',
  language: 'Language',
  reading: 'Reading',
  screen: 'Screen',
  readOnOpening: { title: 'Read by itself on opening', text: 'Otherwise a film is read when you ask for it.' },
  readWorklist: {
    title: 'Read the worklist in the background',
    text: 'Films are read one after another, so that the list can be sorted by suspicion. The film you look at comes first.',
  },
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
  results: 'Readings as DICOM',
  resultsLead: 'What is written where a reading is saved as DICOM, from the reading room, by a scan or by a command.',
  resultKinds: {
    sc: 'Picture of the film with its findings (Secondary Capture)',
    pr: 'Annotations over the untouched film (presentation state)',
    sr: 'Report (Structured Report)',
    ko: 'Selection of the films called Fracture (Key Objects)',
  },
  reportClass: 'Class of the report',
  reportClasses: {
    'comprehensive-3d': 'Comprehensive 3D SR',
    comprehensive: 'Comprehensive SR',
    enhanced: 'Enhanced SR',
  },
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
}
export type ViewerWords = typeof english

/** The words of the Viewer panel. */
export const viewerWords = defineWords({ en: english, de: german })
