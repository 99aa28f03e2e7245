import { Piscina } from 'piscina'
import { ProblemError } from '#shared/problem.ts'
import { batchWorkerEntry } from '#main/compute/index.ts'
import { Random } from '#main/network/random.ts'
import {
  augmentDefaults,
  drawVariation,
  type AugmentOptions,
  type DatasetFilm,
  type Variation,
} from '#main/dataset/index.ts'
import type { BatchTask } from './batchWorker.ts'
import type { FilmCache } from './filmCache.ts'

export type FilmBatch = { examples: Float32Array; labels: number[]; placeTargets?: Int8Array[] }

/** Makes batches on a thread of its own, one ahead, so that the engine finds the next one waiting. */
export class Batches {
  readonly #cache: FilmCache
  readonly #size: number
  readonly #pool: Piscina
  #coming: Promise<void> | undefined

  constructor(cache: FilmCache, size: number) {
    this.#cache = cache
    this.#size = size
    this.#pool = new Piscina({ filename: batchWorkerEntry, minThreads: 1, maxThreads: 1, execArgv: [] })
  }

  /**
   * Whole batches of one epoch, shuffled and varied; all of it follows from the seed and the epoch. The rest that fills
   * no batch is left out.
   */
  async *epoch(
    films: readonly DatasetFilm[],
    batch: number,
    seed: number,
    epoch: number,
    options: AugmentOptions = augmentDefaults,
    /** What the places of a film are to learn when it is varied so; without it batches have no such targets. */
    targets?: (film: DatasetFilm, variation: Variation) => Int8Array,
  ): AsyncGenerator<FilmBatch> {
    const random = new Random(seed * 100_003 + epoch)
    const order = random.shuffled(films)
    const groups = Array.from({ length: Math.floor(films.length / batch) }, (_, i) =>
      order.slice(i * batch, (i + 1) * batch),
    )
    yield* this.#ahead(
      groups.map((members) => ({ members, variations: members.map(() => drawVariation(random, options)) })),
      targets,
    )
  }

  /** All films in their order, as they are. */
  async *plain(films: readonly DatasetFilm[], batch: number): AsyncGenerator<FilmBatch> {
    const groups = Array.from({ length: Math.ceil(films.length / batch) }, (_, i) =>
      films.slice(i * batch, (i + 1) * batch),
    )
    yield* this.#ahead(groups.map((members) => ({ members, variations: null })))
  }

  async close(): Promise<void> {
    // An answer that comes after the thread's end would be an error that nobody can catch.
    await this.#coming
    await this.#pool.destroy()
  }

  async *#ahead(
    plan: readonly { members: readonly DatasetFilm[]; variations: BatchTask['variations'] }[],
    targets?: (film: DatasetFilm, variation: Variation) => Int8Array,
  ): AsyncGenerator<FilmBatch> {
    const order = (index: number): Promise<Float32Array> | undefined => {
      const next = plan[index]
      if (!next) return undefined
      const files = next.members.map((film) => this.#cache.file(film))
      const task = { files, size: this.#size, variations: next.variations } satisfies BatchTask
      const made: Promise<Float32Array> = this.#pool.run(task).then((batch: Float32Array | undefined) => {
        if (!batch) throw new ProblemError('cache-lost')
        return batch
      })
      // Awaited below; if the loop ends before, its failure must not be unheard.
      this.#coming = made.then(
        () => undefined,
        () => undefined,
      )
      return made
    }
    let coming = order(0)
    for (const [index, { members, variations }] of plan.entries()) {
      const examples = await coming!
      coming = order(index + 1)
      const ofPlaces = targets && variations && { placeTargets: members.map((film, i) => targets(film, variations[i])) }
      yield { examples, labels: members.map((film) => film.label), ...ofPlaces }
    }
  }
}
