import type { NetworkShape } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import type { Compiled, Engine, Tensors } from '#main/engines/engine.ts'
import { featureDims, features as featuresOf } from '#main/network/features.ts'
import { inputVersion } from '#main/network/networkInput.ts'
import { trunkParameters } from '#main/network/parameters.ts'
import { type DatasetFilm, type PictureDecoder, vary, type Variation, ContentCache } from '#main/dataset/index.ts'
import { filmsPerRun } from './filmsPerRun.ts'
import { prepareFilms, type DecodedFilm, type FilmStore, type PrepareContext } from './prepareFilms.ts'

/** Films whose features are computed together, in all their views. */
const usualFilms = 2

const asItIs: Variation = { shiftX: 0, shiftY: 0, mirrored: false, brightness: 1, contrast: 1, radians: 0 }
const degrees = (angle: number): number => (angle * Math.PI) / 180

/**
 * What is computed of each film: as it is (the first, the one that is judged), mirrored, and turned, shifted and with
 * other greys.
 */
const variations: readonly Variation[] = [
  asItIs,
  { ...asItIs, mirrored: true },
  { ...asItIs, radians: degrees(9), shiftX: 0.06, contrast: 1.15 },
  { ...asItIs, mirrored: true, radians: degrees(-9), shiftY: 0.06, brightness: 1.15 },
  { ...asItIs, radians: degrees(-14), shiftY: -0.06, brightness: 0.85 },
  { ...asItIs, mirrored: true, radians: degrees(14), shiftX: -0.06, contrast: 0.85 },
]
/**
 * Views of each film whose features are computed. Heads that learn places learn from so many of one film that its varied
 * views gave nothing (docs/places.md), and features of large inputs are large.
 */
export function viewsOf({ places }: Pick<NetworkShape, 'places'>): number {
  return places ? 1 : variations.length
}

/** The parameters of the trunk alone. */
export function trunkOf(parameters: Tensors): Tensors {
  return Object.fromEntries(trunkParameters().map(({ name }) => [name, parameters[name]]))
}

/** Features of each film in several views by the frozen trunk; computed once, then read from the cache. */
export class Features implements FilmStore {
  readonly #shape: NetworkShape
  readonly #cache: ContentCache
  readonly #compile: () => Promise<Compiled>
  readonly #decoder: PictureDecoder
  readonly #prepared = new Set<string>()
  #compiled: Compiled | undefined

  private constructor(
    shape: NetworkShape,
    cache: ContentCache,
    compile: () => Promise<Compiled>,
    decoder: PictureDecoder,
  ) {
    this.#shape = shape
    this.#cache = cache
    this.#compile = compile
    this.#decoder = decoder
  }

  static async open(
    engine: Engine,
    parameters: Tensors,
    shape: NetworkShape,
    cacheDirectory: string,
    decoder: PictureDecoder,
  ): Promise<Features> {
    const weights = trunkOf(parameters)
    const compile = (): Promise<Compiled> =>
      engine.compile({
        inputs: { film: [-1, 1, shape.inputSize, shape.inputSize] },
        weights,
        build: (ops, given) => ({
          outputs: { features: featuresOf(ops, (name) => given.weights[name], given.inputs.film, shape) },
        }),
      })
    const cache = await ContentCache.open(cacheDirectory, 'features', (hash) => {
      const recipe = [inputVersion, shape.inputSize, shape.fit, variations.slice(0, viewsOf(shape))]
      hash.update(JSON.stringify(shape.places ? [...recipe, 'layers 4 and 3'] : recipe))
      for (const { name } of trunkParameters()) hash.update(weights[name].data)
    })
    return new Features(shape, cache, compile, decoder)
  }

  /**
   * Computes what the cache lacks; the trunk stays with the engine until {@link release}. Rejects with the problem of a
   * film that cannot be decoded.
   */
  async prepare(films: readonly DatasetFilm[], context: PrepareContext): Promise<void> {
    const others = films.filter(({ contentHash }) => !this.#prepared.has(contentHash))
    const atATime = filmsPerRun(this.#shape, usualFilms)
    await prepareFilms(others, this.#decoder, this.#shape, this, atATime, context)
    for (const { contentHash } of others) this.#prepared.add(contentHash)
  }

  async has(film: DatasetFilm): Promise<boolean> {
    // Views are written in their order, so the last one tells.
    return (await this.#cached(film, viewsOf(this.#shape) - 1)) !== undefined
  }

  async make(films: readonly DecodedFilm[]): Promise<void> {
    const { inputSize } = this.#shape
    const views = viewsOf(this.#shape)
    const input = new Float32Array(films.length * views * inputSize ** 2)
    films.forEach(({ pixels }, i) => {
      // The first view is the very input of a reading; the others may be rounded.
      input.set(pixels, i * views * inputSize ** 2)
      const rounded = Uint8Array.from(pixels, (value) => Math.round(value * 255))
      for (let view = 1; view < views; view++)
        vary(rounded, inputSize, variations[view], input, (i * views + view) * inputSize ** 2)
    })
    this.#compiled ??= await this.#compile()
    const { features } = await this.#compiled.run({
      film: { dims: [films.length * views, 1, inputSize, inputSize], data: input },
    })
    const length = features.data.length / (films.length * views)
    for (const [i, { film }] of films.entries()) {
      for (let view = 0; view < views; view++) {
        const start = (i * views + view) * length
        await this.#cache.put(keyOf(film, view), Float16Array.from(features.data.subarray(start, start + length)))
      }
    }
  }

  /** Features of one view (0: as it is), channels × h × w. */
  async get(film: DatasetFilm, view: number): Promise<Float16Array> {
    const features = await this.#cached(film, view)
    if (features) return features
    // The view that tells whether a film is prepared goes, so that all are rebuilt when the run goes on.
    await this.#cache.drop(keyOf(film, viewsOf(this.#shape) - 1)).catch(() => undefined)
    throw new ProblemError('cache-lost')
  }

  /** Lets go of what computes features, and its memory; those that were computed stay. */
  async release(): Promise<void> {
    await this.#compiled?.dispose()
    this.#compiled = undefined
  }

  async #cached(film: DatasetFilm, view: number): Promise<Float16Array | undefined> {
    const length = featureDims(this.#shape).reduce((product, dim) => product * dim, 1)
    const bytes = await this.#cache.get(keyOf(film, view), length * Float16Array.BYTES_PER_ELEMENT)
    return bytes && new Float16Array(bytes)
  }
}

function keyOf(film: DatasetFilm, view: number): string {
  return `${film.contentHash}-${view}`
}
