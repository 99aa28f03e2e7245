import type { Tensors } from '#main/engines/engine.ts'
import { fitStandardisedLogistic } from '#main/evaluation/index.ts'

/**
 * Keeps some hundred films from being learned by heart by a weight for each of 768 channels. As weights of two classes
 * mirror each other, it acts like half as much on one row of them.
 */
const penalty = 0.06

/**
 * What a film says as a whole, by its standardised features averaged over its places (a row a film): a linear map to each
 * class, `film.weight` and `film.bias`, fitted to the films' labels. Linear in the mean, so that each place has its share.
 */
export function fitFilmEvidence(
  pooled: readonly ArrayLike<number>[],
  labels: readonly number[],
  classes: number,
): Tensors {
  const { weights, bias } = fitStandardisedLogistic(pooled, labels, classes, penalty)
  const channels = pooled[0].length
  return {
    'film.weight': { dims: [classes, channels, 1, 1], data: Float32Array.from(weights.flatMap((row) => [...row])) },
    'film.bias': { dims: [1, classes, 1, 1], data: Float32Array.from(bias) },
  }
}
