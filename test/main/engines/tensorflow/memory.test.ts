import { describe, expect, it } from 'vitest'
import { loadTensorflow } from '#main/engines/tensorflow/loadTensorflow.ts'
import { TensorflowEngine } from '#main/engines/tensorflow/tensorflowEngine.ts'
import type { Program } from '#main/engines/engine.ts'
import { hasTensorflow } from '../../../support/tensorflowRuntime.ts'

const outOfMemory = 'Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[8,64,112,112]'

describe.skipIf(!hasTensorflow)('TensorFlow without enough memory', () => {
  const double: Program = { inputs: { x: [-1, 2] }, weights: {}, build: (ops, { inputs }) => ({ outputs: { y: ops.exp(ops.scale(inputs.x, 2)) } }) }
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
    expect([...result.y.data].map((value) => Math.log(value).toFixed(3))).toEqual(['0.000', '0.000', '0.000', '0.000', '2.000', '2.000', '2.000', '2.000'])
    await compiled.dispose()
  })

  it('then says what to do', async () => {
    const compiled = await new TensorflowEngine().compile(double)
    const message = expect.stringContaining('graphics card is too small')
    await withRoomFor(1, () => expect(compiled.run({ x })).rejects.toMatchObject({ code: 'engine-failed', message }))
    await compiled.dispose()
    expect(loadTensorflow().tf.memory().numTensors).toBe(0)
  })
})
