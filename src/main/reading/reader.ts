import type { EngineName } from '#shared/engine.ts'
import type { ModelCard } from '#shared/model.ts'
import type { Reading } from '#shared/reading.ts'
import type { ModelReference, ReadRequest } from '#main/compute/index.ts'
import { createEngine } from '#main/engines/choose.ts'
import type { Alongside, Runner } from '#main/engines/engine.ts'
import { loadModel, readingProgram } from '#main/model/index.ts'
import { Batcher } from './batcher.ts'
import type { FilmInput, InputShape } from './filmInput.ts'
import { readingOf } from './readingOf.ts'
import { runUpright } from './runUpright.ts'

/** Models that stay ready to read; each holds about 100 MB. */
const keptReady = 2

type Ready = { card: ModelCard; batcher: Batcher }

/** Threads on which an engine's runs go on, and how many films one run takes. */
export type ReadAlongside = Alongside & { filmsPerRun: number }

/** Reads films. Owns the models that it has made ready, and disposes them. */
export class Reader {
  readonly #alongside: ((engine: EngineName) => ReadAlongside) | undefined
  readonly #ready = new Map<string, Promise<Ready>>()

  /**
   * Without `alongside` films are read on the calling thread, one after the other on all cores: soonest for one, not
   * for many.
   */
  constructor(alongside?: (engine: EngineName) => ReadAlongside) {
    this.#alongside = alongside
  }

  /** Shape of a model's input: what {@link read} wants a film to be made into. Rejects as `read` does. */
  async inputShape(model: ModelReference, engine: EngineName): Promise<InputShape> {
    return (await this.#makeReady(model, engine)).card.network
  }

  /**
   * Reads one frame; frames that are asked for together are read together. Rejects with `model-not-found`,
   * `model-invalid`,
   * `engine-unavailable` or `engine-failed`.
   */
  async read(input: FilmInput, request: Pick<ReadRequest, 'frame' | 'model' | 'engine' | 'force'>): Promise<Reading> {
    const { card, batcher } = await this.#makeReady(request.model, request.engine)
    const { outputs, quarters, milliseconds } = await runUpright(batcher, input.pixels, card)
    const { region, film, warnings } = input
    const about = {
      frame: request.frame,
      force: request.force,
      region,
      film,
      quarters,
      engine: request.engine,
      warnings,
      milliseconds: milliseconds + input.milliseconds,
    }
    return readingOf(card, outputs, about)
  }

  async dispose(): Promise<void> {
    const all = [...this.#ready.values()]
    this.#ready.clear()
    await Promise.allSettled(all.map(async (ready) => (await ready).batcher.dispose()))
  }

  /** The model's program, compiled once; the one that was not used for longest makes room. */
  #makeReady(model: ModelReference, engine: EngineName): Promise<Ready> {
    const key = `${engine} ${model.directory}`
    const ready = this.#ready.get(key) ?? this.#compile(model, engine)
    this.#ready.delete(key)
    this.#ready.set(key, ready)
    ready.catch(() => this.#ready.delete(key))
    for (const [oldest, old] of this.#ready) {
      if (this.#ready.size <= keptReady) break
      this.#ready.delete(oldest)
      void old.then(({ batcher }) => batcher.dispose())
    }
    return ready
  }

  async #compile(model: ModelReference, engine: EngineName): Promise<Ready> {
    const loaded = await loadModel(model.directory)
    const program = readingProgram(loaded)
    const alongside = this.#alongside?.(engine)
    const made = createEngine(engine)
    const runners: Runner[] = alongside
      ? await made.compileAlongside(program, alongside)
      : [await made.compile(program)]
    return { card: loaded.card, batcher: new Batcher(runners, loaded.card.network.inputSize, alongside?.filmsPerRun) }
  }
}
