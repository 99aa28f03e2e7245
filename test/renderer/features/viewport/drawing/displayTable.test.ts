import { describe, expect, it } from 'vitest'
import type { GreyFilm } from '#shared/film.ts'
import { applyVoi } from '#shared/voi.ts'
import { makeGreyFilm } from '../../../support/films.ts'
import { displayTable } from '#renderer/features/viewport/drawing/displayTable.ts'
import { buildPyramid } from '#shared/greyPyramid.ts'

/** Grey 0 … 255 of each pixel as the page would paint it. */
function painted(film: GreyFilm, window = film.window, inverted = false): number[] {
  const pyramid = buildPyramid(film)
  const table = displayTable(pyramid, film, window, inverted)
  return [...pyramid.levels[0]!.indices].map((index) => {
    const word = table[index]!
    const [red, green, blue, alpha] = [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24]
    expect([green, blue, alpha]).toEqual([red, red, 255])
    return red
  })
}

const ct = makeGreyFilm({
  values: Int16Array.from({ length: 400 }, (_, i) => i * 10 - 2000),
  slope: 0.5,
  intercept: -24,
  padding: { low: -2000, high: -2000 },
  minimum: -1990,
  maximum: 1990,
})

describe('displayTable', () => {
  it.each(['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const)('paints what the model sees through a %s window', (voi) => {
    const film = { ...ct, window: { center: 40, width: 400, function: voi } }
    for (const inverted of [false, true]) {
      const grey = [...applyVoi({ ...film, inverted })].map((value) => Math.round(255 * value))
      expect(painted({ ...film, inverted })).toEqual(grey)
    }
  })

  it('lets the user undo the inversion of the film, but never makes padding white', () => {
    const film = { ...ct, inverted: true, window: { center: 0, width: 2000, function: 'LINEAR_EXACT' as const } }
    expect(painted(film, film.window, true)).toEqual(painted({ ...film, inverted: false }))
    expect(painted(film, film.window, true)[0]).toBe(0)
    expect(painted(film)[0]).toBe(0)
  })

  it('shows floating-point films', () => {
    const film = makeGreyFilm({
      values: Float32Array.of(0, 0.25, 1),
      window: { center: 0.5, width: 1, function: 'LINEAR_EXACT' },
    })
    expect(painted(film)).toEqual([0, 64, 255])
  })
})
