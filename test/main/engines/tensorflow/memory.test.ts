import { describe, expect, it } from 'vitest'
import { loadTensorflow } from '#main/engines/tensorflow/loadTensorflow.ts'
import { TensorflowEngine } from '#main/engines/tensorflow/tensorflowEngine.ts'
import type { Engine, Program } from '#main/engines/engine.ts'
import { OnnxEngine } from '#main/engines/onnx/onnxEngine.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { defaultLossWeights } from '#main/network/losses.ts'
import { headParameters, standardisationParameters, startParameters } from '#main/network/parameters.ts'
import { Random } from '#main/network/random.ts'
import { Steps } from '#main/training/step/steps.ts'
import type { StepOptions } from '#main/training/step/trainingStep.ts'
import type { NetworkShape } from '#shared/model.ts'
import { hasTensorflow } from '../../../support/tensorflowRuntime.ts'

const outOfMemory = 'Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[8,64,112,112]'

describe.skipIf(!hasTensorflow)('TensorFlow without enough memory', () => {
  const double: Program = {
    inputs: { x: [-1, 2] },
    weights: {},
    build: (ops, { inputs }) => ({ outputs: { y: ops.exp(ops.scale(inputs.x, 2)) } }),
  }
  const x = { dims: [4, 2], data: Float32Array.of(0, 0, 0, 0, 1, 1, 1, 1) }

  /** Makes the device refuse batches of more than `most` for the time of `work`. */
  async function withRoomFor<T>(most: number, work: () => Promise<T>): Promise<{ result: T; refused: number }> {
    const { backend } = loadTensorflow()
    const execute = backend.executeSingleInput
    let refused = 0
    backend.executeSingleInput = function (name, input) {
      if (input.shape[0] <= most) return execute.call(this, name, input)
      refused++
      throw new Error(outOfMemory)
    }
    try {
      return { result: await work(), refused }
    } finally {
      backend.executeSingleInput = execute
    }
  }

  it('reads a smaller batch, once', async () => {
    const compiled = await new TensorflowEngine().compile(double)
    const { result, refused } = await withRoomFor(2, () => compiled.run({ x }))
    expect(refused).toBe(1)
    expect(result.y.dims).toEqual([4, 2])
    expect([...result.y.data].map((value) => Math.log(value).toFixed(3))).toEqual([
      '0.000',
      '0.000',
      '0.000',
      '0.000',
      '2.000',
      '2.000',
      '2.000',
      '2.000',
    ])
    await compiled.dispose()
  })

  it('then says what to do', async () => {
    const compiled = await new TensorflowEngine().compile(double)
    const message = expect.stringContaining('graphics card has too little memory')
    await withRoomFor(1, () => expect(compiled.run({ x })).rejects.toMatchObject({ code: 'engine-failed', message }))
    await compiled.dispose()
    expect(loadTensorflow().tf.memory().numTensors).toBe(0)
  })

  it('computes a step in two halves from then on, and leaves no tensor behind', async () => {
    const shape: NetworkShape = { inputSize: 64, fit: 'pad', classes: 2, hidden: 8, experts: 2, topK: 1 }
    const random = new Random(3)
    const [frozen, trained] = [
      startParameters(standardisationParameters(shape), random),
      startParameters(headParameters(shape), random),
    ]
    const options: StepOptions = {
      shape,
      batch: 8,
      from: 'features',
      example: [512, 2, 2],
      lossWeights: defaultLossWeights,
      adamW: adamWDefaults,
    }
    const batch = {
      examples: Float32Array.from({ length: 8 * 2048 }, (_, i) => ((i * 7919) % 2003) / 2003),
      labels: [0, 1, 0, 1, 1, 0, 1, 0],
    }
    const totals = async (engine: Engine, halves?: number): Promise<number[]> => {
      const steps = await Steps.start(engine, options, frozen, trained)
      const told: Record<string, number>[] = []
      for (let number = 1; number <= 3; number++) told.push(await steps.run(batch, { number, rate: 1e-3 }))
      await steps.dispose()
      for (const losses of told) expect(losses.halves).toBe(halves)
      return told.map(({ total }) => total)
    }
    const whole = await totals(new OnnxEngine('onnx-cpu', 'cpu'))
    const { backend, tf } = loadTensorflow()
    const execute = backend.executeSingleOutput
    let refused = 0
    backend.executeSingleOutput = function (name, attributes, inputs) {
      if (name !== 'Conv2D' || inputs[0].shape[0]! <= 4) return execute.call(this, name, attributes, inputs)
      refused++
      throw new Error(outOfMemory)
    }
    try {
      const halves = await totals(new TensorflowEngine(), 2)
      expect(refused).toBe(1)
      // But for the balance of the experts, a hundredth of the loss.
      halves.forEach((total, i) => expect(total).toBeCloseTo(whole[i], 2))
    } finally {
      backend.executeSingleOutput = execute
    }
    expect(tf.memory().numTensors).toBe(0)
  })
})
