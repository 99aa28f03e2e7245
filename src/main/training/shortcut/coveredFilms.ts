import { setImmediate as turn } from 'node:timers/promises'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { trunk, trunkStride } from '#main/network/trunk.ts'
import type { Ops } from '#main/network/ops.ts'
import { shownFilm, type DatasetFilm, type PictureDecoder } from '#main/dataset/index.ts'
import { trunkOf } from '../films/features.ts'
import { withoutAnatomy } from './withoutAnatomy.ts'

/** Side of what the trunk sees of a film. */
export const coveredSide = 224
const filmsAtATime = 8

export type CoveredFilm = {
  /** Mean and maximum over the film's places of the trunk's last two layers. */
  features: Float32Array
  /** coveredSide × coveredSide greys without the anatomy. */
  greys: Uint8Array
  /** The share of the film that is not covered. */
  left: number
}

export type CoverMeans = { engine: Engine; parameters: Tensors; decoder: PictureDecoder; signal: AbortSignal }

/** What is left of films without their anatomy, and the trunk's features of that. Rejects with the problem of a film. */
export async function coverFilms(
  { engine, parameters, decoder, signal }: CoverMeans,
  films: readonly DatasetFilm[],
  onFilm: (done: number, total: number) => void,
): Promise<CoveredFilm[]> {
  const compiled = await engine.compile({
    inputs: { film: [-1, 1, coveredSide, coveredSide] },
    weights: trunkOf(parameters),
    build: (ops, { inputs, weights }) => {
      const maps = trunk(ops, (name) => weights[name], inputs.film)
      return { outputs: { features: pooled(ops, maps.layer3, maps.layer4) } }
    },
  })
  try {
    const result: CoveredFilm[] = []
    for (let start = 0; start < films.length; start += filmsAtATime) {
      signal.throwIfAborted()
      onFilm(start, films.length)
      const covered = await Promise.all(
        films.slice(start, start + filmsAtATime).map(async ({ path, contentHash }) => {
          return withoutAnatomy(await shownFilm(path, decoder, { inputSize: coveredSide, fit: 'pad' }, contentHash))
        }),
      )
      const data = new Float32Array(covered.length * coveredSide ** 2)
      covered.forEach(({ pixels }, i) => data.set(pixels, i * coveredSide ** 2))
      const dims = [covered.length, 1, coveredSide, coveredSide]
      const { features } = await compiled.run({ film: { dims, data } })
      const length = features.data.length / covered.length
      covered.forEach(({ pixels, left }, i) =>
        result.push({
          features: features.data.slice(i * length, (i + 1) * length),
          greys: Uint8Array.from(pixels, (value) => Math.round(value * 255)),
          left,
        }),
      )
      // The engine may compute on this thread, where a cancel waits to be heard.
      await turn()
    }
    return result
  } finally {
    await compiled.dispose()
  }
}

/** A small marker drowns in a mean over the film; its maximum tells of it wherever it lies. */
function pooled<T>(ops: Ops<T>, layer3: T, layer4: T): T {
  const side = coveredSide / trunkStride
  const highest = (map: T, kernel: number): T =>
    ops.meanOverSpace(ops.maxPool(map, { kernel, stride: kernel, padding: 0 }))
  return ops.concat(
    [ops.meanOverSpace(layer3), highest(layer3, 2 * side), ops.meanOverSpace(layer4), highest(layer4, side)],
    1,
  )
}
