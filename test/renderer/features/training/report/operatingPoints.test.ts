import { describe, expect, it } from 'vitest'
import { buildReport } from '#main/report/buildReport.ts'
import { reportInput } from '../../../../support/reportInput.ts'
import { callOf, hundredPatients, nearest, ownPoints } from '#renderer/features/training/report/operatingPoints.ts'

const report = buildReport(reportInput())
const { roc } = report.curves

describe('the operating points of a report', () => {
  it('lie where the model’s own rates are', () => {
    const { ruleIn, ruleOut } = ownPoints(report)
    expect(ruleIn).toBeLessThanOrEqual(ruleOut)
    expect(roc[ruleIn].truePositiveRate).toBeCloseTo(report.holdout.ruleIn.sensitivity, 10)
    expect(1 - roc[ruleIn].falsePositiveRate).toBeCloseTo(report.holdout.ruleIn.specificity, 10)
    expect(roc[ruleOut].truePositiveRate).toBeCloseTo(report.holdout.ruleOut.sensitivity, 10)
    expect(1 - roc[ruleOut].falsePositiveRate).toBeCloseTo(report.holdout.ruleOut.specificity, 10)
  })

  it('lie there too where the curve is thinned, for each of many films', () => {
    const { card, films, history } = reportInput(1500)
    for (const points of [{ ruleOut: 0.2003, ruleIn: 0.8003 }, { ruleOut: 0.317, ruleIn: 0.6004 }]) {
      const many = buildReport({ card: { ...card, operatingPoints: points }, films, history })
      const { ruleIn, ruleOut } = ownPoints(many)
      const curve = many.curves.roc
      expect(curve.length).toBeLessThanOrEqual(402)
      expect(curve).toEqual([...curve].sort((a, b) => b.threshold - a.threshold))
      for (const [place, own] of [[ruleIn, many.holdout.ruleIn], [ruleOut, many.holdout.ruleOut]] as const) {
        expect(curve[place].truePositiveRate).toBeCloseTo(own.sensitivity, 10)
        expect(1 - curve[place].falsePositiveRate).toBeCloseTo(own.specificity, 10)
      }
    }
  }) // prettier-ignore

  it('move to the nearest place, but never past each other', () => {
    const chosen = { ruleIn: 5, ruleOut: 20 }
    expect(nearest(roc, chosen, 'ruleOut', 1, 1)).toBe(roc.length - 1)
    expect(nearest(roc, chosen, 'ruleOut', 0, 0)).toBe(5)
    expect(nearest(roc, chosen, 'ruleIn', 1, 1)).toBe(20)
    const there = roc[12]
    const place = nearest(roc, chosen, 'ruleIn', there.falsePositiveRate, there.truePositiveRate)
    expect([roc[place].falsePositiveRate, roc[place].truePositiveRate]).toEqual([
      there.falsePositiveRate,
      there.truePositiveRate,
    ])
  })

  it('make a hundred patients of the rates, however many of them have a fracture', () => {
    for (const fractured of [1, 7, 33, 50, 95]) {
      for (const chosen of [ownPoints(report), { ruleIn: 0, ruleOut: roc.length - 1 }, { ruleIn: 10, ruleOut: 10 }]) {
        const { found, openFracture, missed, alarm, openClear, cleared } = hundredPatients(roc, chosen, fractured)
        expect(found + openFracture + missed).toBe(fractured)
        expect(alarm + openClear + cleared).toBe(100 - fractured)
        expect(Math.abs(found - fractured * roc[chosen.ruleIn].truePositiveRate)).toBeLessThan(1)
      }
    }
    expect(hundredPatients(roc, { ruleIn: 0, ruleOut: roc.length - 1 }, 30)).toMatchObject({
      openFracture: 30,
      openClear: 70,
    })
  })

  it('call each film one thing', () => {
    expect([0.49, 0.5].map((probability) => callOf(probability, undefined))).toEqual(['none', 'fracture'])
    expect([0.1, 0.2, 0.79, 0.8].map((probability) => callOf(probability, { ruleOut: 0.2, ruleIn: 0.8 }))).toEqual([
      'none',
      'uncertain',
      'uncertain',
      'fracture',
    ])
  })
})
