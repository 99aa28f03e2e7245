import { describe, expect, it } from 'vitest'
import { learningRate } from '#main/training/loop/schedule.ts'

describe('learningRate', () => {
  it('warms up in equal steps to the peak and falls by a cosine to zero', () => {
    const rates = Array.from({ length: 101 }, (_, step) => learningRate(step, 100, 1, 10))
    expect(rates.slice(0, 10).map((rate) => Math.round(rate * 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(rates[10]).toBe(1)
    expect(rates[55]).toBeCloseTo(0.5, 10)
    expect(rates[100]).toBeCloseTo(0, 10)
    expect(rates.slice(11).every((rate, i) => rate < rates[i + 10])).toBe(true)
  })
})
