import type { EngineName } from '#shared/engine.ts'
import type { Ops } from '#main/network/ops.ts'
import type { HostTensor } from '#main/network/tensor.ts'

export type Tensors<T = HostTensor> = Record<string, T>

/** A computation written over {@link Ops}, with what it is given by name. */
export type Program = {
  /** Given anew at each run. A dim of -1 in the first place is a batch of any size. */
  inputs: Record<string, readonly number[]>
  /** Fixed for the life of the program. */
  weights: Tensors
  /** Kept by the engine from run to run: each run replaces it by what `build` returns as `state`. */
  state?: Tensors
  build<T>(ops: Ops<T>, given: { inputs: Tensors<T>; weights: Tensors<T>; state: Tensors<T> }): { outputs: Tensors<T>; state?: Tensors<T> }
}

/** A program that an engine has made ready to run. Its owner disposes it. */
export interface Compiled {
  /** One run. Rejects with a `ProblemError` 'engine-failed' when the engine cannot. */
  run(inputs: Tensors): Promise<Tensors>
  /** A copy of the state as the last run left it. */
  readState(): Promise<Tensors>
  dispose(): Promise<void>
}

export interface Engine {
  readonly name: EngineName
  compile(program: Program): Promise<Compiled>
}
