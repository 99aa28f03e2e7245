import { describe, expect, it } from 'vitest'
import type { Spacing } from '#shared/film.ts'
import { makeGreyFilm } from '../../../support/films.ts'
import { describe as describeAnnotation } from '#renderer/features/annotations/measured/describe.ts'
import { angleOf, lengthOf, regionStatistics } from '#renderer/features/annotations/measured/measure.ts'

const none: Spacing = { calibration: 'none' }
const calibrated: Spacing = { calibration: 'calibrated', rowMm: 0.5, columnMm: 0.2 }
const atDetector: Spacing = { calibration: 'at-detector', rowMm: 0.1, columnMm: 0.1, magnification: 1.25 }
const p = (x: number, y: number) => ({ x, y })

describe('lengths', () => {
  it('are millimetres by both spacings, or pixels where none is known', () => {
    expect(lengthOf(p(0, 0), p(20, 6), calibrated)).toEqual({ value: 5, unit: 'mm', calibration: 'calibrated' })
    expect(lengthOf(p(0, 0), p(3, 4), none)).toEqual({ value: 5, unit: 'px', calibration: 'none' })
  })

  it('at the detector are not divided by an estimated magnification', () => {
    expect(lengthOf(p(0, 0), p(30, 40), atDetector)).toEqual({ value: 5, unit: 'mm', calibration: 'at-detector' })
  })

  it('say how far they can be trusted', () => {
    const length = { id: 'a', kind: 'length', frame: 0, points: [p(0, 0), p(30, 40)], text: '' } as const
    const lines = (spacing: Spacing) => describeAnnotation({ ...length, points: [...length.points] }, spacing)
    expect(lines(atDetector)).toEqual(['5.0 mm', 'mm at detector'])
    expect(lines(none)).toEqual(['50.0 px', 'pixels only'])
    expect(lines({ ...calibrated, rowMm: 1, columnMm: 1 })).toEqual(['50.0 mm', 'calibrated'])
  })
})

describe('Cobb angles', () => {
  it('lie between two lines that need not meet and have no direction', () => {
    expect(angleOf([p(0, 0), p(10, 0), p(0, 50), p(10, 60)], none)).toBeCloseTo(45)
    expect(angleOf([p(10, 0), p(0, 0), p(0, 50), p(10, 60)], none)).toBeCloseTo(45)
    expect(angleOf([p(0, 0), p(0, 10), p(5, 5), p(9, 5)], none)).toBeCloseTo(90)
  })

  it('take pixels that are not square for what they are', () => {
    const twice: Spacing = { calibration: 'none', pixelAspect: 2 }
    expect(angleOf([p(0, 0), p(10, 0), p(0, 0), p(6, 3)], twice)).toBeCloseTo(45)
    expect(lengthOf(p(0, 0), p(3, 2), twice)).toEqual({ value: 5, unit: 'px', calibration: 'none' })
    expect(angleOf([p(0, 0), p(10, 0), p(0, 0), p(5, 2)], calibrated)).toBeCloseTo(45)
  })
})

describe('regions', () => {
  const values = Uint16Array.from({ length: 100 }, (_, index) => index)
  const film = makeGreyFilm({ rows: 10, columns: 10, values, slope: 2, intercept: -1 })

  it('measure the pixels whose centres lie inside, in modality values', () => {
    const found = regionStatistics(film, [p(4, 3), p(2, 1)], 'rectangle', calibrated)
    // Rows 1 and 2, columns 2 and 3: 12, 13, 22, 23.
    expect(found).toMatchObject({ pixels: 4, mean: 34, minimum: 23, maximum: 45, unit: 'mm²' })
    expect(found.deviation).toBeCloseTo(Math.sqrt((11 ** 2 + 9 ** 2) / 2))
    expect(found.area).toBeCloseTo(2 * 0.2 * 2 * 0.5)
  })

  it('leave padding out, and say nothing of a region outside the film', () => {
    const padded = { ...film, padding: { low: 12, high: 12 } }
    expect(regionStatistics(padded, [p(2, 1), p(4, 3)], 'rectangle', none)).toMatchObject({
      pixels: 3,
      minimum: 25,
      unit: 'px²',
    })
    expect(regionStatistics(film, [p(20, 20), p(30, 30)], 'ellipse', none)).toMatchObject({ pixels: 0, mean: NaN })
  })

  it('of an ellipse leave out the corners', () => {
    const found = regionStatistics(film, [p(0, 0), p(10, 10)], 'ellipse', none)
    expect(found.pixels).toBeLessThan(90)
    expect(found.pixels).toBeGreaterThan(70)
    expect(found.area).toBeCloseTo(Math.PI * 25)
    expect(found.minimum).toBeGreaterThan(-1)
  })
})
