import type { DeidentifyWarning } from '#shared/deidentify.ts'
import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const counted = (count: number, one: string): string => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`

const english = {
  command: 'Export without patient data…',
  title: 'Export without patient data',
  lead: 'Films go into a new folder by the Basic Profile of DICOM PS3.15: without names, numbers and dates, with new UIDs.',
  look: 'This program does not see text that is part of a picture. Look at each film before the export leaves.',
  films: 'Films',
  all: (films: number) => `All open films (${films.toLocaleString('en')})`,
  selected: 'The film on the screen',
  to: 'Folder of the export, new or empty',
  placeholder: '/path/to/export',
  options: 'What goes along',
  results: 'Results: read the exported films, and add DICOM results and a table',
  shiftDates: 'Dates, all of a patient moved by the same number of days',
  retainDevice: 'What identifies the device: serial number, station, detector',
  boxes: 'Black out',
  boxesLead:
    'Boxes in pixels of the film, from its upper left corner. A film with a box is written without compression.',
  onAll: 'On all films',
  onFilm: (name: string) => `On ${name}`,
  onHidden: 'On one film',
  box: (number: number) => `Box ${number}`,
  x: 'From left',
  y: 'From top',
  width: 'Width',
  height: 'Height',
  addBox: 'Add a box',
  takeDrawn: (count: number) => `Take the rectangles drawn on these films (${count})`,
  looking: (done: number, total: number) =>
    `Looking for drawn rectangles: ${done.toLocaleString('en')} of ${counted(total, 'film')}…`,
  removeBox: (number: number) => `Remove box ${number}`,
  textRemoved: 'I have looked: with these boxes no text is left on any film',
  start: 'Export',
  stop: 'Cancel',
  progress: (done: number, total: number) =>
    total > 0 ? `${done.toLocaleString('en')} of ${counted(total, 'film')}` : 'Starting…',
  done: (films: number) => `${counted(films, 'film')} exported`,
  folder: 'Export',
  replaced: 'What was replaced',
  replacedLead: 'The table names the patients. Keep it here.',
  addedResults: (objects: number) => `${counted(objects, 'DICOM object')} of results, and readings.csv`,
  warned: 'Look at these before the export leaves',
  warnings: {
    'text-stated': 'The file says that text is part of the picture',
    'text-unknown': 'The file does not say whether text is part of the picture',
    capture: 'Captured from a screen or document, often with text',
    digitised: 'Digitised from film or paper, often with labels',
    modality: 'Of a kind whose pictures often hold text',
    'boxes-unconfirmed': 'Blacked out, but nobody has confirmed that no text is left',
    'overlays-removed': 'Overlays were removed',
  } satisfies Record<DeidentifyWarning, string>,
  more: (count: number) => `and ${count.toLocaleString('en')} more`,
  refused: (count: number) => `${count.toLocaleString('en')} not exported`,
  unread: (count: number) => `${counted(count, 'film')} without results`,
  hidden: 'A film',
  again: 'Another export',
}
export type DeidentifyWords = typeof english

/** The words of exports without patient data. */
export const deidentifyWords = defineWords({ en: english, de: german })
