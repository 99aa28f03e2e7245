import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  groups: {
    window: 'Window',
    /** One of the file's that it gives no name. */
    ownWindow: (number: number) => `Window ${number}`,
    view: 'View',
    measure: 'Measure',
    reading: 'Reading',
    frames: 'Frames',
    films: 'Films',
    program: 'Program',
  },
  palette: 'Commands',
  paletteLead: 'Find a command…',
  paletteNone: 'No command matches.',
  shortcuts: 'Keyboard shortcuts',
  shortcutsLead: 'All keys and what they do',
  mouse: 'Mouse',
  tour: 'Start the tour',
  bar: 'Film tools',
  window: 'Window',
  /** One of the file's that it gives no name. */
  ownWindow: (number: number) => `Window ${number}`,
  preset: {
    file: 'Window from the file',
    auto: 'Automatic window',
    full: 'Full range',
    bone: 'Bone window',
    soft: 'Soft tissue window',
  },
  invert: 'Invert',
  rotateLeft: 'Turn left',
  rotateRight: 'Turn right',
  flip: 'Mirror left to right',
  fit: 'Fit to window',
  actualSize: '1:1, one film pixel per screen pixel',
  magnifier: 'Magnifier',
  compare: 'Two films side by side',
  tags: 'Show the DICOM header',
  reset: 'Reset window, zoom, position and turn',
  draw: {
    length: 'Measure a length',
    angle: 'Measure an angle (Cobb): draw two lines',
    rectangle: 'Rectangle with statistics',
    ellipse: 'Ellipse with statistics',
    arrow: 'Arrow with text',
  },
  putDown: 'Back to window and level',
  undo: 'Undo',
  redo: 'Redo',
  removeAnnotation: 'Delete the selected annotation or mark',
  answer: {
    fracture: 'You see a fracture',
    none: 'You see no fracture',
    unsure: 'You are unsure of what you see',
  },
  exportPicture: 'Save the view as PNG',
  exportAnnotations: { json: 'Save the measurements as JSON', csv: 'Save the measurements as CSV' },
  fileOverlays: 'Drawings in the file',
  nextFilm: 'Next film',
  previousFilm: 'Previous film',
  firstFilm: 'First film',
  lastFilm: 'Last film',
  mouseActions: {
    left: 'Left drag',
    middle: 'Middle drag',
    right: 'Right drag',
    shift: 'Shift drag',
    wheel: 'Wheel',
    ctrlWheel: 'Ctrl wheel',
    drags: { window: 'window: wider to the right, darker downwards', pan: 'move', zoom: 'zoom' },
    wheels: { zoom: 'zoom at the pointer', frames: 'go through the frames' },
  },
}
export type CommandWords = typeof english

/** The words of commands, and of where they are listed. */
export const commandWords = defineWords({ en: english, de: german })
