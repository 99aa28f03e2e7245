import type { Report } from '#shared/report.ts'
import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './reportGerman.ts'

const english = {
  sentence: ({ sentence }: Report) => sentence,
  warning: ({ message }: Report['warnings'][number]) => message,
  use: 'Research and teaching only, not a medical device.',
  loading: 'Loading the result…',
  activate: 'Use this model',
  isActive: 'This model reads from now on.',
  notActive: (name: string) => `${name} still reads. Nothing changes until you say so.`,
  rollback: 'Go back to the model before',
  roc: {
    title: 'The two operating points',
    text: 'Each point of the curve is a choice: how many fractures are found, and how many films without one are called fractured for it. Drag the two points, or move them with the arrow keys.',
    ruleIn: 'Rule-in: from here on, fracture',
    ruleOut: 'Rule-out: below this, no fracture',
    at: (probability: string, sensitivity: string, specificity: string) =>
      `probability ${probability}, sensitivity ${sensitivity}, specificity ${specificity}`,
    x: '1 − specificity',
    y: 'Sensitivity',
    auc: (auc: string, low: string, high: string) => `AUC ${auc} (95 % interval ${low} to ${high})`,
    reset: 'The model’s own points',
    note: 'This shows what other points would do. The model keeps its own, which were chosen without these films.',
  },
  hundred: {
    title: 'What that would mean for 100 patients',
    prevalence: (count: number) => `${count} of 100 have a fracture`,
    prevalenceLabel: 'How many of 100 patients have a fracture',
    found: 'fracture, called fracture',
    missed: 'fracture, called no fracture: missed',
    openFracture: 'fracture, left uncertain',
    alarm: 'no fracture, called fracture: false alarm',
    cleared: 'no fracture, called no fracture',
    openClear: 'no fracture, left uncertain',
    spoken: 'Of 100 patients',
    unsure: (low: string, high: string) =>
      `On the films held out. With as few as these, sensitivity at rule-in may as well be anything from ${low} to ${high}.`,
  },
  calibration: {
    title: 'Calibration',
    text: 'Of the films that are given a probability, does that share have a fracture? On the dashed line it does.',
    claimed: 'Claimed probability',
    line: 'share with a fracture',
    ideal: 'as claimed',
  },
  learningCurve: {
    heading: 'Would more films help?',
    title: 'Learning curve',
    text: 'Area under the curve on the films held out, by the number of films trained on.',
    films: 'Films trained on',
    auc: 'area under the curve',
    interval: '95 % interval',
    answers: {
      yes: 'More films would probably help.',
      hardly: 'More films of the same kind would hardly help.',
      unclear: 'Too few films are held out to tell whether more would help.',
    },
    gain: (from: string, to: string, difference: string, low: string, high: string) =>
      `From ${from} to ${to} films the area changed by ${difference} (95 % interval ${low} to ${high}).`,
  },
  confusion: {
    title: 'Right and wrong, film by film',
    text: 'Press a number to see the films behind it.',
    by: 'Called by',
    half: 'Probability 0.5',
    points: 'The two operating points',
    truth: 'Truth',
    called: (call: string) => `Called ${call.toLowerCase()}`,
    fracture: 'Fracture',
    none: 'No fracture',
    uncertain: 'Uncertain',
    cell: (truth: string, called: string) => `of the films with ${truth.toLowerCase()}, called ${called.toLowerCase()}`,
    behind: (count: number, truth: string, called: string) =>
      `${group(count)} ${count === 1 ? 'film' : 'films'}: ${truth.toLowerCase()}, called ${called.toLowerCase()}`,
    nameless: 'This report names no films, so they cannot be shown.',
  },
  losses: {
    title: 'Where it was most wrong',
    text: 'Look at these first: a wrong label, a poor film, or something to learn.',
    probability: (probability: string) => `P ${probability}`,
    group: (number: number) => `group ${number}`,
  },
  figures: {
    title: 'Figures on the films held out',
    films: 'Films',
    filmsText: (films: number, fractured: number, groups: number) =>
      `${group(films)}, ${group(fractured)} with a fracture, from ${group(groups)} groups`,
    auc: 'ROC AUC',
    prAuc: 'PR AUC',
    accuracy: 'Accuracy at 0.5',
    balanced: 'Balanced accuracy',
    sensitivity: 'Sensitivity at 0.5',
    specificity: 'Specificity at 0.5',
    ece: 'Calibration error',
    brier: 'Brier score',
    pointsAt: 'Points at a fracture',
    pointsAtText: (share: string, films: number) => `${share} of ${group(films)} marked films`,
    finds: 'Finds',
    found: (share: string, wrong: string) => `${share} of the marks at ${wrong} wrong findings a film`,
    trained: 'Trained in',
    trainedText: (seconds: string, epochs: number) => `${seconds}, best epoch ${epochs}`,
  },
  compare: {
    title: 'Against another model, on the same films',
    text: 'Both read the films of this folder that neither was trained on. That is the only fair comparison.',
    other: 'Compare with',
    start: 'Compare',
    stop: 'Stop',
    stages: { inspect: 'Looking at the films', read: 'Reading them with both' },
    noOther: 'There is no other model to compare with.',
    films: (films: number, fractured: number) =>
      `${group(films)} films, ${group(fractured)} with a fracture, that neither has seen.`,
    unknownSeen: (name: string) =>
      `It is not known which films ${name} was trained on; some of these may be among them.`,
    better: (name: string, points: string) => `${name} is better here, by ${points} AUC.`,
    worse: (name: string, points: string) => `${name} is worse here, by ${points} AUC.`,
    same: 'No difference can be shown on so many films. It may be there all the same.',
    auc: 'AUC',
    difference: 'Difference',
    interval: (low: string, high: string, p: string) => `95 % interval ${low} to ${high}, p ${p}`,
    sensitivity: 'Sensitivity at 0.5',
    specificity: 'Specificity at 0.5',
    verdicts: (both: number, onlyA: number, onlyB: number, neither: number, a: string, b: string) =>
      `Both right on ${both} films, only ${a} on ${onlyA}, only ${b} on ${onlyB}, neither on ${neither}.`,
    unread: (files: number) =>
      `${group(files)} ${files === 1 ? 'film' : 'films'} could not be read, and ${files === 1 ? 'counts' : 'count'} for neither.`,
  },
}
export type ReportWords = typeof english

/** The words of the page that shows what a training came to. */
export const reportWords = defineWords({ en: english, de: german })
