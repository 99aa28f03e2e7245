import { reportSayings } from '#shared/reportSayings/index.ts'
import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './reportGerman.ts'

const said = reportSayings.en

const english = {
  sentence: said.sentence,
  warning: said.warning,
  use: 'Research and teaching only, not a medical device.',
  loading: 'Loading the result…',
  activate: 'Use this model',
  isActive: 'This model is now active.',
  notActive: (name: string) => `${name} is still the active model. Nothing changes until you decide.`,
  rollback: 'Back to the previous model',
  roc: {
    title: 'The two operating points',
    text: 'Each point on the curve is a trade-off between fractures found and false alarms. Drag the two points, or move them with the arrow keys.',
    ruleIn: 'Rule-in: at or above this, fracture',
    ruleOut: 'Rule-out: at or below this, no fracture',
    at: (probability: string, sensitivity: string, specificity: string) =>
      `probability ${probability}, sensitivity ${sensitivity}, specificity ${specificity}`,
    x: said.falseAlarms,
    y: said.sensitivity,
    auc: (auc: string, low: string, high: string) => `AUC ${auc} (95 % interval ${low} to ${high})`,
    reset: 'The model’s own points',
    note: 'This shows the effect of other points. The model keeps its own, which were chosen without these films.',
  },
  hundred: {
    title: 'What this means for 100 patients',
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
      `Based on the held-out films. With so few films, the true sensitivity at rule-in could be anywhere from ${low} to ${high}.`,
  },
  calibration: {
    title: said.calibration,
    text: 'Among films with the same probability, is the share with a fracture just as high? On the dashed line, it is.',
    claimed: said.claimed,
    line: 'share with a fracture',
    ideal: 'perfect',
  },
  learningCurve: {
    heading: 'Would more films help?',
    title: said.learningCurve,
    text: 'AUC on the held-out films, by number of training films.',
    films: said.trainingFilms,
    auc: 'area under the curve',
    interval: '95 % interval',
    answers: said.wouldMoreHelp,
    gain: said.gain,
    tooFewMarked: said.tooFewMarked,
  },
  confusion: {
    title: said.confusion,
    text: 'Select a number to see its films.',
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
    nameless: 'This report does not name its films, so they cannot be shown.',
  },
  losses: {
    title: said.losses,
    text: said.lossesText,
    probability: (probability: string) => `P ${probability}`,
    group: (number: number) => `group ${number}`,
  },
  figures: {
    title: 'Results on held-out films',
    films: said.films,
    filmsText: (films: number, fractured: number, groups: number) =>
      `${group(films)}, ${group(fractured)} with a fracture, from ${group(groups)} groups`,
    auc: said.auc,
    prAuc: said.prAuc,
    accuracy: said.accuracy,
    balanced: said.balanced,
    sensitivity: 'Sensitivity at 0.5',
    specificity: 'Specificity at 0.5',
    ece: said.ece,
    brier: said.brier,
    pointsAt: 'Points at a fracture',
    pointsAtText: (share: string, films: number) => `${share} of ${group(films)} marked films`,
    finds: 'Finds',
    found: (share: string, wrong: string) => `${share} of the marks at ${wrong} false findings per film`,
    trained: 'Trained in',
    trainedText: (seconds: string, epochs: number) => `${seconds}, best epoch ${epochs}`,
  },
  compare: {
    title: 'Compared with another model on the same films',
    text: 'Both models read the films in this folder that neither was trained on. Only that is a fair comparison.',
    other: 'Compare with',
    start: 'Compare',
    stop: 'Stop',
    stages: { inspect: 'Looking at the films', read: 'Reading them with both' },
    noOther: 'There is no other model to compare with.',
    films: (films: number, fractured: number) =>
      `${group(films)} films, ${group(fractured)} with a fracture, that neither has seen.`,
    unknownSeen: (name: string) =>
      `It is not known which films ${name} was trained on; they may include some of these.`,
    better: (name: string, points: string) => `${name} is better on these films, by ${points} AUC.`,
    worse: (name: string, points: string) => `${name} is worse on these films, by ${points} AUC.`,
    same: 'Too few films to show a difference; there may still be one.',
    auc: 'AUC',
    difference: 'Difference',
    interval: (low: string, high: string, p: string) => `95 % interval ${low} to ${high}, p ${p}`,
    sensitivity: 'Sensitivity at 0.5',
    specificity: 'Specificity at 0.5',
    verdicts: (both: number, onlyA: number, onlyB: number, neither: number, a: string, b: string) =>
      `Both right on ${both} films, only ${a} on ${onlyA}, only ${b} on ${onlyB}, neither on ${neither}.`,
    unread: (files: number) =>
      `${group(files)} ${files === 1 ? 'film' : 'films'} could not be read and ${files === 1 ? 'counts' : 'count'} for neither model.`,
  },
}
export type ReportWords = typeof english

/** The words of the page that shows what a training came to. */
export const reportWords = defineWords({ en: english, de: german })
