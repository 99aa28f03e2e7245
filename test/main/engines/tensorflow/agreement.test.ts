import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NetworkShape } from '#shared/model.ts'
import { OnnxEngine } from '#main/engines/onnx/onnxEngine.ts'
import type { Engine, Program, Tensors } from '#main/engines/engine.ts'
import { loadTensorflow } from '#main/engines/tensorflow/loadTensorflow.ts'
import { TensorflowEngine } from '#main/engines/tensorflow/tensorflowEngine.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { fractureNet } from '#main/network/fractureNet.ts'
import { heads, namedOutputs } from '#main/network/heads.ts'
import { defaultLossWeights } from '#main/network/losses.ts'
import { featureDims } from '#main/network/features.ts'
import { networkParameters, placeParameters } from '#main/network/parameters.ts'
import { parametersOf, stepInputs, trainingProgram, type StepOptions } from '#main/training/step/trainingStep.ts'
import { formula, formulaParameters } from '../../../support/formulaTensor.ts'
import { hasTensorflow } from '../../../support/tensorflowRuntime.ts'

const shape: NetworkShape = { inputSize: 64, classes: 2, hidden: 32, experts: 4, topK: 1 } as NetworkShape
const side = shape.inputSize
const batch = 3
const labels = [0, 1, 1]
const films = Float32Array.from(formula(batch * side * side, 5), (value) => value + 0.5)
const parameters = formulaParameters(networkParameters(shape))
const trained: Tensors = {}
const frozen: Tensors = {}
for (const [name, tensor] of Object.entries(parameters))
  (/^(conv1|layer1|standardise)/.test(name) ? frozen : trained)[name] = tensor
const options: StepOptions = {
  shape,
  batch,
  from: 'films',
  example: [1, side, side],
  lossWeights: defaultLossWeights,
  adamW: adamWDefaults,
}

const reading: Program = {
  inputs: { film: [-1, 1, side, side] },
  weights: parameters,
  build: (ops, { inputs, weights }) => ({
    outputs: namedOutputs(fractureNet(ops, (name) => weights[name], inputs.film, shape)),
  }),
}
const step = (number: number): Tensors => stepInputs(options, { examples: films, labels }, number, 1e-4)

/**
 * Of the network's end alone, so that many steps take no minutes; with all kinds of operations but the largest
 * convolutions.
 */
const headOptions: StepOptions = { ...options, from: 'features', example: [512, 2, 2] }
const headTrained = Object.fromEntries(Object.entries(trained).filter(([name]) => !name.startsWith('layer')))
const headFrozen = Object.fromEntries(Object.entries(parameters).filter(([name]) => name.startsWith('standardise')))
const features = Float32Array.from(formula(batch * 512 * 4, 9), Math.abs)
const headStep = (number: number): Tensors => stepInputs(headOptions, { examples: features, labels }, number, 1e-3)

function relativeError(actual: Float32Array, expected: Float32Array): number {
  let largest = 1e-12
  let difference = 0
  expected.forEach((value, i) => {
    largest = Math.max(largest, Math.abs(value))
    difference = Math.max(difference, Math.abs(actual[i] - value))
  })
  return difference / largest
}

const onnx = new OnnxEngine('onnx-cpu', 'cpu')
const tensorflow = new TensorflowEngine()

async function once(engine: Engine, program: Program, inputs: Tensors): Promise<Tensors> {
  const compiled = await engine.compile(program)
  const outputs = await compiled.run(inputs)
  await compiled.dispose()
  return outputs
}

describe.skipIf(!hasTensorflow)('TensorFlow and ONNX with the same weights and films', () => {
  let steps: Record<'onnx' | 'tensorflow', Tensors>

  beforeAll(async () => {
    const program = trainingProgram(options, frozen, trained, true)
    steps = { onnx: await once(onnx, program, step(1)), tensorflow: await once(tensorflow, program, step(1)) }
  }, 120_000)

  it('agree on logits, gates and evidence to 1e-4', async () => {
    const film = { dims: [batch, 1, side, side], data: films }
    const expected = await once(onnx, reading, { film })
    const actual = await once(tensorflow, reading, { film })
    expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort())
    for (const [name, { dims, data }] of Object.entries(expected)) {
      expect(actual[name].dims, name).toEqual(dims)
      expect(relativeError(actual[name].data, data), name).toBeLessThan(1e-4)
    }
  })

  it('agree on the loss and all parts of it to 1e-4', () => {
    const parts = Object.keys(steps.onnx).filter((name) => !name.startsWith('gradient:'))
    expect(parts).toContain('total')
    for (const name of parts)
      expect(relativeError(steps.tensorflow[name].data, steps.onnx[name].data), name).toBeLessThan(1e-4)
  })

  it.each(Object.keys(trained))('agree on the gradient of %s to 1e-4', (name) => {
    const [expected, actual] = [steps.onnx[`gradient:${name}`], steps.tensorflow[`gradient:${name}`]]
    expect(actual.dims).toEqual(expected.dims)
    expect(relativeError(actual.data, expected.data)).toBeLessThan(1e-4)
  })

  it.each([0, 1])(
    'agree on the maximum in windows with %i rows of padding, below zero too; and the gradient goes to where it was',
    async (padding) => {
      const pool = { kernel: 3, stride: 2, padding }
      const map = { dims: [2, 3, 9, 9], data: Float32Array.from(formula(2 * 3 * 81, 4), (value) => value - 2) }
      const forward: Program = {
        inputs: { map: [-1, 3, 9, 9] },
        weights: {},
        build: (ops, { inputs }) => ({ outputs: { pooled: ops.maxPool(inputs.map, pool) } }),
      }
      const [expected, actual] = [await once(onnx, forward, { map }), await once(tensorflow, forward, { map })]
      expect(actual.pooled).toEqual(expected.pooled)

      const { gradient } = await once(
        tensorflow,
        {
          inputs: {},
          weights: {},
          state: { map },
          build: (ops, { state }) => {
            const { gradients } = ops.valueAndGradients(([wrt]) => ops.sum(ops.maxPool(wrt, pool)), [state.map])
            return { outputs: { gradient: gradients[0] }, state: { map: state.map } }
          },
        },
        {},
      )
      const windows = new Float32Array(map.data.length)
      const side = expected.pooled.dims[3]
      expected.pooled.data.forEach((highest, i) => {
        const [plane, y, x] = [Math.floor(i / side ** 2), Math.floor(i / side) % side, i % side]
        const inWindow = (at: number): boolean => {
          const [row, column] = [Math.floor((at % 81) / 9) - 2 * y + padding, (at % 9) - 2 * x + padding]
          return Math.floor(at / 81) === plane && Math.min(row, column) >= 0 && Math.max(row, column) < 3
        }
        windows[map.data.findIndex((value, at) => value === highest && inWindow(at))]++
      })
      expect([...gradient.data]).toEqual([...windows])
    },
  )

  it.each([
    ['beside each other', { kernel: 2, stride: 2, padding: 0 }],
    ['around each place', { kernel: 3, stride: 1, padding: 1 }],
    ['around each place, wider', { kernel: 7, stride: 1, padding: 3 }],
    ['over the whole map', { kernel: 8, stride: 8, padding: 0 }],
  ])('agree on the mean in windows %s, and on its gradient', async (_, pool) => {
    const map = { dims: [2, 3, 8, 8], data: Float32Array.from(formula(2 * 3 * 64, 4)) }
    const program: Program = {
      inputs: {},
      weights: {},
      state: { map },
      build: (ops, { state }) => {
        const loss = ([wrt]: readonly (typeof state.map)[]) => {
          const pooled = ops.meanPool(wrt, pool)
          return ops.sum(ops.mul(pooled, pooled))
        }
        const { value, gradients } = ops.valueAndGradients(loss, [state.map])
        return { outputs: { value, gradient: gradients[0] }, state: { map: state.map } }
      },
    }
    const [expected, actual] = [await once(onnx, program, {}), await once(tensorflow, program, {})]
    for (const name of ['value', 'gradient'])
      expect(relativeError(actual[name].data, expected[name].data), name).toBeLessThan(1e-5)
    // By differences, so that both are right and not only alike.
    const valueAt = async (at: number, by: number): Promise<number> => {
      const moved = map.data.slice()
      moved[at] += by
      return (await once(onnx, { ...program, state: { map: { ...map, data: moved } } }, {})).value.data[0]
    }
    const [slope] = [((await valueAt(70, 0.01)) - (await valueAt(70, -0.01))) / 0.02]
    expect(expected.gradient.data[70]).toBeCloseTo(slope, 2)
  })

  it('agree on a network that learns places: its outputs, a step and the gradients', async () => {
    const places: NetworkShape = { ...shape, places: true, inputSize: 128, hidden: 16 }
    const all = formulaParameters(networkParameters(places))
    const example = featureDims(places)
    const data = Float32Array.from(formula(batch * example[0] * 16, 9), Math.abs)
    const reads: Program = {
      inputs: { features: [-1, ...example] },
      weights: all,
      build: (ops, { inputs, weights }) => ({
        outputs: namedOutputs(heads(ops, (name) => weights[name], inputs.features, places)),
      }),
    }
    const given = { features: { dims: [batch, ...example], data } }
    const [expected, actual] = [await once(onnx, reads, given), await once(tensorflow, reads, given)]
    for (const [name, { data: values }] of Object.entries(expected))
      expect(relativeError(actual[name].data, values), name).toBeLessThan(1e-4)

    const single: StepOptions = { ...options, shape: places, from: 'places', example: [3 * example[0], 1, 1] }
    const seen = Float32Array.from(formula(batch * 3 * example[0], 11))
    const teach = trainingProgram(single, {}, formulaParameters(placeParameters(places)), true)
    const inputs = stepInputs(single, { examples: seen, labels }, 1, 1e-3)
    const [first, second] = [await once(onnx, teach, inputs), await once(tensorflow, teach, inputs)]
    for (const [name, { data: values }] of Object.entries(first))
      expect(relativeError(second[name].data, values), name).toBeLessThan(1e-4)
  })

  it.each([
    ['onnx-cpu', onnx, tensorflow],
    ['tensorflow', tensorflow, onnx],
  ] as [string, Engine, Engine][])(
    'go on with the state that %s left, to the same parameters',
    async (_, first, second) => {
      const program = trainingProgram(headOptions, headFrozen, headTrained)
      const ends = await Promise.all(
        [first, second].map(async (after) => {
          const begun = await first.compile(program)
          for (const number of [1, 2]) await begun.run(headStep(number))
          const resumed = await after.compile({ ...program, state: await begun.readState() })
          await begun.dispose()
          for (const number of [3, 4]) await resumed.run(headStep(number))
          const state = await resumed.readState()
          await resumed.dispose()
          return parametersOf(state)
        }),
      )
      for (const name of Object.keys(headTrained))
        expect(relativeError(ends[1][name].data, ends[0][name].data), name).toBeLessThan(1e-3)
    },
  )
})

describe.skipIf(!hasTensorflow)("TensorFlow's tensors", () => {
  const counts = () => {
    const { tf, backend } = loadTensorflow()
    return { tfjs: tf.memory().numTensors, tensorflow: backend.binding.getNumOfTensors() }
  }
  const none = { tfjs: 0, tensorflow: 0 }
  afterAll(() => expect(counts()).toEqual(none))

  it('are all gone after a thousand readings', async () => {
    // A trunk of one convolution before the heads, so that a thousand take seconds.
    const compiled = await tensorflow.compile({
      inputs: { film: [-1, 1, 8, 8] },
      weights: { ...parameters, stem: { dims: [512, 1, 3, 3], data: Float32Array.from(formula(512 * 9, 3)) } },
      build: (ops, { inputs, weights }) => {
        const seen = ops.relu(ops.conv(inputs.film, weights.stem, null, { stride: 2, padding: 1 }))
        const pooled = ops.maxPool(seen, { kernel: 3, stride: 2, padding: 1 })
        return { outputs: namedOutputs(heads(ops, (name) => weights[name], pooled, shape)) }
      },
    })
    const film = { dims: [1, 1, 8, 8], data: films.slice(0, 64) }
    await compiled.run({ film })
    const during = counts()
    for (let i = 0; i < 1000; i++) await compiled.run({ film })
    expect(counts()).toEqual(during)
    await compiled.dispose()
    expect(counts()).toEqual(none)
  }, 120_000)

  it('are all gone after a hundred steps', async () => {
    const compiled = await tensorflow.compile(trainingProgram(headOptions, headFrozen, headTrained))
    for (const number of [1, 2]) await compiled.run(headStep(number))
    const during = counts()
    for (let number = 3; number <= 100; number++) await compiled.run(headStep(number))
    expect(counts()).toEqual(during)
    await compiled.dispose()
    expect(counts()).toEqual(none)
  }, 120_000)

  it('are all gone after runs that failed', async () => {
    const compiled = await tensorflow.compile({ ...reading, inputs: { film: [-1, 1, -1, -1] } })
    const during = counts()
    await expect(
      compiled.run({ film: { dims: [1, 1, 64, 63, 1], data: new Float32Array(64 * 63) } }),
    ).rejects.toMatchObject({ code: 'engine-failed' })
    expect(counts()).toEqual(during)
    await compiled.dispose()
    expect(counts()).toEqual(none)
  })
})
