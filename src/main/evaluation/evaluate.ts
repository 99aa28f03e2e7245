import type { Evaluation } from '#shared/evaluation.ts'
import type { OperatingPoints } from '#shared/reading.ts'
import type { Judged } from './auc.ts'
import { groupBootstrap } from './intervals.ts'
import { metricsOf } from './metrics.ts'
import { averagePrecision } from './precisionRecall.ts'

/** a / b, and 0 where nothing was counted, as scikit-learn's `zero_division` has it by default. */
const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0)

/**
 * Everything that is measured of a set of films: what a card says and more. Needs at least one film of each kind.
 * Intervals are 95 %.
 */
export function evaluate(films: readonly Judged[], points: OperatingPoints, seed: number): Evaluation {
  const metrics = metricsOf(films, points, seed)
  const [[trueNegative, falsePositive], [falseNegative, truePositive]] = metrics.confusion
  const sensitivity = ratio(truePositive, truePositive + falseNegative)
  const precision = ratio(truePositive, truePositive + falsePositive)
  return {
    ...metrics,
    groups: new Set(films.map((film) => film.group)).size,
    prAuc: averagePrecision(films),
    prAucInterval: groupBootstrap(films, averagePrecision, seed),
    sensitivity,
    specificity: ratio(trueNegative, trueNegative + falsePositive),
    precision,
    recall: sensitivity,
    f1: ratio(2 * precision * sensitivity, precision + sensitivity),
  }
}
