import type { Compiled, Tensors } from '#main/engines/engine.ts'

/** Films in one run of the engine, at most. More do not make a processor faster, and cost memory. */
export const largestBatch = 8

export type BatchAnswer = {
  /** The network's outputs for the one film; every tensor has a batch of 1. */
  outputs: Tensors
  /** The film's share of the run. */
  milliseconds: number
}
type Waiting = { pixels: Float32Array; resolve(answer: BatchAnswer): void; reject(reason: unknown): void }

/**
 * Joins films that wait while the engine is busy into one run. A film that comes to an idle engine is run at once, so that nobody who
 * reads one film waits for others. Owns the compiled program.
 */
export class Batcher {
  readonly #compiled: Compiled
  readonly #inputSize: number
  readonly #waiting: Waiting[] = []
  #draining: Promise<void> | undefined

  constructor(compiled: Compiled, inputSize: number) {
    this.#compiled = compiled
    this.#inputSize = inputSize
  }

  /** One film: inputSize × inputSize greys. Rejects with a `ProblemError` where the engine cannot. */
  run(pixels: Float32Array): Promise<BatchAnswer> {
    const answer = new Promise<BatchAnswer>((resolve, reject) => this.#waiting.push({ pixels, resolve, reject }))
    this.#draining ??= this.#drain().finally(() => (this.#draining = undefined))
    return answer
  }

  /** Once everything that waits has been run. */
  async dispose(): Promise<void> {
    await this.#draining
    await this.#compiled.dispose()
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) await this.#runTogether(this.#waiting.splice(0, largestBatch))
  }

  async #runTogether(films: readonly Waiting[]): Promise<void> {
    const side = this.#inputSize
    const data = new Float32Array(films.length * side * side)
    films.forEach(({ pixels }, i) => data.set(pixels, i * side * side))
    const started = performance.now()
    try {
      const outputs = await this.#compiled.run({ film: { dims: [films.length, 1, side, side], data } })
      const milliseconds = (performance.now() - started) / films.length
      films.forEach((film, i) => film.resolve({ outputs: part(outputs, i), milliseconds }))
    } catch (thrown) {
      if (films.length === 1) films[0].reject(thrown)
      // A batch may fail for want of memory where its films do not.
      else for (const film of films) await this.#runTogether([film])
    }
  }
}

/** What the outputs of a batch say of its film number `index`. */
function part(outputs: Tensors, index: number): Tensors {
  return Object.fromEntries(Object.entries(outputs).map(([name, { dims, data }]) => {
    const length = data.length / dims[0]
    return [name, { dims: [1, ...dims.slice(1)], data: data.slice(index * length, (index + 1) * length) }]
  }))
}
