import { type Metrics } from '#shared/metrics.ts'
import type { Fitted } from '#shared/fit.ts'
import { modelCardSchema, type ModelCard } from '#shared/model.ts'

const point = {
  sensitivity: 0.9,
  sensitivityInterval: [0.8, 1] as [number, number],
  specificity: 0.8,
  specificityInterval: [0.7, 0.9] as [number, number],
}
const metrics: Metrics = {
  films: 20,
  fractured: 10,
  auc: 0.8,
  aucInterval: [0.6, 0.95],
  accuracy: 0.8,
  balancedAccuracy: 0.8,
  confusion: [
    [8, 2],
    [2, 8],
  ],
  brier: 0.15,
  ece: 0.04,
  ruleOut: point,
  ruleIn: point,
}

/** A valid card of a small model. */
export function testCard(overrides: Partial<ModelCard> = {}): ModelCard {
  const classNames = overrides.classNames ?? ['No fracture', 'Fracture']
  return modelCardSchema.parse({
    formatVersion: 1,
    id: 'test-model',
    name: 'Test model',
    createdAt: '2026-01-02T03:04:05.000Z',
    programVersion: '0.0.0',
    intendedUse: 'Tests only.',
    classNames,
    network: { inputSize: 64, fit: 'pad', classes: classNames.length, hidden: 8, experts: 2, topK: 1 },
    temperature: 1,
    operatingPoints: { ruleOut: 0.2, ruleIn: 0.8 },
    data: {
      name: 'phantoms',
      credit: 'made by the tests',
      licence: 'none',
      films: 60,
      groups: 60,
      split: { train: 38, validation: 10, holdout: 12 },
    },
    training: {
      mode: 'heads',
      seed: 1,
      epochs: 1,
      bestEpoch: 1,
      folds: 0,
      batch: 8,
      learningRate: 1e-3,
      weightDecay: 0,
      seconds: 1,
      engine: 'onnx-cpu',
      startedFrom: 'nothing',
    },
    metrics: { validation: metrics, holdout: metrics },
    weights: { file: 'model.safetensors', sha256: '0'.repeat(64), bytes: 0 },
    ...overrides,
  })
}

/** What stands in the card of a model that was fitted to a place. */
export function testFit(parent: Fitted['parent']): Fitted {
  const at = '2026-01-03T03:04:05.000Z'
  const pointsMove = { ruleOut: [0.1, 0.3] as [number, number], ruleIn: [0.7, 0.9] as [number, number] }
  const carries = { ruleOut: true, ruleIn: true }
  const figures = { films: 60, fractured: 30, groups: 60, before: metrics, after: metrics, pointsMove, carries }
  return { parent, at, slope: 1, offset: 0, pointsBefore: { ruleOut: 0.2, ruleIn: 0.8 }, figures }
}
