import type { Metrics } from '#shared/metrics.ts'
import type { OperatingPoints } from '#shared/reading.ts'
import { wilsonInterval } from '#shared/wilsonInterval.ts'
import { rocAuc, type Judged } from './auc.ts'
import { brierScore, expectedCalibrationError } from './calibration.ts'
import { groupBootstrap } from './intervals.ts'

function atPoint(films: readonly Judged[], isPositive: (probability: number) => boolean): Metrics['ruleOut'] {
  const [positives, negatives] = [films.filter((film) => film.fractured), films.filter((film) => !film.fractured)]
  const found = positives.filter((film) => isPositive(film.probability)).length
  const cleared = negatives.filter((film) => !isPositive(film.probability)).length
  return {
    sensitivity: positives.length > 0 ? found / positives.length : 0,
    sensitivityInterval: wilsonInterval(found, positives.length),
    specificity: negatives.length > 0 ? cleared / negatives.length : 0,
    specificityInterval: wilsonInterval(cleared, negatives.length),
  }
}

/** Everything that a card says of a set of films. Needs at least one film of each kind. */
export function metricsOf(films: readonly Judged[], points: OperatingPoints, seed: number): Metrics {
  const count = (fractured: boolean, positive: boolean): number =>
    films.filter((film) => film.fractured === fractured && film.probability >= 0.5 === positive).length
  const confusion: Metrics['confusion'] = [
    [count(false, false), count(false, true)],
    [count(true, false), count(true, true)],
  ]
  const [[trueNegative, falsePositive], [falseNegative, truePositive]] = confusion
  const fractured = falseNegative + truePositive
  return {
    films: films.length,
    fractured,
    auc: rocAuc(films),
    aucInterval: groupBootstrap(films, rocAuc, seed),
    accuracy: (trueNegative + truePositive) / films.length,
    balancedAccuracy: (trueNegative / (trueNegative + falsePositive) + truePositive / fractured) / 2,
    confusion,
    brier: brierScore(films),
    ece: expectedCalibrationError(films),
    ruleOut: atPoint(films, (probability) => probability > points.ruleOut),
    ruleIn: atPoint(films, (probability) => probability >= points.ruleIn),
  }
}
