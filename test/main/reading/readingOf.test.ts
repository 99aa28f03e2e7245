import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readingSchema, verdictOf } from '#shared/reading.ts'
import { unfamiliarity } from '#main/reading/familiarity.ts'
import { fractureProbability, probabilities, readingOf, type NetworkOutputs } from '#main/reading/readingOf.ts'
import { testCard } from '../../support/testCard.ts'

const about = {
  frame: 0,
  region: { x: 0, y: 0, width: 10, height: 10 },
  film: { rows: 10, columns: 10 },
  engine: 'onnx-cpu',
  warnings: ['lossy'],
  milliseconds: 5,
}

/** Two classes, two experts, 1 × 2 locations; the classifier's biases are 0.5 and −0.5. */
const outputs: NetworkOutputs = {
  evidence: { dims: [1, 2, 1, 2], data: Float32Array.of(1, 3, 2, 8) },
  fused: { dims: [1, 2], data: Float32Array.of(2.5, 4.5) },
  teacher: { dims: [1, 2], data: Float32Array.of(0, 1) },
  student: { dims: [1, 2], data: Float32Array.of(1, 0) },
  gates: { dims: [1, 2, 1, 2], data: Float32Array.of(0.9, 0.2, 0.1, 0.8) },
  pooled: { dims: [1, 2], data: Float32Array.of(3, -3) },
}

describe('readingOf', () => {
  const card = testCard({ temperature: 2, operatingPoints: { ruleOut: 0.3, ruleIn: 0.7 } })
  const reading = readingOf(card, outputs, about)

  it('is a reading by the contract', () => {
    expect(readingSchema.parse(reading)).toEqual(reading)
  })

  it('warns of a film that is unlike those that the model learned from, where the model knows them', () => {
    const far = unfamiliarity(outputs.pooled.data, { mean: [0, 0], deviation: [1, 1] })
    const familiarity = { mean: [0, 0], deviation: [1, 1], limit: far / 1.2, falseAlarms: 0.01 }
    const unlike = readingOf({ ...card, familiarity }, outputs, about)
    expect(unlike.warnings).toEqual(['lossy', 'unlike-training'])
    expect(unlike.verdict).toBe(reading.verdict)
    expect(readingOf({ ...card, familiarity: { ...familiarity, limit: 4 } }, outputs, about).warnings).toEqual([
      'lossy',
    ])
    expect(reading.warnings).toEqual(['lossy'])
  })

  it('does not judge what is nothing like them, unless it is told to', () => {
    const far = unfamiliarity(outputs.pooled.data, { mean: [0, 0], deviation: [1, 1] })
    const familiarity = { mean: [0, 0], deviation: [1, 1], limit: far / 1.3, falseAlarms: 0.01 }
    const unjudged = readingOf({ ...card, familiarity }, outputs, about)
    expect(unjudged).toMatchObject({ verdict: 'not-judged', notJudged: 'far-from-training', probability: reading.probability }) // prettier-ignore
    expect(unjudged.warnings).toEqual(['lossy', 'far-from-training'])
    const forced = readingOf({ ...card, familiarity }, outputs, { ...about, force: true })
    expect(forced.verdict).toBe(reading.verdict)
    expect(forced.warnings).toEqual(['lossy', 'far-from-training'])
  })

  it('calibrates by the temperature and judges by the operating points', () => {
    expect(reading.probability).toBeCloseTo(1 / (1 + Math.exp(-(4.5 - 2.5) / 2)), 6)
    expect(reading.verdict).toBe('fracture')
    expect(reading.branches.teacher).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 6)
    expect(reading.branches.student).toBeCloseTo(1 - reading.branches.teacher, 6)
  })

  it('has evidence whose mean plus the bias is the log-odds', () => {
    const mean = reading.maps.evidence.reduce((sum, value) => sum + value, 0) / 2
    expect(mean + (-0.5 - 0.5)).toBeCloseTo(4.5 - 2.5, 5)
  })

  it('has expert shares that sum to 1, over the film and at each place', () => {
    expect(reading.experts[0]).toBeCloseTo(0.55, 6)
    expect(reading.experts[0] + reading.experts[1]).toBeCloseTo(1, 6)
    expect(reading.maps.gates[0][1] + reading.maps.gates[1][1]).toBeCloseTo(1, 6)
  })

  it('takes every class but the first for a fracture', () => {
    const three = testCard({ classNames: ['No fracture', 'hairline', 'displaced'] })
    const evidence = { dims: [1, 3, 1, 2], data: Float32Array.of(0, 0, 1, 3, 2, 2) }
    const fused = { dims: [1, 3], data: Float32Array.of(0, 2, 2) }
    const read = readingOf(three, { ...outputs, evidence, fused, teacher: fused, student: fused }, about)
    expect(read.probability).toBeCloseTo(1 - 1 / (1 + 2 * Math.exp(2)), 5)
    expect(read.classes.map(({ name }) => name)).toEqual(['No fracture', 'hairline', 'displaced'])
    expect(read.maps.evidence).toEqual([1.5, 2.5])
  })
})

describe('probabilities', () => {
  it('sum to 1 whatever the logits', () => {
    const logits = fc.array(fc.float({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(logits, fc.double({ min: 0.05, max: 20, noNaN: true }), (values, temperature) => {
        expect(probabilities(values, temperature).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9)
        const p = fractureProbability(values, temperature)
        expect(p).toBeGreaterThanOrEqual(0)
        expect(p).toBeLessThanOrEqual(1)
      }),
      { seed: 9 },
    )
  })
})

describe('verdictOf', () => {
  it('has three states with the points inclusive, and rule-in wins where they meet', () => {
    const points = { ruleOut: 0.2, ruleIn: 0.6 }
    expect([0, 0.2, 0.2001, 0.5999, 0.6, 1].map((p) => verdictOf(p, points))).toEqual([
      'no-fracture',
      'no-fracture',
      'uncertain',
      'uncertain',
      'fracture',
      'fracture',
    ])
    expect(verdictOf(0.4, { ruleOut: 0.4, ruleIn: 0.4 })).toBe('fracture')
  })
})
