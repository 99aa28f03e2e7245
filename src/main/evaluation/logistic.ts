import { probabilities } from '#main/reading/readingOf.ts'
import { minimise } from './minimise.ts'

/** Logits are weights · x + bias, a row of weights for each class. */
export type Logistic = { weights: Float64Array[]; bias: Float64Array }

/**
 * Multinomial logistic regression: the weights with the least mean negative log-likelihood of the labels + penalty / 2 ·
 * |weights|². With two classes the weights of the first one are the negative of the second's.
 */
export function fitLogistic(
  rows: readonly ArrayLike<number>[],
  labels: readonly number[],
  classes: number,
  penalty: number,
): Logistic {
  const channels = rows[0].length
  const width = channels + 1
  const logitsAt = (at: Float64Array, row: ArrayLike<number>): number[] =>
    Array.from({ length: classes }, (_, c) => {
      let sum = at[c * width + channels]
      for (let i = 0; i < channels; i++) sum += at[c * width + i] * row[i]
      return sum
    })
  const at = minimise(
    (weights) => {
      const gradient = new Float64Array(weights.length)
      let value = 0
      rows.forEach((row, film) => {
        const shares = probabilities(logitsAt(weights, row), 1)
        value -= Math.log(Math.max(1e-300, shares[labels[film]])) / rows.length
        for (let c = 0; c < classes; c++) {
          const residual = (shares[c] - Number(labels[film] === c)) / rows.length
          for (let i = 0; i < channels; i++) gradient[c * width + i] += residual * row[i]
          gradient[c * width + channels] += residual
        }
      })
      for (let c = 0; c < classes; c++) {
        for (let i = c * width; i < c * width + channels; i++) {
          value += (penalty / 2) * weights[i] ** 2
          gradient[i] += penalty * weights[i]
        }
      }
      return { value, gradient }
    },
    new Float64Array(classes * width),
    { tolerance: 1e-6 },
  )
  const rowOf = (c: number): Float64Array => at.slice(c * width, c * width + channels)
  return {
    weights: Array.from({ length: classes }, (_, c) => rowOf(c)),
    bias: Float64Array.from({ length: classes }, (_, c) => at[c * width + channels]),
  }
}
