import type { Compiled, Engine, Tensors } from '#main/engines/engine.ts'
import { isOutOfMemory } from '#main/engines/memory/outOfMemory.ts'
import { sizeOf, type HostTensor } from '#main/network/tensor.ts'
import { lossNumbers } from './lossNumbers.ts'
import {
  filmInputs,
  parametersOf,
  stateInHalves,
  stateOfSteps,
  stepInputs,
  trainingProgram,
  type Batch,
  type StepOptions,
} from './trainingStep.ts'

/** What changes from step to step; `number` counts from 1. */
export type Step = { number: number; rate: number; classWeights?: readonly number[] }

/** Means over the films of a half; all other numbers of a step are sums over films. */
const isMean = (name: string): boolean => name === 'balance' || name.startsWith('expert ')

/**
 * Steps of training on an engine. Where its memory is too small for a batch, that batch and all after it are computed
 * in two halves, whose gradients are added before the parameters move: the same step, but for the balance of the
 * experts, which is that within each half. Half of a batch that is too large as well ends in the engine's
 * `engine-failed`. Its owner disposes it.
 */
export class Steps {
  readonly #engine: Engine
  readonly #options: StepOptions
  readonly #frozen: Tensors
  #compiled: Compiled
  #isHalved = false

  private constructor(engine: Engine, options: StepOptions, frozen: Tensors, compiled: Compiled) {
    this.#engine = engine
    this.#options = options
    this.#frozen = frozen
    this.#compiled = compiled
  }

  /** `state`: as {@link startState} makes it, or as steps before have left it. */
  static async start(
    engine: Engine,
    options: StepOptions,
    frozen: Tensors,
    trained: Tensors,
    state?: Tensors,
  ): Promise<Steps> {
    const program = trainingProgram(options, frozen, trained)
    return new Steps(engine, options, frozen, await engine.compile(state ? { ...program, state } : program))
  }

  get isHalved(): boolean {
    return this.#isHalved
  }

  /** One step; answers with the loss, its terms and the use of the experts, and `halves` where it was done in two. */
  async run(batch: Batch, { number, rate, classWeights }: Step): Promise<Record<string, number>> {
    const inputs = stepInputs(this.#options, batch, number, rate, classWeights)
    if (this.#isHalved) return this.#runHalves(inputs)
    try {
      return lossNumbers(await this.#compiled.run(inputs))
    } catch (thrown) {
      if (!isOutOfMemory(thrown) || this.#options.batch < 2) throw thrown
      await this.#halve()
      return this.#runHalves(inputs)
    }
  }

  /** A copy of the state as the last step left it. */
  async readState(): Promise<Tensors> {
    return stateOfSteps(await this.#compiled.readState())
  }

  async dispose(): Promise<void> {
    await this.#compiled.dispose()
  }

  async #halve(): Promise<void> {
    const options = { ...this.#options, batch: Math.ceil(this.#options.batch / 2), inHalves: true }
    const state = stateInHalves(await this.#compiled.readState())
    await this.#compiled.dispose()
    this.#compiled = await this.#engine.compile({
      ...trainingProgram(options, this.#frozen, parametersOf(state)),
      state,
    })
    this.#isHalved = true
  }

  async #runHalves(inputs: Tensors): Promise<Record<string, number>> {
    const rows = Math.ceil(this.#options.batch / 2)
    const ofFilms = Object.keys(filmInputs(this.#options))
    const half = async (index: 0 | 1): Promise<Record<string, number>> => {
      const cut = ofFilms.map((name) => [name, rowsOf(inputs[name], index * rows, rows)])
      const when = { keep: one(index), move: one(index) }
      return lossNumbers(await this.#compiled.run({ ...inputs, ...Object.fromEntries(cut), ...when }))
    }
    const [first, second] = [await half(0), await half(1)]
    const both = Object.entries(first).map(([name, value]) => [
      name,
      isMean(name) ? (value + second[name]) / 2 : value + second[name],
    ])
    return { ...Object.fromEntries(both), halves: 2 }
  }
}

const one = (value: number): HostTensor => ({ dims: [1], data: Float32Array.of(value) })

/** So many rows, beyond the last one zeros: films that weigh nothing. */
function rowsOf({ dims, data }: HostTensor, from: number, rows: number): HostTensor {
  const row = sizeOf(dims.slice(1))
  const cut = new Float32Array(rows * row)
  cut.set(data.subarray(from * row, (from + rows) * row))
  return { dims: [rows, ...dims.slice(1)], data: cut }
}
