import type { GroupReason, Part } from '#shared/dataset.ts'
import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './inspectionGerman.ts'

const parts: Record<Part, string> = { train: 'Training', validation: 'Validation', holdout: 'Held out' }
const reasons: Record<GroupReason, string> = {
  content: 'byte for byte the same',
  near: 'look the same',
  patient: 'one patient',
  study: 'one study',
  name: 'one original, by the name',
}

const english = {
  title: (folder: string) => `Films in ${folder}`,
  lead: 'This is what training will use. Check it first: a model learns what the folders say, mistakes included.',
  counts: 'How many of each class',
  balance: (share: number) =>
    share >= 0.5
      ? 'The classes are about balanced.'
      : `The smallest class has ${Math.round(100 * share)} % as many films as the largest. The model may lean to the larger one; “Give each class the same weight” among the advanced options helps.`,
  few: 'Fewer than twenty films of a class: training may refuse, and the figures will say little.',
  facts: {
    films: 'Films',
    groups: 'Independent groups',
    unreadable: 'Unreadable',
    leftOut: 'Left out',
    corrected: 'Corrected labels',
    sizes: 'Sizes',
    formats: 'Formats',
    multiFrame: 'Multi-frame',
    marks: 'Marks',
  },
  marks: ({ marks, films }: { marks: number; films: number }) =>
    `${group(marks)} on ${group(films)} films; ${films >= 20 ? 'the model will learn where fractures are' : 'at least 20 marked films are needed to learn where fractures are'}`,
  sizes: (least: number, most: number) => (least === most ? `${least} pixels high` : `${least} to ${most} pixels high`),
  elsewhere: (files: number) =>
    `${group(files)} ${files === 1 ? 'file is outside the class folders and is' : 'files are outside the class folders and are'} ignored.`,
  sheet: 'Some films of each class',
  sheetLead:
    'A random sample. Do the films show what you expect, the right way up? Do the classes look alike apart from the fractures? The model would learn anything that only one class has, such as a letter or a cast.',
  sheetAlt: 'Sample films of each class',
  shortcut: {
    title: 'Shortcut check',
    meaning:
      'A model can score well by reading side letters, labels or borders that only one class has. This check covers the anatomy and tries to tell the classes apart by what is left. It takes a minute or so, and looks at up to 300 films of each kind.',
    start: 'Check for shortcuts',
    stages: {
      inspect: 'Checking every film',
      compare: 'Looking for copies',
      cover: 'Looking at films without their anatomy',
      learn: 'Learning from what is left',
    } as Record<string, string>,
    answers: {
      found: (auc: string, low: string, high: string) =>
        `Borders and markers alone reach AUC ${auc} (${low}–${high}): a model can tell these classes apart without looking at bone.`,
      none: (auc: string, low: string, high: string) =>
        `Borders and markers alone reach AUC ${auc} (${low}–${high}): no sign that they tell the classes apart.`,
      unclear: (auc: string, low: string, high: string) =>
        `Borders and markers alone reach AUC ${auc} (${low}–${high}): these films cannot tell whether they tell the classes apart.`,
    },
    tooFew: 'Too few films to tell: the check needs ten films in five groups, both with a fracture and without.',
    todo: 'Compare the films below. Does one class have letters, labels or borders that the other lacks? Crop those films, leave them out, or add films of the other class that have them too. If the classes only show other body parts or views, take films of the same ones for both.',
    films: (films: number, fractured: number, left: number) =>
      `${group(films)} films, ${group(fractured)} with a fracture; half of them still show ${left} % or more of themselves when the anatomy is covered.`,
    blind:
      'The check does not see what touches the limb or lies in the middle of a film. Outlines and thin parts of limbs, such as fingers, may remain and count.',
    unreadable: (files: number) =>
      `${group(files)} ${files === 1 ? 'file' : 'files'} could not be read and ${files === 1 ? 'does' : 'do'} not count.`,
    sheet: 'The films that tell their class most, with the anatomy covered',
  },
  meaning: 'What it means',
  todo: 'What you can do',
  leaveOut: 'Leave out',
  leftOut: 'Left out',
  takeBack: 'Include again',
  leaveOutAll: 'Leave all out',
  keepOne: 'Keep one of each',
  takeAllBack: 'Include all again',
  open: (file: string) => `Open ${file} in the reading room`,
  all: (count: number) => `Show all ${group(count)}`,
  more: (count: number) => `and ${group(count)} more`,
  noPicture: 'No picture',
  contradictions: {
    title: 'The same film under two labels',
    meaning:
      'One of the two labels is wrong, and only you can say which. Training refuses identical films in two classes. Films that only look alike are kept on one side of the split, but still teach two answers for one picture.',
    todo: 'Correct the wrong label, or leave out one film or both. Your folder is not changed.',
    kinds: { exact: 'identical file', near: 'looks the same' },
  },
  marked: {
    title: 'Marks on films labelled as without a fracture',
    meaning:
      'Somebody marked a fracture on these films, but their label says that there is none. One of the two is wrong; the marks are not used.',
    todo: 'Look at the films, and correct the label if the mark is right.',
  },
  leaks: {
    title: 'The split leaks',
    meaning:
      'The films came already split, but the same film, a near copy or the same patient is in more than one part. The model would be tested on films it has memorised, and every figure would be too good.',
    todo: 'Split the films again by patient and picture (best), leave out the duplicates, or continue anyway; the report then starts with a warning.',
    mended: 'The split the films came with',
    mendedMeaning: 'It is not used: the films are split again, without leaks.',
    newSplit: 'Split the films again',
    allowLeak: 'Continue despite the leak',
    between: (names: string) => `between ${names}`,
  },
  blank: {
    title: 'Blank films',
    meaning: 'They show nothing, for example only black: they were not exposed, or their window hides everything.',
    todo: 'Leave them out, or export them again.',
  },
  unreadable: {
    title: 'Files that cannot be read',
    meaning: 'They are left out automatically; nothing else is affected.',
    todo: 'No action is needed. If many are listed, the folder may contain something other than films.',
    file: 'File',
    why: 'Why',
  },
  exact: {
    title: 'Copies',
    meaning:
      'The same film, byte for byte, more than once in one class. Copies stay on one side of the split, so they do not improve the figures, but each copy counts in training.',
    todo: 'No action is needed; or keep one of each, so that no film counts twice.',
  },
  near: {
    title: 'Near copies',
    meaning:
      'Pictures that look the same: saved again, resized, mirrored or rotated. They stay on one side of the split.',
    todo: 'No action is needed; or keep one of each. If two of them are different films after all, no harm is done.',
  },
  groups: {
    title: 'Groups',
    meaning:
      'Films that belong together, above all those of one patient, must stay on one side of the split. Otherwise the model recognises the patient instead of the fracture.',
    todo: 'If your file names contain the patient, enter a pattern with the patient in brackets. DICOM patients and studies, copies, and names that end in a code are recognised already.',
    count: (groups: number, largest: number) =>
      `${group(groups)} ${groups === 1 ? 'group' : 'groups'}; the largest has ${group(largest)} ${largest === 1 ? 'film' : 'films'}.`,
    reasons,
    reason: (groups: number, films: number) =>
      `${group(groups)} ${groups === 1 ? 'group' : 'groups'} of two or more, ${group(films)} films`,
    pattern: 'Grouping pattern (a regular expression)',
    patternPlaceholder: String.raw`such as ^patient(\d+)_`,
    patternHint: String.raw`Examples: ^(\d+)_ for 0412_left.png · ^([A-Z]+\d+)- for PAT0412-2.dcm · ([^/]+)/[^/]+$ for one folder a patient.`,
    apply: 'Apply the pattern',
  },
  split: {
    title: 'Split',
    from: {
      data: 'They came with a split, which is kept.',
      file: 'By the split file.',
      made: 'Made now, by group and class; the same seed gives the same split. With the Quick recipe, the validation films are trained on too, in turn.',
    },
    parts,
    films: 'Films',
    groups: 'Groups',
  },
  reviewed: {
    title: 'Films from the reading room',
    meaning: (fractured: number, unfractured: number) =>
      `You have reviewed ${group(fractured + unfractured)} films in the reading room: ${group(fractured)} with a fracture, ${group(unfractured)} without.`,
    none: 'Answer “What do you see?” next to a film in the reading room to train on that film too.',
    todo: 'They are used for training only, never held out. An answer given after seeing a verdict is less reliable than one given before.',
    add: 'Also train on these films',
  },
  nothing: 'No problems of these kinds:',
  again: 'Look again',
  changedNote: (count: number) =>
    count === 0
      ? 'Changed since the last check.'
      : `${group(count)} ${count === 1 ? 'film is' : 'films are'} left out since.`,
  blocked: {
    contradictions: (count: number) =>
      `${count === 1 ? 'One film is' : `${count} films are`} in two classes. Correct the labels, or leave out the wrong ones first.`,
    leaks: 'First choose what to do about the leak.',
  },
  next: 'Choose a recipe',
}
export type InspectionWords = typeof english

/** The words of the page that shows what is known of the labelled films. */
export const inspectionWords = defineWords({ en: english, de: german })
