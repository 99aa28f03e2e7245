import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { GreyFilm } from '#shared/film.ts'
import { readingWarnings } from '#main/reading/warnings.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { sharedFolder } from '../../support/sharedData.ts'

/** A film of 8 bits, shown as it is, from a function of row and column. */
function film(
  rows: number,
  columns: number,
  level: (row: number, column: number) => number,
  more: Partial<GreyFilm> = {},
): GreyFilm {
  const values = Uint8Array.from({ length: rows * columns }, (_, index) =>
    level(Math.floor(index / columns), index % columns),
  )
  const window = { center: 127.5, width: 255, function: 'LINEAR_EXACT' } as const
  return {
    rows,
    columns,
    values,
    slope: 1,
    intercept: 0,
    window,
    windows: [],
    inverted: false,
    minimum: 0,
    maximum: 255,
    warnings: [],
    ...more,
  }
}
const ramp = (_: number, column: number) => column % 250
const warnings = (made: GreyFilm) => readingWarnings(made, 224)

describe('warnings of a film itself', () => {
  it('are none for a film as it should be', () => {
    expect(warnings(film(400, 300, ramp))).toEqual([])
  })

  it('say that it shows nothing when it is black', () => {
    expect(warnings(film(400, 300, () => 0))).toEqual(['nearly-uniform'])
  })

  it('say that it is saturated when a tenth of it is fully white, and not when a marker is', () => {
    expect(warnings(film(400, 300, (row, column) => (row < 40 ? 255 : ramp(row, column))))).toEqual(['saturated'])
    expect(warnings(film(400, 300, (row, column) => (row < 12 ? 255 : ramp(row, column))))).toEqual([])
  })

  it('go by what is shown: inverted, white is black', () => {
    const black = film(400, 300, (row, column) => (row < 40 ? 0 : ramp(row, column) + 5))
    expect(warnings(black)).toEqual([])
    expect(warnings({ ...black, inverted: true })).toEqual(['saturated'])
  })

  it('do not take padding for light', () => {
    const padded = film(400, 300, (row, column) => (row < 200 ? 255 : ramp(row, column)), {
      padding: { low: 255, high: 255 },
      maximum: 249,
    })
    expect(warnings(padded)).toEqual([])
  })

  describe('of floating point', () => {
    const floating = (level: (row: number, column: number) => number, more: Partial<GreyFilm> = {}) => {
      const values = Float32Array.from({ length: 400 * 300 }, (_, at) => level(Math.floor(at / 300), at % 300))
      return warnings(film(400, 300, ramp, { values, ...more }))
    }

    it('say that a film shows nothing whose other pixels are no numbers', () => {
      expect(floating(() => 100)).toEqual(['nearly-uniform'])
      expect(floating((row, column) => (row + column === 0 ? NaN : 100))).toEqual(['nearly-uniform'])
      expect(floating((row) => (row < 200 ? NaN : 100))).toEqual(['nearly-uniform'])
      expect(floating((row) => (row < 200 ? NaN : 100), { inverted: true })).toEqual(['nearly-uniform'])
      expect(floating(() => NaN)).toEqual(['nearly-uniform'])
    })

    it('pass over a background of no numbers', () => {
      const within = (white: number) => (row: number, column: number) =>
        row < 300 ? NaN : row < 300 + white ? 255 : ramp(row, column)
      expect(floating(within(0))).toEqual([])
      expect(floating(within(10))).toEqual(['saturated'])
    })
  })

  it('say that a film shows nothing beside its padding', () => {
    const padded = film(400, 300, (row) => (row < 200 ? 0 : 100), { padding: { low: 0, high: 0 } })
    expect(warnings(padded)).toEqual(['nearly-uniform'])
  })

  it('say that it is a strip', () => {
    expect(warnings(film(1300, 300, ramp))).toEqual(['cropped'])
    expect(warnings(film(1180, 300, ramp))).toEqual([])
  })

  it('say that it is smaller than what the model looks at', () => {
    expect(warnings(film(100, 90, ramp))).toEqual(['too-small'])
  })

  const { path, present } = sharedFolder('fracture')
  it.skipIf(!present)(
    'are false alarms on fewer than 2 in 100 real films',
    async () => {
      const files = readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(jpe?g|png)$/i.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
      const some = files.filter((_, index) => index % 20 === 0)
      const counts = { saturated: 0, cropped: 0 }
      for (const file of some) {
        const found = warnings(await studyDecoder.film(file, 0))
        for (const code of ['saturated', 'cropped'] as const) counts[code] += Number(found.includes(code))
      }
      process.stdout.write(
        `Of ${some.length} real films ${counts.saturated} are called saturated and ${counts.cropped} cropped.\n`,
      )
      expect(Math.max(counts.saturated, counts.cropped) / some.length).toBeLessThan(0.02)
    },
    120_000,
  )
})
