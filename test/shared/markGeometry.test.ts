import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markSchema, type Mark, type Point } from '#shared/mark.ts'
import { areaOf, areaWithin, boundsOf, clipPolygon, clipToFilm, cornersOf, polygonArea, scaled } from '#shared/markGeometry.ts' // prettier-ignore
import { anyMark, filmSize } from '../support/anyMark.ts'

const box = (x: number, y: number, width: number, height: number): Mark => ({ shape: 'box', x, y, width, height })
const ellipse: Mark = { shape: 'ellipse', x: 10, y: 20, width: 8, height: 4 }
/** A square with a bite from above, whose two teeth are apart for a band across them. */
const hollow: Point[] = [
  [0, 0],
  [2, 0],
  [2, 4],
  [4, 4],
  [4, 0],
  [6, 0],
  [6, 6],
  [0, 6],
]

describe('areas', () => {
  it('are those of the shapes', () => {
    expect(areaOf(box(1, 2, 3, 4))).toBe(12)
    expect(areaOf(ellipse)).toBeCloseTo(Math.PI * 4 * 2, 9)
    expect(areaOf({ shape: 'polygon', points: hollow })).toBe(28)
    expect(areaOf({ shape: 'polygon', points: hollow.toReversed() })).toBe(28)
    expect(polygonArea([])).toBe(0)
  })

  it('add up over the cells of any grid', () => {
    fc.assert(
      fc.property(anyMark, fc.integer({ min: 1, max: 9 }), (mark, grid) => {
        const [width, height] = [filmSize.columns / grid, filmSize.rows / grid]
        let sum = 0
        for (let row = 0; row < grid; row++)
          for (let column = 0; column < grid; column++)
            sum += areaWithin(mark, { x: column * width, y: row * height, width, height })
        expect(sum).toBeGreaterThan(areaOf(mark) * 0.9995)
        expect(sum).toBeLessThan(areaOf(mark) * 1.0000001)
      }),
      { seed: 1 },
    )
  })

  it('are right where a hollow polygon falls apart', () => {
    expect(polygonArea(clipPolygon(hollow, { x: -1, y: 1, width: 9, height: 1 }))).toBe(4)
    expect(polygonArea(clipPolygon(hollow, { x: 2.5, y: 0, width: 1, height: 3 }))).toBe(0)
  })
})

describe('a mark on the film', () => {
  it('stays as it is where it lies on it, is cut at the edge, and is nothing beside it', () => {
    const film = { columns: 100, rows: 50 }
    const whole = box(0, 0, 100, 50)
    expect(clipToFilm(whole, film)).toBe(whole)
    expect(clipToFilm({ ...box(-5, 45, 10, 10), category: 'hairline' }, film)).toEqual({ ...box(0, 45, 5, 5), category: 'hairline' }) // prettier-ignore
    expect(clipToFilm(box(100, 0, 5, 5), film)).toBeUndefined()
    expect(clipToFilm(box(-9, -9, 5, 5), film)).toBeUndefined()
    const half = clipToFilm({ ...ellipse, x: -4 }, film)!
    expect(half.shape).toBe('polygon')
    expect(areaOf(half)).toBeCloseTo(areaOf(ellipse) / 2, 1)
    expect(boundsOf(half).x).toBe(0)
  })

  it('is cut to what a schema takes, within the film and no larger than before', () => {
    const film = { columns: 200, rows: 250 }
    fc.assert(
      fc.property(anyMark, (mark) => {
        const part = clipToFilm(mark, film)
        const within = areaWithin(mark, { x: 0, y: 0, width: 200, height: 250 })
        expect(part === undefined).toBe(within === 0)
        if (!part) return
        expect(markSchema.safeParse(part).success).toBe(true)
        const { x, y, width, height } = boundsOf(part)
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
        expect(x + width).toBeLessThanOrEqual(200 + 1e-9)
        expect(y + height).toBeLessThanOrEqual(250 + 1e-9)
        expect(areaOf(part)).toBeLessThanOrEqual(areaOf(mark) * (1 + 1e-9))
        expect(areaOf(part)).toBeGreaterThan(within * 0.9999)
      }),
      { seed: 2 },
    )
  })

  it('has its corners within its bounds, and grows with the film', () => {
    fc.assert(
      fc.property(anyMark, (mark) => {
        const { x, y, width, height } = boundsOf(mark)
        for (const [across, down] of cornersOf(mark)) {
          expect(across >= x - 1e-9 && across <= x + width + 1e-9).toBe(true)
          expect(down >= y - 1e-9 && down <= y + height + 1e-9).toBe(true)
        }
        expect(areaOf(scaled(mark, 2, 3)) / areaOf(mark)).toBeCloseTo(6, 6)
        expect(scaled(mark, 1, 1)).toEqual(mark)
      }),
      { seed: 3 },
    )
  })
})
