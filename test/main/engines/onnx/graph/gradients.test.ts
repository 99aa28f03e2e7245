import { describe, expect, it } from 'vitest'
import { OnnxEngine } from '#main/engines/onnx/onnxEngine.ts'
import type { Ops } from '#main/network/ops.ts'
import type { HostTensor } from '#main/network/tensor.ts'
import { sizeOf } from '#main/network/tensor.ts'
import { formula } from '../../../../support/formulaTensor.ts'

type Case = { name: string; dims: number[][]; build: <T>(ops: Ops<T>, operands: readonly T[]) => T; positive?: boolean }

/** Each is differentiated with respect to all its operands; odd sizes and strides on purpose. */
const cases: Case[] = [
  {
    name: 'conv 3×3',
    dims: [[2, 3, 6, 5], [4, 3, 3, 3], [4]],
    build: (ops, [x, w, b]) => ops.conv(x, w, b, { stride: 1, padding: 1 }),
  },
  {
    name: 'conv 3×3, stride 2, even size',
    dims: [[2, 3, 6, 8], [4, 3, 3, 3], [4]],
    build: (ops, [x, w, b]) => ops.conv(x, w, b, { stride: 2, padding: 1 }),
  },
  {
    name: 'conv 3×3, stride 2, odd size',
    dims: [[1, 2, 7, 5], [3, 2, 3, 3], [3]],
    build: (ops, [x, w, b]) => ops.conv(x, w, b, { stride: 2, padding: 1 }),
  },
  {
    name: 'conv 1×1, stride 2',
    dims: [[2, 3, 6, 5], [4, 3, 1, 1], [4]],
    build: (ops, [x, w, b]) => ops.conv(x, w, b, { stride: 2, padding: 0 }),
  },
  {
    name: 'conv without bias',
    dims: [
      [2, 3, 4, 4],
      [4, 3, 1, 1],
    ],
    build: (ops, [x, w]) => ops.conv(x, w, null, { stride: 1, padding: 0 }),
  },
  {
    name: 'broadcast add',
    dims: [
      [2, 3, 4, 4],
      [1, 3, 1, 1],
    ],
    build: (ops, [a, b]) => ops.add(a, b),
  },
  {
    name: 'broadcast mul',
    dims: [
      [2, 3, 4, 4],
      [2, 1, 4, 4],
    ],
    build: (ops, [a, b]) => ops.mul(a, b),
  },
  { name: 'sub of another rank', dims: [[2, 3], [3]], build: (ops, [a, b]) => ops.sub(a, b) },
  {
    name: 'div',
    dims: [
      [2, 3],
      [1, 3],
    ],
    build: (ops, [a, b]) => ops.div(a, b),
    positive: true,
  },
  { name: 'relu', dims: [[2, 3, 4, 4]], build: (ops, [x]) => ops.relu(x) },
  { name: 'exp and sqrt', dims: [[2, 3]], build: (ops, [x]) => ops.exp(ops.sqrt(x)), positive: true },
  { name: 'softmax', dims: [[2, 3, 4, 4]], build: (ops, [x]) => ops.softmax(x) },
  { name: 'logSoftmax', dims: [[3, 5]], build: (ops, [x]) => ops.logSoftmax(x) },
  {
    name: 'concat and slice',
    dims: [
      [2, 3, 2, 2],
      [2, 2, 2, 2],
    ],
    build: (ops, [a, b]) => ops.slice(ops.concat([a, b], 1), 1, 2, 4),
  },
  {
    name: 'means',
    dims: [[2, 3, 4, 4]],
    build: (ops, [x]) => ops.mul(ops.meanOverSpace(x), ops.meanOverAllButChannels(x)),
  },
  { name: 'an operand that is used twice', dims: [[2, 3]], build: (ops, [x]) => ops.mul(x, ops.exp(x)) },
]

const engine = new OnnxEngine('onnx-cpu', 'cpu')

describe('the gradient that is written into the graph', () => {
  it.each(cases)('agrees with finite differences: $name', async ({ dims, build, positive }) => {
    const operands: HostTensor[] = dims.map((shape, i) => ({
      dims: shape,
      data: Float32Array.from(formula(sizeOf(shape), i + 1), (v) => (positive ? v + 1 : v)),
    }))
    const inputs = Object.fromEntries(dims.map((shape, i) => [`x${i}`, shape]))
    const compiled = await engine.compile({
      inputs,
      weights: {},
      build: (ops, given) => {
        const wrt = dims.map((_, i) => given.inputs[`x${i}`])
        // Squared, so that the gradient that arrives differs from element to element.
        const squaredSum = <T>(o: Ops<T>, y: T): T => o.sum(o.mul(y, y))
        const { value, gradients } = ops.valueAndGradients((xs) => squaredSum(ops, build(ops, xs)), wrt)
        return { outputs: { value, ...Object.fromEntries(gradients.map((gradient, i) => [`g${i}`, gradient])) } }
      },
    })
    const run = (): ReturnType<typeof compiled.run> =>
      compiled.run(Object.fromEntries(operands.map((operand, i) => [`x${i}`, operand])))
    const analytic = await run()
    const step = 1e-2
    for (const [i, { dims: shape, data }] of operands.entries()) {
      expect(analytic[`g${i}`].dims).toEqual(shape)
      for (let at = 0; at < data.length; at += Math.max(1, Math.floor(data.length / 7))) {
        const before = data[at]
        data[at] = before + step
        const above = (await run()).value.data[0]
        data[at] = before - step
        const below = (await run()).value.data[0]
        data[at] = before
        const numeric = (above - below) / (2 * step)
        const scale = Math.max(...analytic[`g${i}`].data.map(Math.abs), 1e-3)
        expect(Math.abs(numeric - analytic[`g${i}`].data[at]) / scale, `operand ${i}, element ${at}`).toBeLessThan(2e-2)
      }
    }
    await compiled.dispose()
  })

  it('stops where it is told to stop', async () => {
    const compiled = await engine.compile({
      inputs: { x: [2, 3] },
      weights: {},
      build: (ops, { inputs }) => {
        const { gradients } = ops.valueAndGradients(([x]) => ops.sum(ops.mul(x, ops.stopGradient(x))), [inputs.x])
        return { outputs: { gradient: gradients[0] } }
      },
    })
    const x = { dims: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }
    expect((await compiled.run({ x })).gradient.data).toEqual(x.data)
    await compiled.dispose()
  })
})
