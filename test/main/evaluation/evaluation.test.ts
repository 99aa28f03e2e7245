import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'
import { rocAuc, type Judged } from '#main/evaluation/auc.ts'
import {
  brierScore,
  expectedCalibrationError,
  fitTemperature,
  negativeLogLikelihood,
} from '#main/evaluation/calibration.ts'
import { groupBootstrap } from '#main/evaluation/intervals.ts'
import { wilsonInterval } from '#shared/wilsonInterval.ts'
import { metricsOf } from '#main/evaluation/metrics.ts'
import { chooseOperatingPoints } from '#main/evaluation/operatingPoints.ts'

// Few different probabilities, so that ties are common.
const judged: fc.Arbitrary<Judged> = fc.record({
  fractured: fc.boolean(),
  probability: fc.nat(20).map((n) => (n + 1) / 22),
  group: fc.nat(30),
})
const both = fc
  .array(judged, { minLength: 2, maxLength: 60 })
  .filter((films) => films.some((film) => film.fractured) && films.some((film) => !film.fractured))

describe('rocAuc', () => {
  it('is the share of pairs in the right order, ties half', () => {
    fc.assert(
      fc.property(both, (films) => {
        const [positives, negatives] = [films.filter((film) => film.fractured), films.filter((film) => !film.fractured)]
        let won = 0
        for (const p of positives)
          for (const n of negatives)
            won += p.probability > n.probability ? 1 : p.probability === n.probability ? 0.5 : 0
        expect(rocAuc(films)).toBeCloseTo(won / (positives.length * negatives.length), 10)
      }),
      { seed: 4 },
    )
  })

  it('is none where a probability is no number', () => {
    const films = [0.2, NaN, 0.7].map((probability, i) => ({ fractured: i > 0, probability, group: i }))
    expect(rocAuc(films)).toBeNaN()
  })
})

describe('intervals', () => {
  it("gives Wilson's published interval", () => {
    // 81 of 263: 0.2553 to 0.3662 (Newcombe 1998, Statistics in Medicine 17, table I, method 3).
    const [low, high] = wilsonInterval(81, 263)
    expect(low).toBeCloseTo(0.2553, 4)
    expect(high).toBeCloseTo(0.3662, 4)
    expect(wilsonInterval(0, 0)).toEqual([0, 1])
  })

  it('holds the AUC inside, the same for the same seed, and wider where films come in groups', () => {
    const random = new Random(5)
    // Thirty patients of eight films each; what a patient's films have in common matters more than what sets them
    // apart.
    const films: Judged[] = Array.from({ length: 30 }, (_, group) => {
      const fractured = group % 2 === 0
      const patient = (fractured ? 0.55 : 0.45) + 0.2 * random.normal()
      return Array.from({ length: 8 }, () => ({ fractured, group, probability: patient + 0.02 * random.normal() }))
    }).flat()
    const alone = films.map((film, i) => ({ ...film, group: i }))
    const [low, high] = groupBootstrap(films, rocAuc, 7)
    const [lowAlone, highAlone] = groupBootstrap(alone, rocAuc, 7)
    expect(groupBootstrap(films, rocAuc, 7)).toEqual([low, high])
    expect(rocAuc(films)).toBeGreaterThan(low)
    expect(rocAuc(films)).toBeLessThan(high)
    expect(high - low).toBeGreaterThan(1.3 * (highAlone - lowAlone))
  })
})

describe('calibration', () => {
  it('finds the temperature that labels were drawn with', () => {
    const random = new Random(8)
    const logits = Array.from({ length: 4000 }, () => [0, 3 * random.normal()])
    const labels = logits.map(([, logit]) => (random.uniform() < 1 / (1 + Math.exp(-logit / 2.5)) ? 1 : 0))
    const temperature = fitTemperature(logits, labels)
    expect(temperature).toBeGreaterThan(2.2)
    expect(temperature).toBeLessThan(2.8)
    expect(negativeLogLikelihood(logits, labels, temperature)).toBeLessThan(negativeLogLikelihood(logits, labels, 1))
  })

  it('measures by hand what can be measured by hand', () => {
    const film = (fractured: boolean, probability: number): Judged => ({ fractured, probability, group: 0 })
    const films = [film(true, 0.95), film(false, 0.95), film(false, 0.05), film(false, 0.05)]
    // Bin 0.9–1: two films claim 0.95, half are; bin 0–0.1: two claim 0.05, none is.
    expect(expectedCalibrationError(films)).toBeCloseTo(0.5 * 0.45 + 0.5 * 0.05, 10)
    expect(brierScore(films)).toBeCloseTo((0.05 ** 2 + 0.95 ** 2 + 2 * 0.05 ** 2) / 4, 10)
  })
})

describe('operating points', () => {
  it('keep both promises on the films they were chosen on, in the right order', () => {
    fc.assert(
      fc.property(both, fc.constantFrom(0.8, 0.9, 0.95, 1), (films, target) => {
        const points = chooseOperatingPoints(films, { sensitivity: target, specificity: target })
        const metrics = metricsOf(films, points, 1)
        expect(points.ruleOut).toBeLessThanOrEqual(points.ruleIn)
        expect(metrics.ruleOut.sensitivity).toBeGreaterThanOrEqual(target - 1e-9)
        expect(metrics.ruleIn.specificity).toBeGreaterThanOrEqual(target - 1e-9)
      }),
      { seed: 6, numRuns: 60 },
    )
  })

  it('meet in the middle when the model separates the films', () => {
    const films = [0.1, 0.2, 0.3].map((probability) => ({ fractured: false, probability, group: 0 }))
    const { ruleOut, ruleIn } = chooseOperatingPoints([
      ...films,
      ...films.map((film) => ({ ...film, fractured: true, probability: film.probability + 0.6 })),
    ])
    expect(ruleOut).toBe(ruleIn)
    expect(ruleOut).toBeGreaterThan(0.3)
    expect(ruleOut).toBeLessThan(0.7)
  })
})

describe('metricsOf', () => {
  it('counts the confusion matrix at 0.5', () => {
    const film = (fractured: boolean, probability: number, group: number): Judged => ({ fractured, probability, group })
    const films = [
      film(true, 0.9, 0),
      film(true, 0.4, 1),
      film(false, 0.5, 2),
      film(false, 0.1, 3),
      film(false, 0.2, 4),
    ]
    const metrics = metricsOf(films, { ruleOut: 0.15, ruleIn: 0.8 }, 1)
    expect(metrics.confusion).toEqual([
      [2, 1],
      [1, 1],
    ])
    expect(metrics).toMatchObject({ films: 5, fractured: 2, accuracy: 0.6 })
    expect(metrics.balancedAccuracy).toBeCloseTo((2 / 3 + 1 / 2) / 2)
    expect(metrics.ruleOut).toMatchObject({ sensitivity: 1, specificity: 1 / 3 })
    expect(metrics.ruleIn).toMatchObject({ sensitivity: 0.5, specificity: 1 })
  })
})
