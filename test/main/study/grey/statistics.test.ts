import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rangeOf } from '#main/study/grey/statistics.ts'

const arrays = fc.oneof(
  fc.uint8Array({ minLength: 1 }),
  fc.int8Array({ minLength: 1 }),
  fc.uint16Array({ minLength: 1 }),
  fc.int16Array({ minLength: 1 }),
  fc.uint32Array({ minLength: 1 }),
  fc.int32Array({ minLength: 1 }),
  fc.float32Array({ minLength: 1, noNaN: true, noDefaultInfinity: true }),
)

describe('the range of a film’s values', () => {
  it('is from the smallest to the largest, whatever the type of the array', () => {
    fc.assert(
      fc.property(arrays, (values) => {
        const numbers = Array.from(values)
        expect(rangeOf(values, undefined)).toEqual({ minimum: Math.min(...numbers), maximum: Math.max(...numbers) })
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('is that of what lies outside the padding', () => {
    const padding = { low: -5, high: -2 }
    expect(rangeOf(Int16Array.of(-5, 3, -3, 7, -2), padding)).toEqual({ minimum: 3, maximum: 7 })
    expect(rangeOf(Int16Array.of(-5, -2), padding)).toEqual({ minimum: -5, maximum: -2 })
  })

  it('of values within a larger memory is that of these alone', () => {
    const values = Int16Array.of(-9, -3, 4, 900).subarray(1, 3)
    expect(rangeOf(values, undefined)).toEqual({ minimum: -3, maximum: 4 })
  })
})
