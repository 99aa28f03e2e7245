import type { ModelCard } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import type { OperatingPoints } from '#shared/reading.ts'
import { reportSchema, type HistoryEntry, type Report } from '#shared/report.ts'
import { summarise } from '#main/network/summary.ts'
import {
  calibrationPoints,
  probabilityHistogram,
  rocPoints,
  type RocPoint,
  thinned,
  classResults,
  evaluate,
  resultsByColumn,
  precisionRecallPoints,
} from '#main/evaluation/index.ts'
import { reportSentence, reportWarnings, type Leak } from './warnings.ts'

/** One film of the hold-out and what the finished model says of it. */
export type JudgedFilm = {
  /** Name below the data's folder. */
  file: string
  /** Class index; 0 is 'No fracture'. */
  label: number
  /** The likeliest class. */
  called: number
  group: number
  /** Calibrated probability of a fracture. */
  probability: number
  /** Negative log-likelihood of the film's class, calibrated. */
  loss: number
  /** What a manifest says beside the label: site, body part, machine. */
  columns?: Readonly<Record<string, string>>
}

export type ReportInput = {
  /** With temperature, operating points and seed. */
  card: ModelCard
  films: readonly JudgedFilm[]
  history: readonly HistoryEntry[]
  leak?: Leak
  /** Files that took no part. */
  leftOut?: Report['leftOut']
  curve?: Report['learningCurve']
  curveProblem?: Report['learningCurveProblem']
}

const mostCurvePoints = 400
const mostLosses = 30

/** An epoch without what could not be measured, such as the AUC of a validation part with films of one kind. */
function measured({ epoch, trainLoss, validationLoss, auc }: HistoryEntry): HistoryEntry {
  const known = Object.entries({ validationLoss, auc }).filter(([, value]) => Number.isFinite(value))
  return { epoch, trainLoss, ...Object.fromEntries(known) }
}

/**
 * The places of a ROC curve, whose thresholds fall, at which a model's own points lie: the last that rule-in calls a
 * fracture, and that rule-out does not call none.
 */
function ownPlaces(roc: readonly RocPoint[], { ruleIn, ruleOut }: OperatingPoints): number[] {
  return [
    roc.findLastIndex(({ threshold }) => threshold >= ruleIn),
    roc.findLastIndex(({ threshold }) => threshold > ruleOut),
  ]
}

/** Measures the hold-out. Throws `not-enough-data` where it lacks films of one kind. */
export function buildReport({ card, films, history, leak, leftOut, curve, curveProblem }: ReportInput): Report {
  const judged = films.map((film) => ({ ...film, fractured: film.label > 0 }))
  if (!judged.some((film) => film.fractured) || judged.every((film) => film.fractured)) {
    throw new ProblemError('holdout-of-one-kind')
  }
  const { pointing } = card.metrics.holdout
  const roc = rocPoints(judged)
  const holdout = {
    ...evaluate(judged, card.operatingPoints, card.training.seed),
    ...(pointing ? { pointing } : {}),
  }
  const sorted = [...films]
    .sort((a, b) => b.loss - a.loss || a.file.localeCompare(b.file))
    .map(({ file, label, group, probability, loss }) => ({
      file,
      className: card.classNames[label] ?? `class ${label}`,
      group,
      probability,
      loss,
    }))
  return reportSchema.parse({
    formatVersion: 1,
    sentence: reportSentence(card.name, holdout, leak),
    warnings: reportWarnings(holdout, leak, card.expertUse),
    ...(leak ? { leak } : {}),
    card,
    holdout,
    curves: {
      roc: thinned(roc, mostCurvePoints, ownPlaces(roc, card.operatingPoints)),
      precisionRecall: thinned(precisionRecallPoints(judged), mostCurvePoints),
      calibration: calibrationPoints(judged),
      histogram: probabilityHistogram(judged),
    },
    history: history.map(measured),
    ...(leftOut ? { leftOut } : {}),
    ...(curve ? { learningCurve: curve } : {}),
    ...(curveProblem ? { learningCurveProblem: curveProblem } : {}),
    largestLosses: sorted.slice(0, mostLosses),
    films: sorted,
    columns: resultsByColumn(judged),
    classes: classResults(films, card.classNames),
    network: summarise(card),
  } satisfies Report)
}
