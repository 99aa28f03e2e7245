import type { NetworkShape } from '#shared/model.ts'
import type { Compiled, Engine, Tensors } from '#main/engines/engine.ts'
import { networkInput } from '#main/network/networkInput.ts'
import { trunkParameters } from '#main/network/parameters.ts'
import { trunk, trunkChannels, trunkStride } from '#main/network/trunk.ts'
import type { StudyDecoder } from '#main/study/service.ts'
import type { DatasetFilm } from './dataset/dataset.ts'
import { ContentCache } from './contentCache.ts'
import { prepareFilms, type DecodedFilm, type FilmStore, type PrepareContext } from './prepareFilms.ts'

/** Films whose features are computed together, each also mirrored. */
const filmsPerBatch = 4
/** A film as it is, and mirrored left to right. */
export const views = 2

export function featureDims({ inputSize }: NetworkShape): [number, number, number] {
  return [trunkChannels, inputSize / trunkStride, inputSize / trunkStride]
}

/** Features of each film and of its mirror image by the frozen trunk; computed once, then read from the cache. */
export class Features implements FilmStore {
  readonly #shape: NetworkShape
  readonly #cache: ContentCache
  readonly #compiled: Compiled
  readonly #decoder: StudyDecoder

  private constructor(shape: NetworkShape, cache: ContentCache, compiled: Compiled, decoder: StudyDecoder) {
    this.#shape = shape
    this.#cache = cache
    this.#compiled = compiled
    this.#decoder = decoder
  }

  static async open(engine: Engine, parameters: Tensors, shape: NetworkShape, cacheDirectory: string, decoder: StudyDecoder): Promise<Features> {
    const weights = Object.fromEntries(trunkParameters().map(({ name }) => [name, parameters[name]]))
    const compiled = await engine.compile({
      inputs: { film: [-1, 1, shape.inputSize, shape.inputSize] },
      weights,
      build: (ops, given) => ({ outputs: { features: trunk(ops, (name) => given.weights[name], given.inputs.film) } }),
    })
    const cache = await ContentCache.open(cacheDirectory, 'features', (hash) => {
      hash.update(`${shape.inputSize} ${shape.fit}`)
      for (const { name } of trunkParameters()) hash.update(weights[name].data)
    })
    return new Features(shape, cache, compiled, decoder)
  }

  /** Computes what the cache lacks. Returns the films whose pixels could be decoded. */
  prepare(films: readonly DatasetFilm[], context: PrepareContext): Promise<DatasetFilm[]> {
    return prepareFilms(films, this.#decoder, this, filmsPerBatch, context)
  }

  async has(film: DatasetFilm): Promise<boolean> {
    return (await this.#cached(film)) !== undefined
  }

  async make(films: readonly DecodedFilm[]): Promise<void> {
    const { inputSize } = this.#shape
    const input = new Float32Array(films.length * views * inputSize ** 2)
    films.forEach(({ grey }, i) => {
      const { pixels } = networkInput(grey, this.#shape)
      input.set(pixels, i * views * inputSize ** 2)
      input.set(mirrored(pixels, inputSize), (i * views + 1) * inputSize ** 2)
    })
    const { features } = await this.#compiled.run({ film: { dims: [films.length * views, 1, inputSize, inputSize], data: input } })
    const length = features.data.length / films.length
    await Promise.all(films.map(({ film }, i) =>
      this.#cache.put(film.contentHash, Float16Array.from(features.data.subarray(i * length, (i + 1) * length)))))
  }

  /** Features of one view (0 as it is, 1 mirrored), 512 × h × w. */
  async get(film: DatasetFilm, view: number): Promise<Float16Array> {
    const both = await this.#cached(film)
    if (!both) throw new Error('The features of a prepared film have vanished from the cache.')
    return both.subarray((view * both.length) / views, ((view + 1) * both.length) / views)
  }

  async dispose(): Promise<void> {
    await this.#compiled.dispose()
  }

  async #cached(film: DatasetFilm): Promise<Float16Array | undefined> {
    const [channels, height, width] = featureDims(this.#shape)
    const bytes = await this.#cache.get(film.contentHash, views * channels * height * width * Float16Array.BYTES_PER_ELEMENT)
    return bytes && new Float16Array(bytes)
  }
}

function mirrored(pixels: Float32Array, size: number): Float32Array {
  const result = new Float32Array(pixels.length)
  for (let row = 0; row < pixels.length; row += size) {
    for (let x = 0; x < size; x++) result[row + x] = pixels[row + size - 1 - x]
  }
  return result
}
