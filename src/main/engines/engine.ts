import type { EngineName } from '#shared/engine.ts'
import type { Ops } from '#main/network/ops.ts'
import type { HostTensor } from '#main/network/tensor.ts'

export type Tensors<T = HostTensor> = Record<string, T>

/** A computation written over {@link Ops}, with what it is given by name. */
export type Program = {
  /** Given again at each run. A dim of -1 in the first place is a batch of any size. */
  inputs: Record<string, readonly number[]>
  /** Fixed for the life of the program. */
  weights: Tensors
  /** Kept by the engine from run to run: each run replaces it by what `build` returns as `state`. */
  state?: Tensors
  build<T>(
    ops: Ops<T>,
    given: { inputs: Tensors<T>; weights: Tensors<T>; state: Tensors<T> },
  ): { outputs: Tensors<T>; state?: Tensors<T> }
}

/** Something that runs a program, one run at a time. Its owner disposes it. */
export interface Runner {
  /** One run. Rejects with a `ProblemError` 'engine-failed' when the engine cannot. */
  run(inputs: Tensors): Promise<Tensors>
  dispose(): Promise<void>
}

/** A program that an engine has made ready to run. */
export interface Compiled extends Runner {
  /** A copy of the state as the last run left it. */
  readState(): Promise<Tensors>
}

/** Threads beside the calling one on which a program runs. */
export type Alongside = {
  /** File that such a thread runs, `sessionThread.ts`. */
  entry: string
  /** Runs that go on side by side, each on a thread with a copy of the program. */
  runs: number
  /** Cores that one run uses. */
  threadsPerRun: number
}

export interface Engine {
  readonly name: EngineName
  compile(program: Program): Promise<Compiled>
  /**
   * A program without state, several times: its runs wait neither for one another nor hold up the calling thread, as a
   * run of what
   * `compile` gives does.
   */
  compileAlongside(program: Program, alongside: Alongside): Promise<Runner[]>
}
