import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './readingGerman.ts'

const warning: Record<string, string> = {
  lossy: 'The file was compressed with loss; fine detail may be missing.',
  'converted-from-colour': 'This is a colour picture that was converted to grey.',
  'not-x-ray': 'Its header says that this is another kind of image. The model knows radiographs of limbs only.',
  'too-small': 'The film has fewer pixels than the model looks at.',
  'unlike-training': 'This film looks unlike those that the model learned from; do not rely on the verdict.',
  'far-from-training': 'This picture is nothing like the films that the model learned from.',
  'read-turned':
    'This film seems to lie on its side or upside down. It was turned before it was read, to stand as the model’s training films do.',
  'nearly-uniform': 'There is hardly anything to see on this film.',
  saturated: 'Large parts of this film are fully white: what was there is lost.',
  cropped: 'This is a narrow strip; a whole film may be read otherwise.',
  'window-from-values': 'The file gives no window; it was chosen from the values.',
  'bits-disagree':
    'The file’s header and its pixels say different things of the bits of a sample; the greys may be wrong.',
  'length-disagrees':
    'The length of the pixel data is not what the header says; something may be missing or left over.',
  'table-disagrees': 'A lookup table of the film is not as the file says; the greys may be wrong.',
  'presentation-disagrees': 'The file contradicts itself on whether white is bone or air.',
  'character-set': 'The file misspells its character set; names may be wrong.',
  'decoder-warned': 'The decoder found the compressed image odd; it may be damaged.',
  shuttered:
    'Parts of this film are covered by its shutter; the model does not see what lies there. “Shutter on or off” (Ctrl+Shift+S) shows it.',
  'shutter-ignored': 'The file’s shutter cannot be read or covers the whole film; it is not applied.',
  'result-not-written': 'No result was written as DICOM: the film is none, or does not say which it is.',
}

const english = {
  panel: 'Reading',
  idle: 'This frame has not been read yet.',
  start: 'Read this frame',
  running: 'Reading the film…',
  runningFor: (seconds: number) => `Reading the film… ${seconds} s`,
  failed: 'This film could not be read',
  probability: 'Probability of a fracture',
  branches: 'Two branches',
  teacher: 'Teacher',
  student: 'Student',
  disagree: 'Teacher and student fall on different sides.',
  experts: 'Experts',
  expertsLead: 'Mean share of each expert over the film',
  expert: (index: number) => `Expert ${index + 1}`,
  classes: 'Classes',
  warnings: 'Take care',
  overlays: 'Overlays',
  opacity: 'Opacity',
  threshold: 'From',
  evidence: 'Evidence',
  evidenceLead: 'What each place adds to the verdict; not an outline of a fracture.',
  evidenceNone: 'No place on this film speaks for a fracture.',
  gating: 'Experts',
  gatingLead: 'Which expert decides where; the stronger, the larger its share',
  findings: {
    title: 'Findings',
    layer: 'Findings of the model',
    point: { 'rule-in': 'likely', 'rule-out': 'possible' },
    count: (count: number) => (count === 1 ? '1 finding' : `${count} findings`),
    none: 'No finding above the rule-out point',
    unknown: 'This model does not point at places.',
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
    'Its operating points were never checked on films of this place. Evaluate it or fit it with labelled films of your own.',
  engine: 'Engine',
  time: 'Time',
  milliseconds: (value: number) => `${Math.round(value)} ms`,
  overlay: {
    evidence: 'Evidence overlay',
    gating: 'Expert overlay',
  },
  warning: (code: string) => warning[code] ?? `The program warns of “${code}”.`,
}
export type ReadingWords = typeof english

/** The words of a reading, its overlays and its review. */
export const readingWords = defineWords({ en: english, de: german })
