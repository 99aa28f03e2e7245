import type { OperatingPoints } from '#shared/reading.ts'
import type { Judged } from './auc.ts'

export type Targets = { sensitivity: number; specificity: number }
export const defaultTargets: Targets = { sensitivity: 0.95, specificity: 0.95 }

/** Half way between a probability and its neighbour, so that no film lies on the point itself. */
function between(value: number, neighbours: readonly number[], fallback: number): number {
  const neighbour =
    neighbours.length > 0
      ? neighbours.reduce((nearest, p) => (Math.abs(p - value) < Math.abs(nearest - value) ? p : nearest))
      : fallback
  return (value + neighbour) / 2
}

/**
 * Rule-out: the highest point at which at least `sensitivity` of the films with a fracture lie above it. Rule-in: the
 * lowest at which at least
 * `specificity` of the films without one lie below it. Where the two cross, which a good model can do, both become
 * their middle, and both promises still hold.
 */
export function chooseOperatingPoints(films: readonly Judged[], targets: Targets = defaultTargets): OperatingPoints {
  const all = films.map((film) => film.probability)
  const positives = films
    .filter((film) => film.fractured)
    .map((film) => film.probability)
    .sort((a, b) => a - b)
  const negatives = films
    .filter((film) => !film.fractured)
    .map((film) => film.probability)
    .sort((a, b) => b - a)
  // The small number keeps 0.05 × 20 from being 0.99….
  const missed = positives[Math.floor((1 - targets.sensitivity) * positives.length + 1e-9)] ?? 1
  const alarmed = negatives[Math.floor((1 - targets.specificity) * negatives.length + 1e-9)] ?? 0
  const ruleOut = between(
    missed,
    all.filter((p) => p < missed),
    0,
  )
  const ruleIn = between(
    alarmed,
    all.filter((p) => p > alarmed),
    1,
  )
  if (ruleOut <= ruleIn) return { ruleOut, ruleIn }
  const middle = (ruleOut + ruleIn) / 2
  return { ruleOut: middle, ruleIn: middle }
}
