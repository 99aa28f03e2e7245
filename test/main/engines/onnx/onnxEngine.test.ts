import { describe, expect, it } from 'vitest'
import { OnnxEngine, writeProgram } from '#main/engines/onnx/onnxEngine.ts'
import type { Program } from '#main/engines/engine.ts'

const engine = new OnnxEngine('onnx-cpu', 'cpu')
const counter: Program = {
  inputs: { step: [1] },
  weights: {},
  state: { total: { dims: [1], data: Float32Array.of(10) } },
  build: (ops, { inputs, state }) => {
    const total = ops.add(state.total, inputs.step)
    return { outputs: { seen: total }, state: { total } }
  },
}

describe('OnnxEngine', () => {
  it('keeps state from run to run and leaves the starting values alone', async () => {
    const compiled = await engine.compile(counter)
    for (const expected of [13, 16, 19]) {
      const { seen } = await compiled.run({ step: { dims: [1], data: Float32Array.of(3) } })
      expect(seen.data[0]).toBe(expected)
    }
    expect((await compiled.readState()).total.data[0]).toBe(19)
    expect(counter.state!.total.data[0]).toBe(10)
    await compiled.dispose()
  })

  it('computes nothing that is not asked for', () => {
    const asked: Program = {
      inputs: { x: [1, 2] },
      weights: {},
      build: (ops, { inputs }) => ({ outputs: { y: ops.relu(inputs.x) } }),
    }
    const more: Program = {
      ...asked,
      build: (ops, given) => {
        ops.exp(given.inputs.x)
        return asked.build(ops, given)
      },
    }
    expect(Buffer.from(writeProgram(more)).includes('Exp')).toBe(false)
    expect(writeProgram(more)).toHaveLength(writeProgram(asked).length)
  })

  it('takes a batch of any size', async () => {
    const compiled = await engine.compile({
      inputs: { x: [-1, 4, 2, 2] },
      weights: {},
      build: (ops, { inputs }) => ({ outputs: { mask: ops.topKMask(inputs.x, 2) } }),
    })
    for (const batch of [1, 3]) {
      const data = Float32Array.from({ length: batch * 16 }, (_, i) => (i * 7) % 16)
      const { mask } = await compiled.run({ x: { dims: [batch, 4, 2, 2], data } })
      expect(mask.dims).toEqual([batch, 4, 2, 2])
      for (let film = 0; film < batch; film++) {
        for (let cell = 0; cell < 4; cell++) {
          const values = [0, 1, 2, 3].map((channel) => data[film * 16 + channel * 4 + cell])
          const threshold = values.toSorted((a, b) => b - a)[1]
          expect([0, 1, 2, 3].map((channel) => mask.data[film * 16 + channel * 4 + cell])).toEqual(
            values.map((v) => Number(v >= threshold)),
          )
        }
      }
    }
    await compiled.dispose()
  })

  it('says what is wrong with an input of another shape, and works afterwards', async () => {
    const compiled = await engine.compile(counter)
    await expect(compiled.run({ step: { dims: [2], data: Float32Array.of(1, 2) } })).rejects.toMatchObject({
      code: 'engine-failed',
    })
    await expect(compiled.run({ step: { dims: [1], data: Float32Array.of(1) } })).resolves.toHaveProperty('seen')
    await compiled.dispose()
  })

  it('says that a provider is not here', async () => {
    await expect(new OnnxEngine('onnx-coreml', 'no-such-provider').compile(counter)).rejects.toMatchObject({
      code: 'engine-unavailable',
    })
  })
})
