import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'
import { augmentDefaults, drawVariation, vary, type Variation } from '#main/dataset/augment.ts'

const size = 16
const still: Variation = { shiftX: 0, shiftY: 0, mirrored: false, brightness: 1, contrast: 1, radians: 0 }
const film = Uint8Array.from({ length: size * size }, (_, i) => (i * 37) % 256)

function varied(variation: Partial<Variation>, pixels = film): Float32Array {
  const into = new Float32Array(size * size)
  vary(pixels, size, { ...still, ...variation }, into)
  return into
}
const at = (picture: ArrayLike<number>, x: number, y: number): number => picture[y * size + x]

describe('vary', () => {
  it('changes nothing but the scale when there is nothing to change', () => {
    const same = varied({})
    for (let y = 0; y < size - 1; y++)
      for (let x = 0; x < size - 1; x++) expect(at(same, x, y)).toBeCloseTo(at(film, x, y) / 255, 5)
  })

  it('mirrors, shifts and turns about the centre', () => {
    expect(at(varied({ mirrored: true }), 3, 5)).toBeCloseTo(at(film, size - 1 - 3, 5) / 255, 5)
    expect(at(varied({ shiftX: 2 / size, shiftY: -1 / size }), 4, 6)).toBeCloseTo(at(film, 6, 5) / 255, 5)
    expect(at(varied({ radians: Math.PI / 2 }), 4, 6)).toBeCloseTo(at(film, 6, size - 1 - 4) / 255, 4)
  })

  it('shows black where there is no film', () => {
    const shifted = varied({ shiftX: 0.5 }, new Uint8Array(size * size).fill(200))
    expect(at(shifted, size - 1, 4)).toBe(0)
    expect(at(shifted, 1, 4)).toBeCloseTo(200 / 255, 5)
  })

  it('changes contrast about the mean, and brightness by a factor', () => {
    const two = Uint8Array.from({ length: size * size }, (_, i) => (i % 2 === 0 ? 80 : 120))
    expect(at(varied({ contrast: 1.2 }, two), 0, 0)).toBeCloseTo((100 - 24) / 255, 4)
    expect(at(varied({ brightness: 1.2 }, two), 1, 0)).toBeCloseTo((120 * 1.2) / 255, 4)
  })

  it('stays within 0 and 1, and is the same for the same seed', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (seed) => {
        const [a, b] = [
          drawVariation(new Random(seed), augmentDefaults),
          drawVariation(new Random(seed), augmentDefaults),
        ]
        expect(a).toEqual(b)
        expect(varied(a).every((value) => value >= 0 && value <= 1)).toBe(true)
      }),
      { numRuns: 50, seed: 10 },
    )
  })
})
