import type { Judged } from './auc.ts'
import { thresholdCounts } from './precisionRecall.ts'

export type RocPoint = { threshold: number; falsePositiveRate: number; truePositiveRate: number }
export type CalibrationPoint = { claimed: number; observed: number; films: number }

/**
 * From (0, 0), where nothing is called a fracture, to (1, 1), one point a probability that occurs. Needs films of both
 * kinds.
 */
export function rocPoints(films: readonly Judged[]): RocPoint[] {
  const positives = films.filter((film) => film.fractured).length
  const negatives = films.length - positives
  const points = thresholdCounts(films).map(({ threshold, truePositives, falsePositives }) => ({
    threshold,
    falsePositiveRate: falsePositives / negatives,
    truePositiveRate: truePositives / positives,
  }))
  return [{ threshold: 1, falsePositiveRate: 0, truePositiveRate: 0 }, ...points]
}

/**
 * Reliability curve: mean claimed probability against the share that has a fracture, in equal bins of the probability.
 * Empty bins give no point.
 */
export function calibrationPoints(films: readonly Judged[], bins = 10): CalibrationPoint[] {
  const members = Map.groupBy(films, ({ probability }) => Math.min(bins - 1, Math.floor(probability * bins)))
  return [...members]
    .sort(([a], [b]) => a - b)
    .map(([, inside]) => ({
      claimed: inside.reduce((sum, film) => sum + film.probability, 0) / inside.length,
      observed: inside.filter((film) => film.fractured).length / inside.length,
      films: inside.length,
    }))
}

/** How many films of each kind lie in each equal bin of the probability, 0 to 1. */
export function probabilityHistogram(
  films: readonly Judged[],
  bins = 20,
): { fractured: number[]; unfractured: number[] } {
  const histogram = { fractured: new Array<number>(bins).fill(0), unfractured: new Array<number>(bins).fill(0) }
  for (const { fractured, probability } of films) {
    histogram[fractured ? 'fractured' : 'unfractured'][Math.min(bins - 1, Math.floor(probability * bins))]++
  }
  return histogram
}

/**
 * At most so many points, first and last among them, evenly taken: a curve of ten thousand films need not have ten
 * thousand corners. Those at the places `kept` stay besides.
 */
export function thinned<T>(points: readonly T[], most: number, kept: readonly number[] = []): T[] {
  if (points.length <= most) return [...points]
  const even = Array.from({ length: most }, (_, i) => Math.round((i * (points.length - 1)) / (most - 1)))
  const places = new Set([...even, ...kept])
  return points.filter((_, place) => places.has(place))
}
