import type { NetworkShape } from '#shared/model.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { fractureNet } from '#main/network/fractureNet.ts'

/** Fused logits of films that come in batches (films × size × size greys in 0..1), in their order. */
export async function fusedLogits(
  engine: Engine,
  shape: NetworkShape,
  parameters: Tensors,
  batches: AsyncIterable<Float32Array>,
): Promise<Float32Array[]> {
  const { inputSize, classes } = shape
  const compiled = await engine.compile({
    inputs: { film: [-1, 1, inputSize, inputSize] },
    weights: parameters,
    build: (ops, { inputs, weights }) => ({ outputs: { fused: fractureNet(ops, (name) => weights[name], inputs.film, shape).fused } }),
  })
  try {
    const result: Float32Array[] = []
    for await (const data of batches) {
      const films = data.length / inputSize ** 2
      const { fused } = await compiled.run({ film: { dims: [films, 1, inputSize, inputSize], data } })
      for (let i = 0; i < films; i++) result.push(fused.data.slice(i * classes, (i + 1) * classes))
    }
    return result
  } finally {
    await compiled.dispose()
  }
}
