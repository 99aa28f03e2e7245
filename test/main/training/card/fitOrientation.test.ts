import { describe, expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'
import { mayBeTurned, mostUpright } from '#main/reading/orientation.ts'
import { fitFamiliarity } from '#main/training/card/fitFamiliarity.ts'
import { fewestFilms, fitOrientation, type FilmForms } from '#main/training/card/fitOrientation.ts'

const channels = 40

/** Films whose turned forms differ from them in some channels by `apart` deviations. */
function films(count: number, apart: number, seed: number): FilmForms[] {
  const random = new Random(seed)
  return Array.from({ length: count }, (_, i) => {
    const own = Array.from({ length: channels }, () => random.normal())
    const form = (shift: number) => own.map((value, c) => value + 0.3 * random.normal() + (c < 6 ? shift : 0))
    return { label: i % 2, group: Math.floor(i / 2), upright: form(0), turned: form(apart) }
  })
}

describe('fitOrientation', () => {
  const learned = fitOrientation(films(300, 2, 1), 7)!
  const orientation = { ...learned, turned: 0 }

  it('tells turned films that it has not seen, and says how many', () => {
    const others = films(200, 2, 2)
    const found = others.filter(({ turned }) => mayBeTurned(turned, orientation, undefined)).length / others.length
    expect(found).toBeGreaterThan(0.9)
    expect(learned.found).toBeCloseTo(found, 1)
    const inVain = others.filter(({ upright }) => mayBeTurned(upright, orientation, undefined)).length / others.length
    expect(inVain).toBeLessThan(0.1)
  })

  it('finds the form that stands upright', () => {
    for (const { upright, turned } of films(50, 2, 3).filter(
      (film) => !mayBeTurned(film.upright, orientation, undefined),
    )) {
      if (!mayBeTurned(turned, orientation, undefined)) continue
      expect(mostUpright([turned, turned, upright, turned], orientation)).toBe(2)
      expect(mostUpright([upright, turned, turned, turned], orientation)).toBe(0)
      // None of these can be told to be upright.
      expect(mostUpright([turned, turned, turned, turned], orientation)).toBe(0)
    }
  })

  it('looks at films that are a little unlike the training films, and not at what is far from them', () => {
    const upright = films(300, 2, 1).map((film) => Float32Array.from(film.upright))
    const familiarity = fitFamiliarity(upright, upright)
    const { mean, deviation, limit } = familiarity
    /** Looks turned, and lies `times` as far from the training films as is still familiar. */
    const away = (times: number) => {
      const towards = mean.map((_, c) => (c < 6 ? 1 : 0.2))
      const length = Math.sqrt(towards.reduce((sum, step) => sum + step ** 2, 0) / mean.length)
      return Float32Array.from(towards, (step, c) => mean[c] + (step / length) * times * limit * deviation[c])
    }
    expect(mayBeTurned(away(1.4), orientation, undefined)).toBe(true)
    expect(mayBeTurned(away(1.1), orientation, familiarity)).toBe(true)
    expect(mayBeTurned(away(1.4), orientation, familiarity)).toBe(false)
  })

  it('says nothing where turned films look like the others, or films are few', () => {
    expect(fitOrientation(films(300, 0, 4), 7)).toBeUndefined()
    expect(fitOrientation(films(fewestFilms - 1, 3, 5), 7)).toBeUndefined()
  })

  it('is the same for the same films', () => {
    expect(fitOrientation(films(300, 2, 1), 7)).toEqual(learned)
  })
})
