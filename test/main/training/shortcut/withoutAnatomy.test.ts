import { describe, expect, it } from 'vitest'
import type { GreyFilm } from '#shared/film.ts'
import { networkInput } from '#main/network/networkInput.ts'
import { withoutAnatomy } from '#main/training/shortcut/withoutAnatomy.ts'
import { Random } from '#main/network/random.ts'

const inputSize = 224

/** A film of 300 × 200 with a limb down the middle, a marker beside it and a bright edge. */
function film(seed = 3) {
  const [rows, columns] = [300, 200]
  const random = new Random(seed)
  const values = Uint8Array.from({ length: rows * columns }, (_, at) => {
    const [y, x] = [Math.floor(at / columns), at % columns]
    if (x >= 70 && x < 130) return 120 + random.below(60)
    if (y >= 20 && y < 40 && x >= 15 && x < 35) return 250
    return y < 3 ? 200 : 10 + random.below(20)
  })
  const input = networkInput({ rows, columns, values, ...shown }, { inputSize, fit: 'pad' })
  /** The input's grey at a place of the film. */
  const greyAt = (pixels: Float32Array, x: number, y: number): number => {
    const scale = inputSize / rows
    return pixels[Math.round(y * scale) * inputSize + Math.round(-input.region.x * scale + x * scale)]
  }
  return { input, greyAt }
}

const shown: Omit<GreyFilm, 'rows' | 'columns' | 'values'> = {
  ...{ slope: 1, intercept: 0, minimum: 0, maximum: 255 },
  window: { center: 127.5, width: 255, function: 'LINEAR_EXACT' },
  ...{ windows: [], inverted: false, warnings: [] },
}

describe('withoutAnatomy', () => {
  it('covers the limb with the grey of the rest, and keeps marker and border, also where the limb touches it', () => {
    const { input, greyAt } = film()
    const { pixels, left } = withoutAnatomy(input)
    expect(left).toBeCloseTo(0.54, 1)
    for (const y of [15, 80, 150, 285]) expect(greyAt(pixels, 100, y), `at ${y}`).toBeLessThan(0.15)
    expect(greyAt(pixels, 25, 30)).toBeGreaterThan(0.9)
    expect(greyAt(pixels, 25, 30)).toBe(greyAt(input.pixels, 25, 30))
    expect(greyAt(pixels, 10, 1)).toBe(greyAt(input.pixels, 10, 1))
    // What fills up the square is no film.
    expect(pixels[0]).toBe(0)
  })

  it('says nothing of what the limb holds', () => {
    const { input } = film()
    const other = input.pixels.slice()
    for (let y = 90; y < 130; y++) for (let x = 105; x < 118; x++) other[y * inputSize + x] = 1
    expect(withoutAnatomy({ ...input, pixels: other })).toEqual(withoutAnatomy(input))
  })

  it('covers the middle of a film without a limb, and leaves the film as it is', () => {
    const { input } = film()
    const before = input.pixels.slice()
    const flat = { ...input, pixels: new Float32Array(inputSize ** 2) }
    expect(withoutAnatomy(flat)).toMatchObject({ pixels: flat.pixels })
    withoutAnatomy(input)
    expect(input.pixels).toEqual(before)
  })
})
