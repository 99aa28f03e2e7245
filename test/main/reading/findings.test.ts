import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findingsOf, peaksOf, type PlaceProbabilities } from '#main/reading/findings.ts'

const plane = { region: { x: -40, y: 0, width: 240, height: 240 }, film: { rows: 240, columns: 160 } }
const points = { ruleOut: 0.1, ruleIn: 0.5 }

function map(rows: number, columns: number, high: Record<string, number> = {}): PlaceProbabilities {
  const values = new Float64Array(rows * columns).fill(0.01)
  for (const [place, value] of Object.entries(high)) {
    const [row, column] = place.split(',').map(Number)
    values[row * columns + column] = value
  }
  return { rows, columns, values }
}

describe('findingsOf', () => {
  it('outlines what lies together, likely where it passes the rule-in point and possible where it does not', () => {
    const found = findingsOf(map(12, 12, { '3,4': 0.9, '3,5': 0.85, '9,8': 0.3 }), plane, points)
    expect(found).toEqual([
      { x: 40, y: 60, width: 40, height: 20, probability: 0.9, point: 'rule-in' },
      { x: 120, y: 180, width: 20, height: 20, probability: 0.3, point: 'rule-out' },
    ])
  })

  it('leaves out what lies on the padding, and cuts what reaches over the edge of the film', () => {
    expect(findingsOf(map(12, 12, { '3,0': 0.9 }), plane, points)).toEqual([])
    expect(findingsOf(map(12, 12, { '3,1': 0.9, '3,2': 0.9 }), plane, points)).toMatchObject([{ x: 0, width: 20 }])
  })

  it('has none at the rule-out point itself, as the verdict there is No fracture; and one where both points meet', () => {
    expect(findingsOf(map(12, 12, { '5,5': 0.1 }), plane, points)).toEqual([])
    expect(findingsOf(map(12, 12, { '5,5': 0.1 }), plane, { ruleOut: 0.1, ruleIn: 0.1 })).toMatchObject([
      { point: 'rule-in' },
    ])
  })

  it('takes the slope of a higher place for no finding of its own, and two hills for two', () => {
    const slope = { '5,5': 0.95, '5,6': 0.9, '5,7': 0.85, '5,8': 0.8 }
    expect(peaksOf(map(12, 12, slope), 0.1)).toHaveLength(1)
    expect(peaksOf(map(12, 12, { '2,2': 0.9, '2,3': 0.2, '2,4': 0.9 }), 0.1)).toHaveLength(2)
  })

  it('has one at the highest place of any map, never has a place twice, and is sorted', () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 36, maxLength: 36 })
    fc.assert(
      fc.property(values, (numbers) => {
        const peaks = peaksOf({ rows: 6, columns: 6, values: numbers }, 0, 36)
        expect(peaks[0].probability).toBe(Math.max(...numbers))
        const places = peaks.flatMap((peak) => peak.places.map(({ row, column }) => row * 6 + column))
        expect(new Set(places).size).toBe(places.length)
        expect(peaks.map(({ probability }) => probability)).toEqual(
          peaks.map(({ probability }) => probability).sort((a, b) => b - a),
        )
      }),
    )
  })
})
