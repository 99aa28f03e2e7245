import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './readingGerman.ts'

const warning: Record<string, string> = {
  lossy: 'Lossy compression: fine detail may be missing.',
  'converted-from-colour': 'A colour picture, converted to grey.',
  'not-x-ray':
    'According to its header, this is not a radiograph of a limb. The model only knows radiographs of limbs.',
  'too-small': 'The film has fewer pixels than the model’s input.',
  'unlike-training': 'This film looks unlike the model’s training films; do not rely on the verdict.',
  'far-from-training': 'This picture looks nothing like the model’s training films.',
  'read-turned':
    'Compared with the model’s training films, this film lies on its side or upside down. It was rotated before it was read.',
  'nearly-uniform': 'This film is almost blank.',
  saturated: 'Large parts of this film are pure white; their detail is lost.',
  cropped: 'This is a narrow strip; the verdict on a whole film may differ.',
  'window-from-values': 'The file has no window setting; one was chosen automatically.',
  'bits-disagree': 'The header and the pixel data disagree about the bits per sample; grey values may be wrong.',
  'length-disagrees': 'The pixel data is longer or shorter than the header says; part of the film may be missing.',
  'table-disagrees': 'A lookup table does not match its description; grey values may be wrong.',
  'presentation-disagrees': 'The file contradicts itself about whether bone is white or black.',
  'character-set': 'The file misspells its character set; names may be wrong.',
  'decoder-warned': 'The decoder reported a problem; the image may be damaged.',
  shuttered:
    'A shutter covers parts of this film, and the model does not see them. “Shutter on or off” (Ctrl+Shift+S) shows them.',
  'shutter-ignored': 'The file’s shutter is invalid or covers the whole film, so it is not applied.',
  'result-not-written': 'No DICOM result was written: the film is not DICOM, or lacks its identifiers.',
}

const english = {
  panel: 'Reading',
  idle: 'This frame has not been read yet.',
  start: 'Read this frame',
  running: 'Reading the film…',
  runningFor: (seconds: number) => `Reading the film… ${seconds} s`,
  failed: 'This film could not be read',
  hidden: 'The verdict is hidden until you have answered what you see.',
  probability: 'Probability of a fracture',
  branches: 'Two branches',
  teacher: 'Teacher',
  student: 'Student',
  disagree: 'Teacher and student disagree.',
  experts: 'Experts',
  expertsLead: 'Mean share of each expert over the film',
  expert: (index: number) => `Expert ${index + 1}`,
  classes: 'Classes',
  warnings: 'Cautions',
  overlays: 'Overlays',
  opacity: 'Opacity',
  threshold: 'From',
  evidence: 'Evidence',
  evidenceLead: 'What each place adds to the verdict. It does not outline a fracture.',
  evidenceNone: 'No place on this film suggests a fracture.',
  gating: 'Experts',
  gatingLead: 'Which expert decides where; stronger colour means a larger share',
  findings: {
    title: 'Findings',
    layer: 'Findings of the model',
    point: { 'rule-in': 'likely', 'rule-out': 'possible' },
    count: (count: number) => (count === 1 ? '1 finding' : `${count} findings`),
    none: 'No finding above the rule-out point',
    unknown: 'This model does not locate findings.',
    draw: 'Draw on the film',
    keys: 'next, previous',
    toggle: 'Findings on the film',
    next: 'Next finding',
    previous: 'Previous finding',
  },
  picture: {
    model: (name: string) => `Model: ${name}`,
    unread: 'Not read by a model',
    notice: 'Research and teaching only; not a medical device',
  },
  opinions: { agree: 'Agreed', disagree: 'Disagreed', unsure: 'Unsure' },
  sharesHere: 'Shares here',
  meaning: {
    title: 'What the number means',
    near: (score: string, fractured: number, films: number) =>
      `Of 100 test films that score near ${score}, about ${fractured} have a fracture (counted on ${films}).`,
    alike: (fractured: number, films: number) =>
      `Of 100 test films with this verdict, about ${fractured} have a fracture (counted on ${films}).`,
    tooFew: (films: number) =>
      films === 1
        ? 'Only 1 test film got this verdict: too few to say how often it is right.'
        : `Only ${films} test films got this verdict: too few to say how often it is right.`,
    prevalence: (fractured: number) =>
      `${fractured} in 100 test films have a fracture. Where fractures are rarer, more alarms are false.`,
    missed: (missed: number, low: number, high: number) =>
      `“No fracture” misses about ${missed} in 100 fractures (95 % interval ${low} – ${high}).`,
    tested: (films: number) => `Tested on ${films.toLocaleString('en')} films the model had not seen:`,
    bones: 'Bones tested:',
    seen: 'The model was trained on this film, so its verdict here proves nothing.',
  },
  about: 'About this reading',
  model: 'Model',
  unchecked:
    'Its operating points were never checked on films from here. Evaluate it or fit it with your own labelled films.',
  engine: 'Engine',
  time: 'Time',
  milliseconds: (value: number) => `${Math.round(value)} ms`,
  overlay: {
    evidence: 'Evidence overlay',
    gating: 'Expert overlay',
  },
  warning: (code: string) => warning[code] ?? `Warning “${code}”.`,
}
export type ReadingWords = typeof english

/** The words of a reading, its overlays and its review. */
export const readingWords = defineWords({ en: english, de: german })
