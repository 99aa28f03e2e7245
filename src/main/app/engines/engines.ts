import {
  processorEngine,
  type EngineName,
  type EngineReport,
  type EngineTest,
  type ExamineMode,
} from '#shared/engine.ts'
import { fromProblem, toProblem } from '#shared/problem.ts'
import type { LaunchCompute, ComputeService } from '#main/compute/index.ts'
import { engineReports } from '#main/engines/engineReports.ts'
import { ignoreProblem } from './ignoreProblem.ts'
import type { EngineChoice } from './engineChoice.ts'
import { examine, inOwnProcess } from './ownProcess.ts'
import { readSample, type Sample } from './readSample.ts'

export type EnginesServices = {
  choice: EngineChoice
  /** What the user has fixed, as it is now. */
  fixed(): EngineName | undefined
  launch: LaunchCompute
  onExamined?(engine: EngineName, milliseconds: number): void
  onBroken?(engine: EngineName): void
}

/**
 * Says which engine computes, finds out which ones can, and continues on the processor where the program's own choice
 * fails.
 */
export class Engines {
  readonly #services: EnginesServices
  readonly #ending = new AbortController()
  #examining: Promise<void> | undefined
  /** How often a compute process has ended. */
  #ends = 0

  constructor(services: EnginesServices) {
    this.#services = services
  }

  /** Used where nobody asks for another. */
  get current(): EngineName {
    return this.#services.fixed() ?? this.#services.choice.engine
  }

  /** By the user; its errors are told, and nothing else is used in its place. */
  get fixed(): EngineName | undefined {
    return this.#services.fixed()
  }

  get isExamined(): boolean {
    return this.#services.choice.found !== undefined
  }

  /**
   * Works with the engine that the user asked for, here or in the settings; else with the program's choice (or
   * `usual`), and where that cannot, or the compute process ends in it, once more with the processor. Then the choice
   * is another one.
   */
  async use<T>(
    asked: EngineName | undefined,
    work: (engine: EngineName) => Promise<T>,
    usual: EngineName = this.#services.choice.engine,
  ): Promise<T> {
    const { choice } = this.#services
    const wanted = asked ?? this.fixed
    if (wanted !== undefined) return work(wanted)
    if (usual === processorEngine || choice.broken.includes(usual)) return work(processorEngine)
    const endsBefore = this.#ends
    try {
      return await work(usual)
    } catch (thrown) {
      const { code } = toProblem(thrown)
      const saysSo = code === 'engine-unavailable' || code === 'engine-failed'
      const died = (code === 'compute-crashed' || code === 'time-limit') && this.#ends > endsBefore
      if (!saysSo && !died) throw thrown
      if (saysSo) this.#setBroken(usual)
      const result = await work(processorEngine)
      // A process may also end over a film; then it ends on the processor as well.
      this.#setBroken(usual)
      return result
    }
  }

  /** A scan's reading by {@link use}: also where the engine fails at single frames. */
  readFile(
    compute: Pick<ComputeService, 'readFile'>,
    asked: EngineName | undefined,
    usual?: EngineName,
  ): Pick<ComputeService, 'readFile'> {
    const mayFail = (engine: EngineName): boolean => (asked ?? this.fixed) !== undefined || engine === processorEngine
    return {
      readFile: (request) =>
        this.use(
          asked,
          async (engine) => {
            const read = await compute.readFile({ ...request, engine })
            const failed = read.frames.find((frame) => 'problem' in frame && frame.problem.code === 'engine-failed')
            if (failed && 'problem' in failed && !mayFail(engine)) throw fromProblem(failed.problem)
            return read
          },
          usual,
        ),
    }
  }

  /** All engines, tried where nothing is known or it is wished. */
  async reports(mode: ExamineMode): Promise<EngineReport[]> {
    if (mode !== 'kept' || !this.isExamined) await this.#examine(mode === 'forgiving')
    const { choice } = this.#services
    return engineReports(choice.found ?? [], { fixed: this.fixed, best: choice.engine, broken: choice.broken })
  }

  /**
   * Tries one engine with a known answer and then, where it can be used, lets it and the processor read a sample film.
   */
  async test(name: EngineName, sample: Sample): Promise<EngineTest> {
    const { choice, launch } = this.#services
    if (!this.isExamined) await this.#examine(false)
    const reading = await inOwnProcess(launch, this.#ending.signal, async (compute) => {
      const [found] = await examine(compute, [name])
      choice.note(found)
      if (found.finding !== 'runs') return undefined
      try {
        const read = await readSample(compute, name, sample)
        choice.forgive(name)
        return read
      } catch (thrown) {
        ignoreProblem(thrown)
        choice.note({ name, finding: 'no-reading' })
        return undefined
      }
    })
    const report = (await this.reports('kept')).find((one) => one.name === name)!
    return { report, ...(reading ? { reading } : {}) }
  }

  /** After another runtime was installed or removed. That engines cannot be tried just now is no error of that. */
  async renew(): Promise<void> {
    await this.#examining?.catch(() => undefined)
    this.#services.choice.forgetAll()
    await this.#examine(false).catch(ignoreProblem)
  }

  /** In the background: nobody waits for it. */
  examineIfUnknown(): void {
    if (!this.isExamined) this.#examine(false).catch(ignoreProblem)
  }

  /** To be told of each end of the compute process that work is done in. */
  noteComputeEnd(): void {
    this.#ends += 1
  }

  async close(): Promise<void> {
    this.#ending.abort()
    await this.#examining?.catch(() => undefined)
  }

  /** One examination at a time: who comes later takes what comes of it. */
  #examine(forgiving: boolean): Promise<void> {
    const { choice, launch, onExamined } = this.#services
    this.#examining ??= (async () => {
      const started = performance.now()
      choice.keep(await inOwnProcess(launch, this.#ending.signal, (compute) => examine(compute)), forgiving)
      onExamined?.(choice.engine, performance.now() - started)
    })().finally(() => (this.#examining = undefined))
    return this.#examining
  }

  #setBroken(engine: EngineName): void {
    if (this.#services.choice.setBroken(engine)) this.#services.onBroken?.(engine)
  }
}
