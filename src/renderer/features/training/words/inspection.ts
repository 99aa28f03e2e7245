import type { GroupReason, Part } from '#shared/dataset.ts'
import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './inspectionGerman.ts'

const parts: Record<Part, string> = { train: 'To train', validation: 'To check on the way', holdout: 'Held out' }
const reasons: Record<GroupReason, string> = {
  content: 'byte for byte the same',
  near: 'look the same',
  patient: 'one patient',
  study: 'one study',
  name: 'one original, by the name',
}

const english = {
  title: (folder: string) => `Films in ${folder}`,
  lead: 'This is what training would find. Look at it before you train: a model learns what the folders say, mistakes included.',
  counts: 'How many of each class',
  balance: (share: number) =>
    share >= 0.5
      ? 'The classes are about balanced.'
      : `The smallest class has ${Math.round(100 * share)} % as many films as the largest. The model may lean to the larger one; “Give each class the same weight” among the advanced options helps.`,
  few: 'Fewer than twenty films of a class: training may refuse, and the figures will say little.',
  facts: {
    films: 'Films',
    groups: 'Independent groups',
    unreadable: 'Not readable',
    leftOut: 'Left out',
    sizes: 'Sizes',
    formats: 'Formats',
    multiFrame: 'Of several frames',
    marks: 'Marks',
  },
  marks: ({ marks, films }: { marks: number; films: number }) =>
    `${group(marks)} on ${group(films)} films; ${films >= 20 ? 'the model will learn where fractures are' : 'at least 20 marked films are needed to learn where fractures are'}`,
  sizes: (least: number, most: number) => (least === most ? `${least} pixels high` : `${least} to ${most} pixels high`),
  elsewhere: (files: number) => `${group(files)} files lie in no class’s folder and are not looked at.`,
  sheet: 'Some films of each class',
  sheetLead:
    'Drawn by chance. Do they show what you expect, the right way up, and do the classes look alike except for the fractures? Marks that only one class has, such as a letter or a cast, would be learned instead.',
  sheetAlt: 'Sample films of each class',
  meaning: 'What it means',
  todo: 'What you can do',
  leaveOut: 'Leave out',
  leftOut: 'Left out',
  takeBack: 'Take back in',
  leaveOutAll: 'Leave all of these out',
  keepOne: 'Keep one of each',
  takeAllBack: 'Take all back in',
  open: (file: string) => `Open ${file} in the reading room`,
  all: (count: number) => `Show all ${group(count)}`,
  more: (count: number) => `and ${group(count)} more`,
  noPicture: 'No picture',
  contradictions: {
    title: 'The same film under two labels',
    meaning:
      'One of the two labels is wrong, and nobody but you can say which. Training refuses films that are the very same in two classes; such as only look alike are kept on one side, but still teach two answers to one picture.',
    todo: 'Leave the wrong one out, or both. Your folder is not touched.',
    kinds: { exact: 'the very same file', near: 'looks the same' },
  },
  leaks: {
    title: 'The given parts leak',
    meaning:
      'The films came divided into parts, and the same film, a near copy or one patient lies in more than one of them. A model is then asked about films that it has learned by heart, and every figure is too good.',
    todo: 'Divide the films anew by patient and picture (the best way), leave the doubled films out, or go on regardless; the report then begins with a warning.',
    mended: 'The parts that the films came in',
    mendedMeaning: 'They are not used: the films are divided anew, so that nothing leaks.',
    newSplit: 'Divide the films anew',
    allowLeak: 'Go on although they leak',
    between: (names: string) => `between ${names}`,
  },
  blank: {
    title: 'Films of one grey',
    meaning:
      'They show nothing, black all over for example: they were not exposed, or their window shows nothing of them.',
    todo: 'Leave them out, or export them again.',
  },
  unreadable: {
    title: 'Files that cannot be read',
    meaning: 'They are left out by themselves, and cost nothing else.',
    todo: 'Nothing need be done. Where many are listed, the folder may hold something else than films.',
    file: 'File',
    why: 'Why',
  },
  exact: {
    title: 'Copies',
    meaning:
      'Byte for byte the same film, more than once in one class. They are kept on one side of the split, so that no figure gets better by them; but each copy counts in training.',
    todo: 'Nothing need be done; or keep one of each, so that no film counts twice.',
  },
  near: {
    title: 'Near copies',
    meaning:
      'The same picture by its look: saved anew, of another size, mirrored or turned. They are kept on one side of the split.',
    todo: 'Nothing need be done; or keep one of each. If two are different films after all, that does no harm either.',
  },
  groups: {
    title: 'Groups',
    meaning:
      'Films that belong together, above all those of one patient, must lie on one side of the split. Otherwise the model recognises the patient instead of the fracture.',
    todo: 'If your file names say which patient a film is of, write how: a pattern whose brackets hold the patient. The program already knows DICOM’s patients and studies, copies and names that end in a code.',
    count: (groups: number, largest: number) =>
      `${group(groups)} ${groups === 1 ? 'group' : 'groups'}; the largest has ${group(largest)} ${largest === 1 ? 'film' : 'films'}.`,
    reasons,
    reason: (groups: number, films: number) =>
      `${group(groups)} ${groups === 1 ? 'group' : 'groups'} of two and more, ${group(films)} films`,
    pattern: 'Grouping pattern (a regular expression)',
    patternPlaceholder: String.raw`such as ^patient(\d+)_`,
    patternHint: String.raw`Examples: ^(\d+)_ for 0412_left.png · ^([A-Z]+\d+)- for PAT0412-2.dcm · ([^/]+)/[^/]+$ for one folder a patient.`,
    apply: 'Look again with it',
  },
  split: {
    title: 'How the films are divided',
    from: {
      data: 'They came divided into parts, which are kept.',
      file: 'By the split file.',
      made: 'Made now, by group and by class, and always the same for one seed. With the Quick recipe those to check on the way are trained on as well, in turn.',
    },
    parts,
    films: 'Films',
    groups: 'Groups',
  },
  reviewed: {
    title: 'Films from the reading room',
    meaning: (fractured: number, unfractured: number) =>
      `You have reviewed ${group(fractured + unfractured)} films in the reading room: ${group(fractured)} with a fracture, ${group(unfractured)} without.`,
    none: 'Answer “What do you see?” beside a film in the reading room, and the film can be trained on as well.',
    todo: 'They are only trained on, never held out. What was said while looking at a verdict is less sure than what was said before seeing one.',
    add: 'Also train on these films',
  },
  nothing: 'Nothing found:',
  again: 'Look again',
  changedNote: (count: number) =>
    count === 0
      ? 'Changed since the films were looked at.'
      : `${group(count)} ${count === 1 ? 'film is' : 'films are'} left out since.`,
  blocked: {
    contradictions: (count: number) =>
      `${count === 1 ? 'One film lies' : `${count} films lie`} in two classes. Leave the wrong ones out first.`,
    leaks: 'Say first what shall be done about the parts that leak.',
  },
  next: 'Choose a recipe',
}
export type InspectionWords = typeof english

/** The words of the page that shows what is known of the labelled films. */
export const inspectionWords = defineWords({ en: english, de: german })
