import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitLogistic, minimise } from '#main/evaluation/index.ts'

describe('minimise', () => {
  it('finds the bottom of any bowl', () => {
    const number = fc.double({ min: -10, max: 10, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, fc.double({ min: 0.1, max: 50, noNaN: true })), { minLength: 1 }),
        (bowl) => {
          const at = minimise((point) => {
            const gradient = point.map((value, i) => bowl[i][1] * (value - bowl[i][0]))
            const value = bowl.reduce((sum, [bottom, steep], i) => sum + (steep / 2) * (point[i] - bottom) ** 2, 0)
            return { value, gradient }
          }, new Float64Array(bowl.length))
          bowl.forEach(([bottom], i) => expect(at[i]).toBeCloseTo(bottom, 4))
        },
      ),
    )
  })

  it('goes along a bent valley that is no bowl', () => {
    // Rosenbrock's function, least at 1, 1.
    const at = minimise(
      ([x, y]) => ({
        value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
        gradient: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
      }),
      Float64Array.of(-1.2, 1),
    )
    expect(at[0]).toBeCloseTo(1, 4)
    expect(at[1]).toBeCloseTo(1, 4)
  })
})

describe('fitLogistic', () => {
  it('says the shares of classes where the features say nothing', () => {
    const labels = [0, 0, 0, 1]
    const { weights, bias } = fitLogistic(
      labels.map(() => [0]),
      labels,
      2,
      1e-3,
    )
    expect(bias[1] - bias[0]).toBeCloseTo(Math.log(1 / 3), 3)
    expect(weights[1][0]).toBeCloseTo(0, 6)
  })

  it('mirrors the weights of two classes', () => {
    const { weights } = fitLogistic([[0], [1], [2], [3]], [0, 1, 0, 1], 2, 0.1)
    expect(weights[1][0]).toBeGreaterThan(0)
    expect(weights[0][0]).toBeCloseTo(-weights[1][0], 4)
  })
})
