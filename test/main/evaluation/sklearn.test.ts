import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { calibrationPoints, rocPoints } from '#main/evaluation/curves.ts'
import { evaluate } from '#main/evaluation/evaluate.ts'
import { normalTail } from '#main/evaluation/normal.ts'
import { aucDifference, mcNemar } from '#main/evaluation/paired.ts'
import { precisionRecallPoints } from '#main/evaluation/precisionRecall.ts'

const reference = JSON.parse(readFileSync(new URL('sklearnReference.json', import.meta.url), 'utf8'))
const films: { fractured: boolean; probability: number; other: number; group: number }[] = reference.films

/** Each film a group of its own, judged by both models. */
const alone = films.map(({ fractured, probability, other }, group) => ({ fractured, group, a: probability, b: other }))

function close(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length)
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 10))
}

describe('metrics against scikit-learn', () => {
  const evaluation = evaluate(films, { ruleOut: 0.2, ruleIn: 0.8 }, 1)

  it.each(['auc', 'prAuc', 'accuracy', 'balancedAccuracy', 'precision', 'recall', 'f1', 'brier'] as const)(
    '%s',
    (name) => {
      expect(evaluation[name]).toBeCloseTo(reference[name], 12)
    },
  )

  it('counts the same confusion matrix', () => {
    expect(evaluation.confusion).toEqual(reference.confusion)
  })

  it('holds both areas inside their intervals', () => {
    for (const [value, [low, high]] of [
      [evaluation.auc, evaluation.aucInterval],
      [evaluation.prAuc, evaluation.prAucInterval],
    ] as const) {
      expect(value).toBeGreaterThan(low)
      expect(value).toBeLessThan(high)
    }
  })

  it('draws the same curves', () => {
    const roc = rocPoints(films)
    close(
      roc.map((point) => point.falsePositiveRate),
      reference.roc[0],
    )
    close(
      roc.map((point) => point.truePositiveRate),
      reference.roc[1],
    )
    // scikit-learn stops at full recall.
    const points = precisionRecallPoints(films).slice(0, reference.precisionRecall[0].length)
    close(
      points.map((point) => point.precision),
      reference.precisionRecall[0],
    )
    close(
      points.map((point) => point.recall),
      reference.precisionRecall[1],
    )
    const calibration = calibrationPoints(films)
    close(
      calibration.map((point) => point.claimed),
      reference.calibration[0],
    )
    close(
      calibration.map((point) => point.observed),
      reference.calibration[1],
    )
    expect(calibration.reduce((sum, point) => sum + point.films, 0)).toBe(films.length)
  })
})

describe('paired tests', () => {
  it('give DeLong’s numbers where each film is a group of its own', () => {
    const { difference, interval, p } = aucDifference(alone)
    expect(difference).toBeCloseTo(reference.delong.difference, 12)
    expect((interval[1] - interval[0]) / 2 / 1.959964).toBeCloseTo(reference.delong.error, 10)
    expect(p).toBeCloseTo(reference.delong.p, 8)
  })

  it('give McNemar’s exact p', () => {
    expect(mcNemar(alone)).toMatchObject({ onlyA: reference.mcNemar.onlyA, onlyB: reference.mcNemar.onlyB })
    expect(mcNemar(alone).p).toBeCloseTo(reference.mcNemar.p, 10)
  })

  it('find nothing between a model and itself', () => {
    const same = alone.map((film) => ({ ...film, b: film.a }))
    expect(aucDifference(same)).toMatchObject({ difference: 0, p: 1 })
    expect(mcNemar(same).p).toBe(1)
  })

  it('know less where every film comes four times', () => {
    const four = alone.flatMap((film) => [film, film, film, film])
    const pretended = aucDifference(four.map((film, group) => ({ ...film, group })))
    const honest = aucDifference(four)
    expect(honest.p).toBeCloseTo(aucDifference(alone).p, 10)
    expect(pretended.p).toBeLessThan(honest.p)
  })

  it('say what is missing where the films of a kind come from one group', () => {
    const one = alone.map((film) => ({ ...film, group: film.fractured ? 0 : film.group + 1 }))
    expect(() => aucDifference(one)).toThrow(expect.objectContaining({ code: 'not-enough-data' }))
  })

  it('knows the normal distribution’s tail', () => {
    for (const [z, tail] of reference.normalTail) expect(normalTail(z) / tail).toBeCloseTo(1, 10)
  })
})
