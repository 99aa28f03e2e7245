import { describe, expect, it } from 'vitest'
import { makeGreyFilm } from '../../../support/films.ts'
import { presetWindow } from '#renderer/features/viewport/window/presets.ts'

const film = makeGreyFilm({
  rows: 10,
  columns: 101,
  values: Uint16Array.from({ length: 1010 }, (_, index) => index % 101),
})
const ends = ({ center, width }: { center: number; width: number }) => [center - width / 2, center + width / 2]

describe('window presets', () => {
  it('take the file’s window, and all values', () => {
    expect(presetWindow('file', film)).toBe(film.window)
    expect(ends(presetWindow('full', film))).toEqual([0, 100])
  })

  it('show bone in the bright part, on a film where bone is stored dark as well', () => {
    expect(ends(presetWindow('bone', film))).toEqual([60, 100])
    expect(ends(presetWindow('bone', { ...film, inverted: true }))).toEqual([0, 40])
    const [low, high] = ends(presetWindow('bone', { ...film, slope: -1 }))
    expect([low, high! + 0]).toEqual([-40, 0])
  })

  it('know Hounsfield units', () => {
    expect(presetWindow('bone', film, 'CT')).toEqual({ center: 500, width: 2000, function: 'LINEAR' })
    expect(presetWindow('soft', film, 'CT')).toEqual({ center: 40, width: 400, function: 'LINEAR' })
  })

  it('leave out what a shutter covers', () => {
    // Columns 60 to 100 of each row.
    const bits = new Uint8Array(127)
    film.values.forEach((value, pixel) => value >= 60 && (bits[pixel >> 3]! |= 1 << (pixel & 7)))
    const shuttered = { ...film, shutter: { grey: 0, bits } }
    expect(ends(presetWindow('full', shuttered))).toEqual([0, 59])
    expect(ends(presetWindow('bone', shuttered))[1]).toBe(59)
    expect(presetWindow('file', shuttered)).toBe(film.window)
  })

  it('leave padding out, and still have a width on a film of one value', () => {
    const padded = { ...film, padding: { low: 90, high: 100 } }
    expect(ends(presetWindow('auto', padded))[1]).toBeLessThan(90)
    expect(presetWindow('auto', makeGreyFilm({ values: Uint8Array.of(7, 7, 7) })).width).toBeGreaterThan(0)
  })
})
