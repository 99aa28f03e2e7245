import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GreyFilm, GreyValues, VoiWindow } from '#shared/film.ts'
import { applyVoi, voiFunction } from '#shared/voi.ts'

const windows = fc.record({
  center: fc.double({ min: -5000, max: 5000, noNaN: true }),
  width: fc.double({ min: 0.1, max: 10_000, noNaN: true }),
  function: fc.constantFrom<VoiWindow['function']>('LINEAR', 'LINEAR_EXACT', 'SIGMOID'),
})

function film(values: GreyValues, rest: Partial<GreyFilm> = {}): GreyFilm {
  const numbers = Array.from(values)
  return {
    rows: 1,
    columns: values.length,
    values,
    slope: 1,
    intercept: 0,
    window: { center: 50, width: 100, function: 'LINEAR_EXACT' },
    windows: [],
    inverted: false,
    minimum: Math.min(...numbers),
    maximum: Math.max(...numbers),
    warnings: [],
    ...rest,
  }
}

describe('voiFunction', () => {
  it('follows the example of PS3.3 C.11.2.1.2.1: center 2048, width 4096', () => {
    const grey = voiFunction({ center: 2048, width: 4096, function: 'LINEAR' })
    expect(grey(0)).toBe(0)
    expect(grey(4095)).toBe(1)
    expect(grey(2047.5)).toBe(0.5)
    expect(grey(1000)).toBeCloseTo((1000 - 2047.5) / 4095 + 0.5, 12)
  })

  it('makes a threshold of a LINEAR window of width 1, PS3.3 C.11.2.1.2.1: center 0, width 1', () => {
    const grey = voiFunction({ center: 0, width: 1, function: 'LINEAR' })
    expect([-1, -0.5, 0, 1].map(grey)).toEqual([0, 0, 1, 1])
  })

  it('takes the center of LINEAR_EXACT as it is', () => {
    const grey = voiFunction({ center: 2048, width: 4096, function: 'LINEAR_EXACT' })
    expect([0, 2048, 4096].map(grey)).toEqual([0, 0.5, 1])
  })

  it('draws the sigmoid of PS3.3 C.11.2.1.3.1', () => {
    const grey = voiFunction({ center: 100, width: 40, function: 'SIGMOID' })
    expect(grey(100)).toBe(0.5)
    expect(grey(140)).toBeCloseTo(1 / (1 + Math.exp(-4)), 12)
  })

  it('rises, and stays from 0 to 1', () => {
    fc.assert(
      fc.property(
        windows,
        fc.double({ min: -1e5, max: 1e5, noNaN: true }),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        (window, low, more) => {
          const grey = voiFunction(window)
          expect(grey(low)).toBeGreaterThanOrEqual(0)
          expect(grey(low + more)).toBeLessThanOrEqual(1)
          expect(grey(low + more)).toBeGreaterThanOrEqual(grey(low) - 1e-12)
        },
      ),
    )
  })
})

describe('applyVoi', () => {
  it('gives every type of sample the same greys', () => {
    const numbers = [0, 1, 50, 99, 100, 127]
    const shown = [Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array].map(
      (type) => {
        return Array.from(applyVoi(film(type.from(numbers))))
      },
    )
    for (const one of shown) expect(one).toEqual(shown[0])
    expect(shown[0]![2]).toBeCloseTo(0.5, 6)
  })

  it('is the window over slope and intercept, whatever the film', () => {
    fc.assert(
      fc.property(
        fc.int16Array({ minLength: 1, maxLength: 40 }),
        windows,
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        fc.integer({ min: -2000, max: 2000 }),
        fc.boolean(),
        (values, window, slope, intercept, inverted) => {
          const shown = applyVoi(film(values, { window, slope, intercept, inverted }))
          const grey = voiFunction(window)
          values.forEach((value, index) => {
            const plain = grey(value * slope + intercept)
            expect(shown[index]).toBeCloseTo(inverted ? 1 - plain : plain, 6)
          })
        },
      ),
    )
  })

  it('shows padding black, inverted or not, inside the range of the film or outside', () => {
    const values = Int16Array.from([-2000, 0, 100, 60])
    for (const inverted of [false, true]) {
      const outside = applyVoi(
        film(values, { padding: { low: -2000, high: -2000 }, minimum: 0, maximum: 100, inverted }),
      )
      expect(Array.from(outside)).toEqual([
        0,
        inverted ? 1 : 0,
        inverted ? 0 : 1,
        expect.closeTo(inverted ? 0.4 : 0.6, 6),
      ])
      expect(applyVoi(film(values, { padding: { low: 50, high: 70 }, inverted }))[3]).toBe(0)
    }
  })

  it('bears a padding that no sample can have', () => {
    const shown = applyVoi(film(Uint8Array.from([0, 255]), { padding: { low: -32_768, high: 70_000 } }))
    expect(Array.from(shown)).toEqual([0, 0])
  })

  it('takes another window when it is given one', () => {
    const shown = applyVoi(film(Uint8Array.from([0, 50, 100])), { center: 100, width: 2, function: 'LINEAR_EXACT' })
    expect(Array.from(shown)).toEqual([0, 0, 0.5])
  })

  it('shows what is not a number black', () => {
    const values = Float32Array.from([Number.NaN, 100])
    expect(Array.from(applyVoi(film(values, { minimum: 100, maximum: 100 })))).toEqual([0, 1])
  })
})
