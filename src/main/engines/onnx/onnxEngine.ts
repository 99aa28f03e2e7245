import { availableParallelism } from 'node:os'
import type { EngineName } from '#shared/engine.ts'
import { ProblemError } from '#shared/problem.ts'
import type { Alongside, Compiled, Engine, Program, Runner, Tensors } from '#main/engines/engine.ts'
import { runOrHalve, takesAnyBatch } from '#main/engines/memory/runOrHalve.ts'
import { hostTensor } from '#main/network/tensor.ts'
import type { AboutOnnx } from './about.ts'
import type * as ort from './onnxruntime.ts'
import type { Symbol } from './graph/graph.ts'
import { Graph } from './graph/graph.ts'
import { onnxFile } from './onnxFile.ts'
import { OnnxOps } from './graph/onnxOps.ts'
import { WinogradOps } from './winograd/winogradOps.ts'
import { fromOrt, openSession, toOrt } from './session.ts'
import { ThreadedSession } from './threadedSession.ts'

const statePrefix = 'state:'
const nextState = (name: string): string => `${statePrefix}${name}:next`

/** Runs programs as ONNX graphs on onnxruntime, with the given execution provider. */
export class OnnxEngine implements Engine {
  readonly name: EngineName
  readonly #provider: string
  readonly #how: ProgramForm

  constructor(name: EngineName, provider: string) {
    this.name = name
    this.#provider = provider
    // Graphics processors have fast convolutions of their own.
    this.#how = { winograd: provider === 'cpu' }
  }

  async compile(program: Program): Promise<Compiled> {
    const bytes = writeProgram(program, this.#how)
    try {
      return new OnnxCompiled(await openSession(bytes, this.#provider, availableParallelism()), program)
    } catch (cause) {
      throw this.#unavailable(cause)
    }
  }

  async compileAlongside(program: Program, { entry, runs, threadsPerRun }: Alongside): Promise<Runner[]> {
    const bytes = writeProgram(program, this.#how)
    const started = await Promise.allSettled(
      Array.from({ length: runs }, () => {
        return ThreadedSession.start(entry, {
          bytes: new Uint8Array(bytes),
          provider: this.#provider,
          threads: threadsPerRun,
        })
      }),
    )
    const threads = started.filter((one) => one.status === 'fulfilled').map(({ value }) => value)
    const failed = started.find((one) => one.status === 'rejected')
    if (!failed) return threads
    await Promise.all(threads.map((thread) => thread.dispose()))
    throw this.#unavailable(failed.reason)
  }

  #unavailable(cause: unknown): ProblemError {
    return new ProblemError('engine-not-ready', { engine: this.name }, { cause })
  }
}

/** `about`: what a file for others says of itself. `winograd`: with convolutions in onnxruntime's own operations. */
type ProgramForm = { about?: AboutOnnx; winograd?: boolean }

/** Writes the program into an ONNX file: weights inside it, state as inputs and outputs. */
export function writeProgram(program: Program, { about, winograd = false }: ProgramForm = {}): Uint8Array {
  const graph = new Graph()
  const ops = winograd ? new WinogradOps(graph) : new OnnxOps(graph, { forOthers: about !== undefined })
  const given = {
    inputs: mapValues(program.inputs, (dims, name) => graph.input(name, dims)),
    weights: mapValues(program.weights, ({ dims, data }, name) => graph.constant(dims, data, name)),
    state: mapValues(program.state ?? {}, ({ dims }, name) => graph.input(statePrefix + name, dims)),
  }
  const built = program.build<Symbol>(ops, given)
  for (const [name, symbol] of Object.entries(built.outputs)) graph.output(name, symbol)
  for (const [name, symbol] of Object.entries(built.state ?? {})) graph.output(nextState(name), symbol)
  return onnxFile(graph, 'fractureguard', about)
}

class OnnxCompiled implements Compiled {
  readonly #session: ort.InferenceSession
  readonly #anyBatch: boolean
  #state: Record<string, ort.Tensor>
  /**
   * Where the next run writes the state: the two change places, so that no run asks the system for memory as large as
   * the state.
   */
  #spare: Record<string, ort.Tensor>

  constructor(session: ort.InferenceSession, program: Program) {
    const { state = {} } = program
    this.#session = session
    this.#anyBatch = takesAnyBatch(program)
    this.#state = mapValues(state, ({ dims, data }) => toOrt({ dims, data: data.slice() }))
    this.#spare = mapValues(state, ({ dims, data }) => toOrt({ dims, data: new Float32Array(data.length) }))
  }

  run(inputs: Tensors): Promise<Tensors> {
    return runOrHalve(this.#anyBatch, inputs, (part) => this.#runOnce(part))
  }

  async #runOnce(inputs: Tensors): Promise<Tensors> {
    const feeds: Record<string, ort.Tensor> = mapValues(inputs, toOrt)
    const fetches: Record<string, ort.Tensor | null> = {}
    for (const name of this.#session.outputNames) fetches[name] = null
    for (const [name, tensor] of Object.entries(this.#state)) feeds[statePrefix + name] = tensor
    for (const [name, tensor] of Object.entries(this.#spare)) fetches[nextState(name)] = tensor
    const results = await this.#session.run(feeds, fetches)
    const [before, after] = [this.#state, this.#spare]
    this.#state = after
    this.#spare = before
    const outputs = Object.entries(results).filter(([name]) => !name.startsWith(statePrefix))
    return Object.fromEntries(outputs.map(([name, value]) => [name, fromOrt(value as ort.Tensor)]))
  }

  async readState(): Promise<Tensors> {
    return mapValues(this.#state, (tensor) => hostTensor(tensor.dims, (tensor.data as Float32Array).slice()))
  }

  async dispose(): Promise<void> {
    this.#state = {}
    this.#spare = {}
    await this.#session.release()
  }
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A, key: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]))
}
