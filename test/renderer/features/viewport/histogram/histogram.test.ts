import { describe, expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'
import { makeGreyFilm } from '../../../support/films.ts'
import { histogramOf } from '#renderer/features/viewport/histogram/histogram.ts'

const sum = (bars: Uint32Array) => bars.reduce((total, count) => total + count, 0)
const window = (low: number, high: number) =>
  ({ center: (low + high) / 2, width: high - low, function: 'LINEAR_EXACT' }) as const

describe('the histogram of a film', () => {
  it('counts each value of a film of few values', () => {
    const film = makeGreyFilm({ values: Uint8Array.of(3, 3, 3, 5, 4), window: window(3, 5) })
    expect(histogramOf(film, true)).toEqual({ low: 2.5, high: 5.5, values: [3, 5], bars: Uint32Array.of(3, 1, 1) })
  })

  it('leaves out padding and not-a-number', () => {
    const values = Uint16Array.of(0, 0, 0, 10, 12, 60_000)
    const padded = makeGreyFilm({
      values,
      padding: { low: 0, high: 0 },
      minimum: 10,
      maximum: 12,
      window: window(10, 12),
    })
    expect(sum(histogramOf(padded, true)!.bars)).toBe(2)
    // Padding between values of the film is padding all the same.
    const between = makeGreyFilm({
      values: Uint8Array.of(1, 2, 2, 3),
      padding: { low: 2, high: 2 },
      window: window(1, 3),
    })
    expect(histogramOf(between, true)!.bars).toEqual(Uint32Array.of(1, 0, 1))
    const numbers = Float32Array.of(NaN, 0.25, 0.75)
    const float = makeGreyFilm({ values: numbers, minimum: 0.25, maximum: 0.75, window: window(0.25, 0.75) })
    expect(sum(histogramOf(float, true)!.bars)).toBe(2)
  })

  it('counts samples of every type alike', () => {
    const random = new Random(3)
    for (const [type, low] of [
      [Uint8Array, 0],
      [Int8Array, -100],
      [Uint16Array, 0],
      [Int16Array, -100],
      [Int32Array, -100],
    ] as const) {
      const values = new type(500)
      for (let i = 0; i < values.length; i++) values[i] = low + random.below(120)
      const padding = { low: low + 50, high: low + 60 }
      const options = { values, minimum: low, maximum: low + 119, padding, window: window(low, low + 119) }
      const counts = Array.from({ length: 120 }, (_, i) => [...values].filter((value) => value === low + i).length)
      const expected = counts.map((count, i) => (i >= 50 && i <= 60 ? 0 : count))
      expect([...histogramOf(makeGreyFilm(options), true)!.bars], type.name).toEqual(expected)
    }
  })

  it('leaves out what a shutter covers while it does', () => {
    const film = makeGreyFilm({
      values: Uint8Array.of(9, 1, 2, 9),
      shutter: { grey: 0, bits: Uint8Array.of(0b1001) },
      window: window(1, 9),
    })
    expect(sum(histogramOf(film, true)!.bars)).toBe(2)
    expect(sum(histogramOf(film, false)!.bars)).toBe(4)
  })

  it('has the scale of the pixel probe, also where high stored values are low', () => {
    const values = Uint8Array.of(0, 1, 1)
    const film = makeGreyFilm({ values, slope: 2, intercept: -1000, window: window(-1000, -998) })
    const bars = Uint32Array.of(1, 2)
    expect(histogramOf(film, true)).toEqual({ low: -1001, high: -997, values: [-1000, -998], bars })
    const turned = makeGreyFilm({ values, slope: -1, intercept: 10, window: window(9, 10) })
    expect(histogramOf(turned, true)).toEqual({ low: 8.5, high: 10.5, values: [9, 10], bars: bars.toReversed() })
  })

  it('is not pressed together by a few burnt-in pixels, and counts them at its end', () => {
    const values = new Uint16Array(10_000).map((_, pixel) => 1000 + (pixel % 1000))
    values[0] = 65_535
    const film = makeGreyFilm({ values, window: window(1000, 1999) })
    const { low, high, bars } = histogramOf(film, true)!
    expect([low, high]).toEqual([expect.closeTo(999.5, 0), expect.closeTo(2000, -1)])
    expect(sum(bars)).toBe(10_000)
  })

  it('reaches over the film’s own window as far as there are values', () => {
    const values = new Uint16Array(10_000).fill(500)
    ;[values[0], values[1]] = [0, 4095]
    const film = makeGreyFilm({ values, window: window(-500, 3000) })
    const { low, high } = histogramOf(film, true)!
    expect(low).toBe(-0.5)
    expect(high).toBeGreaterThanOrEqual(3000)
    expect(high).toBeLessThan(3050)
  })

  it('gives every bar as many values, so that even values look even', () => {
    const values = new Uint16Array(256 * 40).map((_, pixel) => pixel % 256)
    const { bars } = histogramOf(makeGreyFilm({ values, window: window(0, 255) }), true)!
    expect(bars).toHaveLength(128)
    expect(new Set(bars)).toEqual(new Set([80]))
  })

  it('is nothing where there is nothing to count', () => {
    const values = Uint8Array.of(7, 7)
    expect(histogramOf(makeGreyFilm({ values, padding: { low: 7, high: 7 } }), true)).toBeUndefined()
    expect(histogramOf(makeGreyFilm({ values }), true)!.bars).toEqual(Uint32Array.of(2))
  })

  it('keeps the page waiting for no more than a few frames with a large film', () => {
    const values = new Uint16Array(2500 * 3000).map((_, pixel) => (pixel * 7919) % 65_521)
    const range = { minimum: 0, maximum: 65_520, window: window(0, 65_520) }
    const film = { ...makeGreyFilm({ values: Uint16Array.of(0), ...range }), values }
    const took = Array.from({ length: 3 }, () => {
      const began = performance.now()
      expect(sum(histogramOf(film, true)!.bars)).toBe(values.length)
      return performance.now() - began
    })
    expect(Math.min(...took)).toBeLessThan(250)
  })
})
