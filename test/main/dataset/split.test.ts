import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitByGroup } from '#main/dataset/split.ts'

const film = fc.record({ label: fc.constantFrom(0, 0, 1), group: fc.nat(200) })

describe('splitByGroup', () => {
  it('never lets a group straddle, and gives the same split for the same seed', () => {
    fc.assert(
      fc.property(fc.array(film, { minLength: 1, maxLength: 400 }), fc.nat(1000), (films, seed) => {
        const parts = splitByGroup(films, seed)
        const partOfGroup = new Map<number, string>()
        films.forEach(({ group }, i) => expect(setOnce(partOfGroup, group, parts[i])).toBe(parts[i]))
        expect(splitByGroup(films, seed)).toEqual(parts)
      }),
      { numRuns: 100, seed: 3 },
    )
  })

  it('gives a part without a share nothing', () => {
    fc.assert(
      fc.property(fc.array(film, { minLength: 1, maxLength: 200 }), fc.nat(1000), (films, seed) => {
        expect(splitByGroup(films, seed, { validation: 0, holdout: 0.2 })).not.toContain('validation')
      }),
      { numRuns: 100, seed: 4 },
    )
  })

  it('holds the proportions of both classes to two points where groups are small', () => {
    const films = Array.from({ length: 1500 }, (_, i) => ({ label: i % 3 === 0 ? 1 : 0, group: Math.floor(i / 3) }))
    for (const seed of [1, 42, 99]) {
      const parts = splitByGroup(films, seed)
      for (const label of [0, 1]) {
        const ofClass = parts.filter((_, i) => films[i].label === label)
        expect(Math.abs(ofClass.filter((part) => part === 'holdout').length / ofClass.length - 0.2)).toBeLessThan(0.02)
        expect(Math.abs(ofClass.filter((part) => part === 'validation').length / ofClass.length - 0.16)).toBeLessThan(
          0.02,
        )
      }
    }
  })

  it('gives another split for another seed', () => {
    const films = Array.from({ length: 100 }, (_, i) => ({ label: i % 2, group: i }))
    expect(splitByGroup(films, 1)).not.toEqual(splitByGroup(films, 2))
  })
})

function setOnce(map: Map<number, string>, key: number, value: string): string {
  if (!map.has(key)) map.set(key, value)
  return map.get(key)!
}
