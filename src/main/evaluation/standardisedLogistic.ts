import { fitLogistic, type Logistic } from './logistic.ts'

const smallestDeviation = 1e-6

/**
 * As `fitLogistic`, with each channel brought to mean 0 and deviation 1 over the rows before, so that the penalty meets
 * all channels alike. The weights and biases are for rows as they are.
 */
export function fitStandardisedLogistic(
  rows: readonly ArrayLike<number>[],
  labels: readonly number[],
  classes: number,
  penalty: number,
): Logistic {
  const channels = rows[0].length
  const mean = new Float64Array(channels)
  const deviation = new Float64Array(channels)
  for (const row of rows) for (let c = 0; c < channels; c++) mean[c] += row[c] / rows.length
  for (const row of rows) for (let c = 0; c < channels; c++) deviation[c] += (row[c] - mean[c]) ** 2 / rows.length
  for (let c = 0; c < channels; c++) deviation[c] = Math.max(Math.sqrt(deviation[c]), smallestDeviation)
  const standardised = rows.map((row) =>
    Float64Array.from({ length: channels }, (_, c) => (row[c] - mean[c]) / deviation[c]),
  )
  const { weights, bias } = fitLogistic(standardised, labels, classes, penalty)
  const forRows = weights.map((row) => row.map((value, c) => value / deviation[c]))
  return {
    weights: forRows,
    bias: bias.map((value, k) => value - forRows[k].reduce((sum, weight, c) => sum + weight * mean[c], 0)),
  }
}
