import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resample as resampleRows } from '#main/network/resample.ts'

const side = fc.integer({ min: 1, max: 40 })
const resample = (values: Float32Array, rows: number, columns: number, height: number, width: number): Float32Array =>
  resampleRows(
    { rows, columns, read: (row, into) => into.set(values.subarray(row * columns, (row + 1) * columns)) },
    height,
    width,
  )
const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

describe('resample', () => {
  it('changes nothing at the same size', () => {
    const picture = Float32Array.from({ length: 35 }, (_, i) => Math.sin(i))
    expect(resample(picture, 5, 7, 5, 7)).toEqual(picture)
  })

  it('keeps one grey as it is, and never leaves the range of the picture', () => {
    fc.assert(
      fc.property(
        side,
        side,
        side,
        side,
        fc.infiniteStream(fc.float({ min: 0, max: 1, noNaN: true })),
        (rows, columns, height, width, greys) => {
          const picture = Float32Array.from({ length: rows * columns }, () => greys.next().value!)
          const [low, high] = [Math.min(...picture), Math.max(...picture)]
          for (const value of resample(picture, rows, columns, height, width)) {
            expect(value).toBeGreaterThanOrEqual(low - 1e-5)
            expect(value).toBeLessThanOrEqual(high + 1e-5)
          }
        },
      ),
      { numRuns: 100, seed: 2 },
    )
  })

  it('averages where it shrinks, so that a line of one pixel stays visible wherever it lies', () => {
    for (let line = 8; line < 56; line++) {
      const picture = new Float32Array(64 * 64)
      for (let row = 0; row < 64; row++) picture[row * 64 + line] = 1
      const small = resample(picture, 64, 64, 8, 8)
      expect(mean(small) / mean(picture)).toBeCloseTo(1, 0)
      expect(Math.max(...small)).toBeGreaterThan(0.05)
    }
  })

  it('agrees with the triangle filter of Pillow 12 on a ramp of squares', () => {
    // Image.fromarray(np.arange(12.)**2 as one row).resize((5, 1), Image.BILINEAR), mode F
    const row = Float32Array.from({ length: 12 }, (_, i) => i * i)
    const expected = [1.4800000190734863, 10.627119064331055, 31.14285659790039, 63.38983154296875, 102.23999786376953]
    resample(row, 1, 12, 1, 5).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 3))
  })
})
