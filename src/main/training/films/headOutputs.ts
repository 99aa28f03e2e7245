import type { NetworkShape } from '#shared/model.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { heads } from '#main/network/heads.ts'
import type { DatasetFilm } from '#main/dataset/index.ts'
import { featureDims } from '#main/network/features.ts'
import type { Features } from './features.ts'
import { byFilm, measuredOutputs, type FilmOutputs } from './filmOutputs.ts'
import { filmsPerRun } from './filmsPerRun.ts'
import { gather } from './gather.ts'

const usualFilms = 32

/** Fused logits of each prepared film in one view (0: as it is), by heads with the given parameters. */
export async function headLogits(...what: Parameters<typeof headOutputs>): Promise<Float32Array[]> {
  return (await headOutputs(...what)).map(({ logits }) => logits)
}

/** What is measured of each prepared film in one view (0: as it is), by heads with the given parameters. */
export async function headOutputs(
  engine: Engine,
  features: Features,
  shape: NetworkShape,
  parameters: Tensors,
  films: readonly DatasetFilm[],
  view = 0,
): Promise<FilmOutputs[]> {
  const example = featureDims(shape)
  const atOnce = filmsPerRun(shape, usualFilms)
  const compiled = await engine.compile({
    inputs: { features: [-1, ...example] },
    weights: parameters,
    build: (ops, { inputs, weights }) => ({
      outputs: measuredOutputs(
        ops,
        heads(ops, (name) => weights[name], inputs.features, shape),
      ),
    }),
  })
  try {
    const result: FilmOutputs[] = []
    for (let start = 0; start < films.length; start += atOnce) {
      const members = films.slice(start, start + atOnce)
      const picks = members.map((film) => ({ film, view }))
      const data = await gather(features, picks, example)
      const outputs = await compiled.run({ features: { dims: [members.length, ...example], data } })
      result.push(...byFilm(outputs, members.length))
    }
    return result
  } finally {
    await compiled.dispose()
  }
}
