import { describe, expect, it } from 'vitest'
import type { GreyFilm } from '#shared/film.ts'
import { networkInput } from '#main/network/networkInput.ts'

/** 2 rows × 4 columns, white, as MONOCHROME2 from 0 to 255. */
function whiteFilm(overrides: Partial<GreyFilm> = {}): GreyFilm {
  return {
    rows: 2,
    columns: 4,
    values: new Uint8Array(8).fill(255),
    slope: 1,
    intercept: 0,
    window: { center: 127.5, width: 255, function: 'LINEAR_EXACT' },
    windows: [],
    inverted: false,
    minimum: 0,
    maximum: 255,
    warnings: [],
    ...overrides,
  }
}

describe('networkInput', () => {
  it('pads a wide film with black above and below and says where the square lies', () => {
    const { pixels, region } = networkInput(whiteFilm(), { inputSize: 32, fit: 'pad' })
    const rowMeans = Array.from(
      { length: 32 },
      (_, row) => pixels.subarray(row * 32, row * 32 + 32).reduce((sum, value) => sum + value) / 32,
    )
    expect(rowMeans).toEqual([...new Array(8).fill(0), ...new Array(16).fill(1), ...new Array(8).fill(0)])
    expect(region).toEqual({ x: -0, y: -1, width: 4, height: 4 })
  })

  it('sees pixels as high and wide as they are', () => {
    const square = networkInput(whiteFilm({ pixelAspect: 2 }), { inputSize: 32, fit: 'pad' })
    expect(square.pixels.every((value) => value === 1)).toBe(true)
    expect(square.region).toEqual({ x: -0, y: -0, width: 4, height: 2 })
    const high = networkInput(whiteFilm({ pixelAspect: 4 }), { inputSize: 32, fit: 'pad' })
    const firstRow = Array.from(high.pixels.subarray(0, 32))
    expect(firstRow).toEqual([...new Array(8).fill(0), ...new Array(16).fill(1), ...new Array(8).fill(0)])
    expect(high.region).toEqual({ x: -2, y: -0, width: 8, height: 2 })
  })

  it('squashes to the whole square', () => {
    const { pixels, region } = networkInput(whiteFilm(), { inputSize: 32, fit: 'squash' })
    expect(pixels.every((value) => value === 1)).toBe(true)
    expect(region).toEqual({ x: 0, y: 0, width: 4, height: 2 })
  })

  it('sees the film as it is shown: windowed, inverted, padding black', () => {
    const film = whiteFilm({
      values: Uint16Array.of(1000, 1500, 2000, 9, 1000, 1500, 2000, 9),
      window: { center: 1500, width: 1000, function: 'LINEAR_EXACT' },
      inverted: true,
      minimum: 1000,
      maximum: 2000,
      padding: { low: 9, high: 9 },
    })
    const { pixels } = networkInput(film, { inputSize: 32, fit: 'squash' })
    const row = pixels.subarray(0, 32)
    expect(row[0]).toBeCloseTo(1)
    expect(row[12]).toBeCloseTo(0.5, 1)
    expect(row[31]).toBe(0)
  })
})
