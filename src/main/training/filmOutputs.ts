import type { NetworkShape } from '#shared/model.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { fractureNet } from '#main/network/fractureNet.ts'

/** What is measured of a film: fused logits, and the trunk's features, standardised and averaged over the film. */
export type FilmOutputs = { logits: Float32Array; pooled: Float32Array }

/** Rows of batched outputs, film by film. */
export function* byFilm(outputs: Tensors, films: number): Generator<FilmOutputs> {
  const row = ({ data }: Tensors[string], film: number): Float32Array => data.slice((film * data.length) / films, ((film + 1) * data.length) / films)
  for (let film = 0; film < films; film++) yield { logits: row(outputs.fused, film), pooled: row(outputs.pooled, film) }
}

/** Outputs of films that come in batches (films × size × size greys in 0..1), in their order. */
export async function filmOutputs(engine: Engine, shape: NetworkShape, parameters: Tensors, batches: AsyncIterable<Float32Array>): Promise<FilmOutputs[]> {
  const { inputSize } = shape
  const compiled = await engine.compile({
    inputs: { film: [-1, 1, inputSize, inputSize] },
    weights: parameters,
    build: (ops, { inputs, weights }) => {
      const { fused, pooled } = fractureNet(ops, (name) => weights[name], inputs.film, shape)
      return { outputs: { fused, pooled } }
    },
  })
  try {
    const result: FilmOutputs[] = []
    for await (const data of batches) {
      const films = data.length / inputSize ** 2
      result.push(...byFilm(await compiled.run({ film: { dims: [films, 1, inputSize, inputSize], data } }), films))
    }
    return result
  } finally {
    await compiled.dispose()
  }
}
