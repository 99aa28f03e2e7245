import { largestBatch } from '#main/compute/index.ts'
import type { Runner, Tensors } from '#main/engines/engine.ts'

export type BatchAnswer = {
  /** The network's outputs for the one film; every tensor has a batch of 1. */
  outputs: Tensors
  /** The film's share of the run. */
  milliseconds: number
}
type Waiting = { pixels: Float32Array; resolve(answer: BatchAnswer): void; reject(reason: unknown): void }

/**
 * Joins films that wait while the engine is busy into one run. A film that comes to an idle engine is run at once, so
 * that nobody who reads one film waits for others. Owns the runners, which run side by side.
 */
export class Batcher {
  readonly #runners: readonly Runner[]
  readonly #inputSize: number
  readonly #most: number
  readonly #idle: Runner[]
  readonly #buffers = new Map<Runner, Float32Array>()
  readonly #waiting: Waiting[] = []
  readonly #running = new Set<Promise<void>>()

  /** `most`: films in one run. */
  constructor(runners: readonly Runner[], inputSize: number, most = largestBatch) {
    this.#runners = runners
    this.#idle = [...runners]
    this.#inputSize = inputSize
    this.#most = most
  }

  /** One film: inputSize × inputSize greys. Rejects with a `ProblemError` where the engine cannot. */
  run(pixels: Float32Array): Promise<BatchAnswer> {
    const answer = new Promise<BatchAnswer>((resolve, reject) => this.#waiting.push({ pixels, resolve, reject }))
    this.#start()
    return answer
  }

  /** Once everything that waits has been run. */
  async dispose(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
    await Promise.all(this.#runners.map((runner) => runner.dispose()))
  }

  #start(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      // No runner is idle while another has films to spare.
      const share = Math.min(this.#most, Math.ceil(this.#waiting.length / this.#idle.length))
      const runner = this.#idle.pop()!
      const running = this.#runTogether(runner, this.#waiting.splice(0, share)).finally(() => {
        this.#running.delete(running)
        this.#idle.push(runner)
        this.#start()
      })
      this.#running.add(running)
    }
  }

  /** One for each runner and all its runs: as much garbage as films are pixels would cost more than copying them. */
  #bufferOf(runner: Runner): Float32Array {
    const buffer = this.#buffers.get(runner) ?? new Float32Array(this.#most * this.#inputSize ** 2)
    this.#buffers.set(runner, buffer)
    return buffer
  }

  async #runTogether(runner: Runner, films: readonly Waiting[]): Promise<void> {
    const side = this.#inputSize
    const data = this.#bufferOf(runner).subarray(0, films.length * side * side)
    films.forEach(({ pixels }, i) => data.set(pixels, i * side * side))
    const started = performance.now()
    try {
      const outputs = await runner.run({ film: { dims: [films.length, 1, side, side], data } })
      const milliseconds = (performance.now() - started) / films.length
      films.forEach((film, i) => film.resolve({ outputs: part(outputs, i), milliseconds }))
    } catch (thrown) {
      if (films.length === 1) films[0].reject(thrown)
      // A batch may fail for want of memory where its films do not.
      else for (const film of films) await this.#runTogether(runner, [film])
    }
  }
}

/** What the outputs of a batch say of its film number `index`. */
function part(outputs: Tensors, index: number): Tensors {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { dims, data }]) => {
      const length = data.length / dims[0]
      return [name, { dims: [1, ...dims.slice(1)], data: data.slice(index * length, (index + 1) * length) }]
    }),
  )
}
