import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { NetworkShape } from '#shared/model.ts'
import { OnnxEngine } from '#main/engines/onnx/onnxEngine.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { fractureNet } from '#main/network/fractureNet.ts'
import { namedOutputs } from '#main/network/heads.ts'
import { defaultLossWeights } from '#main/network/losses.ts'
import { networkParameters } from '#main/network/parameters.ts'
import { parametersOf, stepInputs, trainingProgram, type StepOptions } from '#main/training/step/trainingStep.ts'
import { formula, formulaParameters } from '../../support/formulaTensor.ts'

type Sampled = { norm: number; sum: number; at: number[]; values: number[] }
const reference = JSON.parse(readFileSync(new URL('../network/torchReference.json', import.meta.url), 'utf8')) as {
  shape: NetworkShape
  batch: number
  labels: number[]
  outputs: Record<string, { dims: number[]; values: number[] }>
  losses: Record<string, number>
  gradients: Record<string, Sampled>
  afterTenSteps: { loss: number; parameters: Record<string, Sampled> }
}

const { shape, batch, labels } = reference
const squares = formula(batch * (shape.inputSize / 16) ** 2, 1000)
const films = Float32Array.from({ length: batch * shape.inputSize ** 2 }, (_, i) => {
  const across = shape.inputSize / 16
  const [row, column] = [Math.floor(i / shape.inputSize / 16), Math.floor((i % shape.inputSize) / 16)]
  return squares[row * across + column] + 0.5
})
const parameters = formulaParameters(networkParameters(shape))
const trained: Tensors = {}
const frozen: Tensors = {}
for (const [name, tensor] of Object.entries(parameters))
  (/^(conv1|layer1|standardise)/.test(name) ? frozen : trained)[name] = tensor
const options: StepOptions = {
  shape,
  batch,
  from: 'films',
  example: [1, shape.inputSize, shape.inputSize],
  lossWeights: defaultLossWeights,
  adamW: adamWDefaults,
}
const engine = new OnnxEngine('onnx-cpu', 'cpu')

/** Largest difference, relative to the largest magnitude of what is expected. */
function relativeError(actual: ArrayLike<number>, expected: readonly number[]): number {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12)
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(actual[i] - value)), 0) / largest
}

function sampledError(actual: Float32Array, expected: Sampled): number {
  const norm = Math.sqrt(actual.reduce((total, value) => total + value * value, 0))
  const scale = expected.norm / Math.sqrt(actual.length)
  const elements = expected.at.reduce(
    (most, index, i) => Math.max(most, Math.abs(actual[index] - expected.values[i])),
    0,
  )
  const largest = expected.values.reduce((most, value) => Math.max(most, Math.abs(value)), scale)
  return Math.max(Math.abs(norm - expected.norm) / expected.norm, elements / largest)
}

describe('the ONNX engine against PyTorch in float64', () => {
  let step: Tensors
  let afterTenSteps: Tensors
  let lossAfterTenSteps: number

  beforeAll(async () => {
    const compiled = await engine.compile(trainingProgram(options, frozen, trained, true))
    step = await compiled.run(stepInputs(options, { examples: films, labels }, 1, 1e-4))
    for (let i = 2; i <= 10; i++) await compiled.run(stepInputs(options, { examples: films, labels }, i, 1e-4))
    afterTenSteps = parametersOf(await compiled.readState())
    lossAfterTenSteps = (await compiled.run(stepInputs(options, { examples: films, labels }, 11, 1e-4))).total.data[0]
    await compiled.dispose()
  }, 120_000)

  it('gives the same logits, gates and evidence to 1e-4', async () => {
    const compiled = await engine.compile({
      inputs: { film: [-1, 1, shape.inputSize, shape.inputSize] },
      weights: parameters,
      build: (ops, { inputs, weights }) => ({
        outputs: namedOutputs(fractureNet(ops, (name) => weights[name], inputs.film, shape)),
      }),
    })
    const outputs = await compiled.run({ film: { dims: [batch, 1, shape.inputSize, shape.inputSize], data: films } })
    await compiled.dispose()
    for (const [name, expected] of Object.entries(reference.outputs)) {
      expect(outputs[name].dims, name).toEqual(expected.dims)
      expect(relativeError(outputs[name].data, expected.values), name).toBeLessThan(1e-4)
    }
  })

  it('gives the same loss and parts of it to 1e-4', () => {
    for (const [name, expected] of Object.entries(reference.losses))
      expect(step[name].data[0] / expected, name).toBeCloseTo(1, 4)
  })

  it.each(Object.keys(reference.gradients))('gives the same gradient of %s to 1e-4', (name) => {
    expect(sampledError(step[`gradient:${name}`].data, reference.gradients[name])).toBeLessThan(1e-4)
  })

  it('is at the same parameters after ten steps of AdamW to 1e-3', () => {
    for (const [name, expected] of Object.entries(reference.afterTenSteps.parameters)) {
      expect(sampledError(afterTenSteps[name].data, expected), name).toBeLessThan(1e-3)
    }
    expect(lossAfterTenSteps / reference.afterTenSteps.loss).toBeCloseTo(1, 2)
  })
})
