import { describe, expect, it } from 'vitest'
import { wouldMoreHelp } from '#shared/learningCurve.ts'
import type { DatasetFilm } from '#main/dataset/index.ts'
import { partOf } from '#main/training/run/learningCurve.ts'

/** Every third group is fractured; a group has one to three films. */
const films = Array.from({ length: 120 }, (_, i): DatasetFilm => {
  const group = Math.floor(i / 2)
  return { path: `${i}`, file: `${i}`, contentHash: `${i}`, group, label: group % 3 === 0 ? 1 : 0 }
})

describe('a part of the films', () => {
  it('holds whole groups, both kinds in their proportion, and the smaller part', () => {
    const [quarter, half, most] = [0.25, 0.5, 0.75].map((share) => partOf(films, share, 7))
    for (const [part, share] of [
      [quarter!, 0.25],
      [half!, 0.5],
      [most!, 0.75],
    ] as const) {
      const groups = new Set(part.map(({ group }) => group))
      expect(films.filter(({ group }) => groups.has(group))).toEqual(part)
      for (const label of [0, 1]) {
        const all = films.filter((film) => film.label === label).length
        const some = part.filter((film) => film.label === label).length
        expect(Math.abs(some - share * all)).toBeLessThanOrEqual(2)
      }
    }
    expect(half).toEqual(expect.arrayContaining(quarter!))
    expect(most).toEqual(expect.arrayContaining(half!))
    expect(partOf(films, 0.5, 8)).not.toEqual(half)
  })
})

describe('whether more films would help', () => {
  const curve = (low: number, high: number) => ({
    points: [],
    gain: { from: 10, difference: (low + high) / 2, interval: [low, high] as [number, number] },
  })
  it('is told by what the last doubling brought', () => {
    expect(wouldMoreHelp(curve(0.01, 0.09))).toBe('yes')
    expect(wouldMoreHelp(curve(-0.01, 0.015))).toBe('hardly')
    expect(wouldMoreHelp(curve(-0.05, 0.09))).toBe('unclear')
    expect(wouldMoreHelp(curve(0, 0))).toBe('unclear')
  })
})
