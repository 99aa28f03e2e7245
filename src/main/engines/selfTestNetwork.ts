import type { NetworkShape } from '#shared/model.ts'
import { heads } from '#main/network/heads.ts'
import { headParameters, standardisationParameters } from '#main/network/parameters.ts'
import { sizeOf, type HostTensor } from '#main/network/tensor.ts'
import { trunkChannels } from '#main/network/trunk.ts'
import type { Engine, Program, Tensors } from './engine.ts'

const shape: NetworkShape = { inputSize: 32, hidden: 16, experts: 4, classes: 2, topK: 1, fit: 'pad' }
const side = shape.inputSize

/** Looks random and is the same everywhere. */
function values(dims: readonly number[], seed: number, largest: number, about = 0): HostTensor {
  return {
    dims,
    data: Float32Array.from(
      { length: sizeOf(dims) },
      (_, i) => about + largest * (((i * 7919 + seed * 1_299_709) % 2003) / 1001 - 1),
    ),
  }
}

/**
 * The network's heads, over a trunk of two convolutions in the place of twenty: all kinds of operations, in
 * milliseconds.
 */
const program: Program = {
  inputs: { film: [-1, 1, side, side] },
  weights: {
    stem: values([32, 1, 7, 7], 1, 0.3),
    last: values([trunkChannels, 32, 3, 3], 2, 0.1),
    ...Object.fromEntries(
      [...standardisationParameters(shape), ...headParameters(shape)].map(({ name, dims, start }, i) => {
        return [
          name,
          values(dims, i + 3, start === 'he' ? Math.sqrt(6 / sizeOf(dims.slice(1))) : 0.1, start === 'ones' ? 1 : 0),
        ]
      }),
    ),
  },
  build: (ops, { inputs, weights }) => {
    const seen = ops.relu(ops.conv(inputs.film, weights.stem, null, { stride: 2, padding: 3 }))
    const pooled = ops.maxPool(seen, { kernel: 3, stride: 2, padding: 1 })
    const features = ops.relu(ops.conv(pooled, weights.last, null, { stride: 2, padding: 1 }))
    const { fused, teacher, student } = heads(ops, (name) => weights[name], features, shape)
    return { outputs: { fused, teacher, student } }
  },
}

async function logits(engine: Engine): Promise<Tensors> {
  const compiled = await engine.compile(program)
  try {
    return await compiled.run({ film: values([1, 1, side, side], 0, 0.5, 0.5) })
  } finally {
    await compiled.dispose()
  }
}

/**
 * Whether the engine reads as the reference does: logits to 1e-3 of the largest, since cards may round products to
 * fewer bits.
 */
export async function agreesWith(reference: Engine, engine: Engine): Promise<boolean> {
  const [expected, actual] = [await logits(reference), await logits(engine)]
  return Object.entries(expected).every(([name, { data }]) => {
    const largest = Math.max(...data.map(Math.abs))
    return data.every((value, i) => Math.abs(actual[name].data[i] - value) <= 1e-3 * largest)
  })
}
