import { describe, expect, it } from 'vitest'
import { adamWDefaults } from '#main/network/adamW.ts'
import { defaultLossWeights } from '#main/network/losses.ts'
import { stepInputs, type StepOptions } from '#main/training/step/trainingStep.ts'

const step = (changes: Partial<StepOptions> = {}): StepOptions => ({
  shape: { inputSize: 32, fit: 'pad', classes: 2, hidden: 4, experts: 2, topK: 1 },
  batch: 4,
  from: 'features',
  example: [1],
  lossWeights: defaultLossWeights,
  adamW: adamWDefaults,
  ...changes,
})
const batch = { examples: new Float32Array(4), labels: [0, 0, 0, 1] }
const targets = (options: StepOptions, classWeights?: readonly number[]): number[] => [
  ...stepInputs(options, batch, 1, 1e-3, classWeights).targets.data,
]
const rounded = (values: readonly number[]): number[] => values.map((value) => Number(value.toFixed(4)))

describe('stepInputs', () => {
  it('gives each film the same share of the loss, in the column of its class', () => {
    expect(targets(step())).toEqual([0.25, 0, 0.25, 0, 0.25, 0, 0, 0.25])
  })

  it('gives each class the same share where classes have weights', () => {
    expect(rounded(targets(step(), [2 / 3, 2]))).toEqual([0.1667, 0, 0.1667, 0, 0.1667, 0, 0, 0.5])
  })

  it('smooths labels, and keeps each film’s share', () => {
    const smooth = targets(step({ labelSmoothing: 0.2 }))
    expect(rounded(smooth)).toEqual([0.225, 0.025, 0.225, 0.025, 0.225, 0.025, 0.025, 0.225])
  })
})
