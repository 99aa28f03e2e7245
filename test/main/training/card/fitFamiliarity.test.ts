import { describe, expect, it } from 'vitest'
import { isUnfamiliar, unfamiliarity } from '#main/reading/familiarity.ts'
import { Random } from '#main/network/random.ts'
import { fitFamiliarity } from '#main/training/card/fitFamiliarity.ts'

/** Films whose channels scatter about `centre`, each channel by its own measure. */
function films(count: number, centre: number, seed: number): Float32Array[] {
  const random = new Random(seed)
  return Array.from({ length: count }, () =>
    Float32Array.from({ length: 64 }, (_, channel) => centre + (1 + channel / 16) * random.normal()),
  )
}

describe('familiarity', () => {
  const familiarity = fitFamiliarity(films(2000, 3, 1), films(1000, 3, 2))

  it('finds films of the same kind about one deviation away, and calls about one in a hundred of them unlike', () => {
    for (const pooled of films(20, 3, 3)) expect(unfamiliarity(pooled, familiarity)).toBeCloseTo(1, 0)
    expect(familiarity.falseAlarms).toBeGreaterThan(0)
    expect(familiarity.falseAlarms).toBeLessThan(0.03)
  })

  it('does not call new films unlike because those that it learned from were few', () => {
    const few = [1, 2, 3, 4].map((seed) => fitFamiliarity(films(25, 3, 10 + seed), films(400, 3, 20 + seed)))
    expect(few.reduce((sum, { falseAlarms }) => sum + falseAlarms, 0) / few.length).toBeLessThan(0.06)
    expect(films(50, 6, 4).every((pooled) => few.every((one) => isUnfamiliar(pooled, one)))).toBe(true)
  })

  it('tells films of another kind', () => {
    expect(films(50, 6, 4).every((pooled) => isUnfamiliar(pooled, familiarity))).toBe(true)
    expect(isUnfamiliar(new Float32Array(64).fill(40), familiarity)).toBe(true)
  })

  it('does not let a channel without any scatter decide, and says nothing for a model that does not know', () => {
    const flat = fitFamiliarity(
      films(100, 3, 5).map((film) => film.fill(1, 0, 1)),
      films(10, 3, 6),
    )
    expect(flat.deviation[0]).toBeGreaterThan(0)
    expect(isUnfamiliar(new Float32Array(64).fill(1e6), undefined)).toBe(false)
  })
})
