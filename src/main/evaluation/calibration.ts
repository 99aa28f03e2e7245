import { fractureProbability, probabilities } from '#main/reading/readingOf.ts'
import type { Judged } from './auc.ts'

const [lowest, highest] = [Math.log(0.05), Math.log(20)]

/** Mean negative log-likelihood of the labels under softmax(logits / temperature). */
export function negativeLogLikelihood(
  logits: readonly ArrayLike<number>[],
  labels: readonly number[],
  temperature: number,
): number {
  const losses = logits.map((film, i) => -Math.log(Math.max(1e-12, probabilities(film, temperature)[labels[i]])))
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length
}

/**
 * Temperature scaling (Guo et al. 2017, arXiv 1706.04599): the temperature in 0.05 … 20 with the least loss, by
 * golden-section search.
 */
export function fitTemperature(logits: readonly ArrayLike<number>[], labels: readonly number[]): number {
  const loss = (logTemperature: number): number => negativeLogLikelihood(logits, labels, Math.exp(logTemperature))
  const golden = (Math.sqrt(5) - 1) / 2
  let [low, high] = [lowest, highest]
  while (high - low > 1e-4) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)]
    if (loss(left) < loss(right)) high = right
    else low = left
  }
  return Math.exp((low + high) / 2)
}

/** Fused logits as calibrated probabilities of a fracture. */
export function calibrated(logits: readonly ArrayLike<number>[], temperature: number): number[] {
  return logits.map((film) => fractureProbability(film, temperature))
}

/** Expected calibration error over ten equal bins of the probability (Naeini et al. 2015). */
export function expectedCalibrationError(films: readonly Judged[], bins = 10): number {
  const binOf = (film: Judged): number => Math.min(bins - 1, Math.floor(film.probability * bins))
  let error = 0
  for (const members of Map.groupBy(films, binOf).values()) {
    const claimed = members.reduce((sum, film) => sum + film.probability, 0)
    const observed = members.filter((film) => film.fractured).length
    error += Math.abs(claimed - observed) / films.length
  }
  return error
}

export function brierScore(films: readonly Judged[]): number {
  return films.reduce((sum, film) => sum + (film.probability - Number(film.fractured)) ** 2, 0) / films.length
}
