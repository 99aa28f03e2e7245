import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Graph, type Symbol } from '#main/engines/onnx/graph/graph.ts'
import { onnxFile } from '#main/engines/onnx/onnxFile.ts'
import { OnnxOps } from '#main/engines/onnx/graph/onnxOps.ts'
import { openSession, toOrt } from '#main/engines/onnx/session.ts'
import { WinogradOps } from '#main/engines/onnx/winograd/winogradOps.ts'
import { sizeOf, type HostTensor } from '#main/network/tensor.ts'
import { formula } from '../../../../support/formulaTensor.ts'

const sameSize = { stride: 1, padding: 1 }

/** Two convolutions with a shortcut from a map of half the stride, as in a layer of the network. */
function block(ops: OnnxOps, [x, halving, bias, first, second]: readonly Symbol[]): Symbol {
  const halved = ops.conv(x, halving, bias, { stride: 2, padding: 1 })
  const seen = ops.relu(ops.conv(ops.relu(halved), first, bias, sameSize))
  return ops.relu(ops.add(ops.conv(seen, second, null, sameSize), halved))
}

async function run(
  ops: (graph: Graph) => OnnxOps,
  inputs: Record<string, HostTensor>,
  build: (ops: OnnxOps, inputs: Symbol[]) => Symbol[],
  declared: (dims: readonly number[]) => readonly number[] = (dims) => dims,
): Promise<Float32Array[]> {
  const graph = new Graph()
  const symbols = Object.entries(inputs).map(([name, { dims }]) => graph.input(name, declared(dims)))
  build(ops(graph), symbols).forEach((symbol, i) => graph.output(`output ${i}`, symbol))
  const session = await openSession(onnxFile(graph, 'test'), 'cpu', 1)
  const feeds = Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, toOrt(tensor)]))
  const results = await session.run(feeds)
  await session.release()
  return session.outputNames.map((name) => results[name].data as Float32Array)
}

const direct = (graph: Graph): OnnxOps => new OnnxOps(graph)
const always = (graph: Graph): OnnxOps => new WinogradOps(graph, { always: true })

function expectAlike(found: readonly Float32Array[], wanted: readonly Float32Array[]): void {
  expect(found).toHaveLength(wanted.length)
  found.forEach((values, i) => {
    expect(values).toHaveLength(wanted[i].length)
    const scale = wanted[i].reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6)
    const off = values.reduce((most, value, at) => Math.max(most, Math.abs(value - wanted[i][at])), 0)
    expect(off / scale).toBeLessThan(2e-5)
  })
}

const shapes = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  channels: fc.integer({ min: 1, max: 5 }),
  filters: fc.integer({ min: 1, max: 5 }),
  height: fc.integer({ min: 1, max: 19 }),
  width: fc.integer({ min: 1, max: 19 }),
})

/** Numbers between -1/2 and 1/2. */
const tensor = (dims: number[], seed: number): HostTensor => ({
  dims,
  data: Float32Array.from(formula(sizeOf(dims), seed)),
})

const operands = ({ batch, channels, filters, height, width }: Record<string, number>): Record<string, HostTensor> => ({
  x: tensor([batch, channels, height, width], 1),
  halving: tensor([filters, channels, 3, 3], 2),
  bias: tensor([filters], 3),
  first: tensor([filters, filters, 3, 3], 4),
  second: tensor([filters, filters, 3, 3], 5),
})

describe('convolutions by Winograd’s algorithm', () => {
  it('give what direct ones give, whatever the size of the map', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const build = (ops: OnnxOps, inputs: Symbol[]): Symbol[] => [block(ops, inputs)]
        expectAlike(await run(always, operands(shape), build), await run(direct, operands(shape), build))
      }),
      { seed: 1, numRuns: 40 },
    )
  })

  it('give the same gradients', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const build = (ops: OnnxOps, inputs: Symbol[]): Symbol[] => {
          const loss = (wrt: readonly Symbol[]): Symbol => ops.sum(ops.mul(block(ops, wrt), block(ops, wrt)))
          const { value, gradients } = ops.valueAndGradients(loss, inputs)
          return [value, ...gradients]
        }
        expectAlike(await run(always, operands(shape), build), await run(direct, operands(shape), build))
      }),
      { seed: 2, numRuns: 40 },
    )
  })

  it('give each film the same numbers to the last bit, alone and in a batch of any size', async () => {
    const shape = { batch: 5, channels: 3, filters: 4, height: 13, width: 18 }
    const { x, ...others } = operands(shape)
    const weights = Object.values(others)
    const read = async (films: HostTensor): Promise<Float32Array> => {
      const [found] = await run(
        always,
        { films },
        (ops, [symbol]) => [block(ops, [symbol, ...weights.map((weight) => ops.constant(weight))])],
        (dims) => [-1, ...dims.slice(1)],
      )
      return found
    }
    const all = await read(x)
    const one = sizeOf(x.dims) / shape.batch
    const each = all.length / shape.batch
    for (let film = 0; film < shape.batch; film++) {
      const alone = await read({ dims: [1, ...x.dims.slice(1)], data: x.data.slice(film * one, (film + 1) * one) })
      expect(alone).toEqual(all.slice(film * each, (film + 1) * each))
    }
  })

  it.each([
    { name: 'few channels', channels: 64, side: 56, batch: 8, isFaster: false },
    { name: 'many channels', channels: 128, side: 28, batch: 1, isFaster: true },
    { name: 'small maps of many channels', channels: 512, side: 7, batch: 1, isFaster: false },
    { name: 'many such maps', channels: 512, side: 7, batch: 8, isFaster: true },
    { name: 'maps that lie in a batch of any size', channels: 512, side: 7, batch: -1, isFaster: false },
  ])('are used only where they are faster: $name', ({ channels, side, batch, isFaster }) => {
    const graph = new Graph()
    const ops = new WinogradOps(graph)
    const x = graph.input('x', [batch, channels, side, side])
    ops.conv(x, graph.input('weight', [channels, channels, 3, 3]), null, sameSize)
    expect(graph.nodes.some(({ node }) => node.op === 'Conv')).toBe(!isFaster)
  })
})
