import type { Tensors } from '#main/engines/engine.ts'
import { fitLogistic } from '#main/evaluation/index.ts'

/**
 * Keeps some hundred films from being learned by heart by a weight for each of 768 channels. As weights of two classes
 * mirror each other, it acts like half as much on one row of them.
 */
const penalty = 0.06
const smallestDeviation = 1e-6

/**
 * What a film says as a whole, by its standardised features averaged over its places (a row a film): a linear map to each
 * class, `film.weight` and `film.bias`, fitted to the films' labels. Linear in the mean, so that each place has its share.
 */
export function fitFilmEvidence(
  pooled: readonly ArrayLike<number>[],
  labels: readonly number[],
  classes: number,
): Tensors {
  const channels = pooled[0].length
  const mean = new Float64Array(channels)
  const deviation = new Float64Array(channels)
  for (const row of pooled) for (let c = 0; c < channels; c++) mean[c] += row[c] / pooled.length
  for (const row of pooled) for (let c = 0; c < channels; c++) deviation[c] += (row[c] - mean[c]) ** 2 / pooled.length
  for (let c = 0; c < channels; c++) deviation[c] = Math.max(Math.sqrt(deviation[c]), smallestDeviation)
  const rows = pooled.map((row) => Float64Array.from({ length: channels }, (_, c) => (row[c] - mean[c]) / deviation[c]))
  const { weights, bias } = fitLogistic(rows, labels, classes, penalty)
  const weight = new Float32Array(classes * channels)
  const shifted = new Float32Array(classes)
  weights.forEach((row, k) => {
    let shift = 0
    row.forEach((value, c) => {
      weight[k * channels + c] = value / deviation[c]
      shift += (value * mean[c]) / deviation[c]
    })
    shifted[k] = bias[k] - shift
  })
  return {
    'film.weight': { dims: [classes, channels, 1, 1], data: weight },
    'film.bias': { dims: [1, classes, 1, 1], data: shifted },
  }
}
