import type { Judged } from './auc.ts'

/** Counts at one threshold: a film is called a fracture from `threshold` on. */
export type ThresholdCounts = { threshold: number; truePositives: number; falsePositives: number }

/**
 * True and false positives at each probability that occurs, highest first: what ROC and precision-recall curves are
 * made of.
 */
export function thresholdCounts(films: readonly Judged[]): ThresholdCounts[] {
  const sorted = [...films].sort((a, b) => b.probability - a.probability)
  const counts: ThresholdCounts[] = []
  let [truePositives, falsePositives] = [0, 0]
  sorted.forEach(({ fractured, probability }, index) => {
    if (fractured) truePositives++
    else falsePositives++
    if (sorted[index + 1]?.probability !== probability)
      counts.push({ threshold: probability, truePositives, falsePositives })
  })
  return counts
}

export type PrecisionRecallPoint = { threshold: number; precision: number; recall: number }

/** Highest threshold first. Without films that have a fracture there is no recall, and no point. */
export function precisionRecallPoints(films: readonly Judged[]): PrecisionRecallPoint[] {
  const positives = films.filter((film) => film.fractured).length
  if (positives === 0) return []
  return thresholdCounts(films).map(({ threshold, truePositives, falsePositives }) => ({
    threshold,
    precision: truePositives / (truePositives + falsePositives),
    recall: truePositives / positives,
  }))
}

/**
 * Area under the precision-recall curve as average precision: each step of recall weighted by the precision there.
 * Straight lines between the points would be too kind (Davis & Goadrich 2006). `NaN` without films that have a
 * fracture.
 */
export function averagePrecision(films: readonly Judged[]): number {
  const points = precisionRecallPoints(films)
  if (points.length === 0) return NaN
  return points.reduce((sum, { precision, recall }, i) => sum + (recall - (points[i - 1]?.recall ?? 0)) * precision, 0)
}
