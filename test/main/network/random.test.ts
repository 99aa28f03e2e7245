import { describe, expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'

const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next)
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

describe('Random', () => {
  it('gives the same numbers for the same seed', () => {
    const [a, b] = [new Random(7), new Random(7)]
    expect(draw(20, () => a.normal())).toEqual(draw(20, () => b.normal()))
  })

  it('gives unlike numbers for neighbouring seeds, from the first one on', () => {
    const first = draw(200, () => 0).map((_, seed) => new Random(seed).uniform())
    expect(mean(first)).toBeGreaterThan(0.4)
    expect(mean(first)).toBeLessThan(0.6)
    expect(new Set(first.map((value) => Math.floor(value * 10))).size).toBe(10)
  })

  it('has the moments that it promises', () => {
    const random = new Random(1)
    const uniform = draw(20_000, () => random.uniform())
    expect(uniform.every((value) => value >= 0 && value < 1)).toBe(true)
    expect(mean(uniform)).toBeCloseTo(0.5, 1)
    const normal = draw(20_000, () => random.normal())
    expect(Math.abs(mean(normal))).toBeLessThan(0.03)
    expect(Math.abs(mean(normal.map((value) => value * value)) - 1)).toBeLessThan(0.05)
  })

  it('shuffles without losing anything, each order as likely as another', () => {
    const random = new Random(2)
    const firsts = draw(3000, () => random.shuffled([0, 1, 2])[0])
    for (const item of [0, 1, 2])
      expect(Math.abs(firsts.filter((first) => first === item).length - 1000)).toBeLessThan(100)
    expect(random.shuffled([3, 1, 2]).toSorted()).toEqual([1, 2, 3])
  })
})
