import { describe, expect, it } from 'vitest'
import type { Metrics } from '#shared/metrics.ts'
import type { Report } from '#shared/report.ts'
import { bonesTested, mayBeChance, sharesByVerdict, shareNear } from '#renderer/features/models/card/meaning.ts'
import { byWeight, isRemark } from '#renderer/features/reading/panel/warningOrder.ts'

const point = (sensitivity: number, specificity: number): Metrics['ruleIn'] => ({
  sensitivity,
  sensitivityInterval: [0, 1],
  specificity,
  specificityInterval: [0, 1],
})

describe('what a number means', () => {
  it('is counted by verdict from the operating points, no film lost', () => {
    const metrics = { films: 300, fractured: 100, ruleIn: point(0.45, 0.95), ruleOut: point(0.93, 0.31) } as Metrics
    const shares = sharesByVerdict(metrics)
    // 45 true and 10 false alarms; 7 missed among 62 healthy.
    expect(shares).toEqual({
      fracture: { films: 55, fractured: 45 },
      'no-fracture': { films: 69, fractured: 7 },
      uncertain: { films: 176, fractured: 48 },
    })
    expect(Object.values(shares).reduce((sum, { films }) => sum + films, 0)).toBe(300)
  })

  it('is read off the tenth of the scale in which a probability lies', () => {
    const calibration = [
      { claimed: 0.04, observed: 0.1, films: 50 },
      { claimed: 0.97, observed: 0.75, films: 20 },
    ]
    const report = { curves: { calibration } } as unknown as Report
    expect(shareNear(0.09, report)).toEqual({ films: 50, fractured: 5 })
    expect(shareNear(1, report)).toEqual({ films: 20, fractured: 15 })
    expect(shareNear(0.5, report)).toBeUndefined()
  })

  it('names the bones that were tested, most films first, where a column says so', () => {
    const columns = [
      { column: 'site', value: 'A', films: 9 },
      { column: 'body_part', value: 'WRIST', films: 3 },
      { column: 'body_part', value: 'HAND', films: 6 },
    ]
    expect(bonesTested({ columns } as Report)).toEqual([
      { value: 'HAND', films: 6 },
      { value: 'WRIST', films: 3 },
    ])
  })

  it('is in doubt where the interval holds chance', () => {
    expect([mayBeChance({ holdoutAucInterval: [0.5, 0.9] }), mayBeChance({ holdoutAucInterval: [0.51, 0.9] })]).toEqual(
      [true, false],
    )
  })
})

describe('warnings', () => {
  it('come by weight, those that are only good to know last and without a sign', () => {
    const sorted = byWeight(['lossy', 'too-small', 'unlike-training', 'new-one', 'not-x-ray'])
    expect(sorted).toEqual(['new-one', 'not-x-ray', 'unlike-training', 'too-small', 'lossy'])
    expect(sorted.filter(isRemark)).toEqual(['lossy'])
  })
})
