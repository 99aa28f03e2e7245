import type { Alongside, Compiled, Engine, Program, Runner, Tensors } from '#main/engines/engine.ts'
import { engineFailed } from '#main/engines/memory/outOfMemory.ts'
import { runOrHalve, takesAnyBatch } from '#main/engines/memory/runOrHalve.ts'
import { hostTensor, type HostTensor } from '#main/network/tensor.ts'
import { Kernels } from './kernels.ts'
import { dimsOf, layBack, layOut, relay, type Layout, type Placed } from './layouts.ts'
import { loadTensorflow, type Tensor, type Tensorflow } from './loadTensorflow.ts'
import { TensorflowOps } from './tensorflowOps.ts'

/** Runs programs operation by operation on TensorFlow, which is loaded when the first one is compiled. */
export class TensorflowEngine implements Engine {
  readonly name = 'tensorflow'

  async compile(program: Program): Promise<Compiled> {
    return new TensorflowCompiled(loadTensorflow(), program)
  }

  /** One: TensorFlow has threads of its own, and runs go on the calling one. */
  async compileAlongside(program: Program, _alongside: Alongside): Promise<Runner[]> {
    return [await this.compile(program)]
  }
}

/** A tensor that is kept from run to run. It lies as a kernel from the run on that has used it as one. */
type Held = { tensor: Tensor; layout: Layout; wantsKernel: boolean }

class TensorflowCompiled implements Compiled {
  readonly #program: Program
  readonly #tensorflow: Tensorflow
  readonly #kernels: Kernels
  readonly #weights: Record<string, Held>
  #state: Record<string, Held>

  constructor(tensorflow: Tensorflow, program: Program) {
    this.#program = program
    this.#tensorflow = tensorflow
    this.#kernels = new Kernels(tensorflow.tf, tensorflow.backend)
    this.#weights = this.#hold(program.weights)
    this.#state = this.#hold(program.state ?? {})
  }

  async run(inputs: Tensors): Promise<Tensors> {
    for (const [name, dims] of Object.entries(this.#program.inputs)) checkDims(name, dims, inputs[name]?.dims)
    return runOrHalve(takesAnyBatch(this.#program), inputs, (part) => this.#runOnce(part))
  }

  async readState(): Promise<Tensors> {
    return Object.fromEntries(Object.entries(this.#state).map(([name, held]) => [name, this.#toHost(held)]))
  }

  async dispose(): Promise<void> {
    for (const { tensor } of [...Object.values(this.#weights), ...Object.values(this.#state)]) tensor.dispose()
  }

  #runOnce(inputs: Tensors): Tensors {
    const { tf } = this.#tensorflow
    const ops = new TensorflowOps(tf, this.#kernels)
    const next: Record<string, Held> = {}
    try {
      return tf.tidy(() => {
        const given = {
          inputs: mapValues(inputs, (value) => ops.constant(value)),
          weights: mapValues(this.#weights, place),
          state: mapValues(this.#state, place),
        }
        const { outputs, state = {} } = this.#program.build<Placed>(ops, given)
        const read = mapValues(outputs, (placed) => this.#toHost(placed))
        for (const [name, { tensor, layout }] of Object.entries(state)) {
          // A state that is given back as it was is the same tensor.
          const isHeld = Object.values(this.#state).some((held) => held.tensor === tensor)
          next[name] = { tensor: tf.keep(isHeld ? tensor.clone() : tensor), layout, wantsKernel: false }
        }
        this.#replaceState(next)
        this.#relayWeights()
        return read as never
      }) as unknown as Tensors
    } finally {
      ops.disposeKept(new Set(Object.values(this.#state).map(({ tensor }) => tensor)))
    }
  }

  #replaceState(next: Record<string, Held>): void {
    const before = this.#state
    this.#state = next
    for (const [name, held] of Object.entries(before)) {
      if (held.wantsKernel && next[name]) this.#relayHeld(next[name])
      held.tensor.dispose()
    }
  }

  #relayWeights(): void {
    for (const held of Object.values(this.#weights)) if (held.wantsKernel) this.#relayHeld(held)
  }

  #relayHeld(held: Held): void {
    held.wantsKernel = false
    if (held.layout === 'kernel') return
    const { tf } = this.#tensorflow
    const before = held.tensor
    held.tensor = tf.keep(relay(tf, before, held.layout, 'kernel'))
    held.layout = 'kernel'
    before.dispose()
  }

  #hold(tensors: Tensors): Record<string, Held> {
    const { tf } = this.#tensorflow
    return mapValues(tensors, ({ dims, data }) => {
      // tfjs keeps the array that it is given until it is used, and whoever gave it may write into it.
      const tensor = tf.tidy(() => layOut(tf, tf.tensor(data.slice(), [...dims]), 'map').clone())
      return { tensor: tf.keep(tensor), layout: 'map', wantsKernel: false }
    })
  }

  #toHost(placed: Pick<Placed, 'tensor' | 'layout'>): HostTensor {
    const { tf } = this.#tensorflow
    const dims = dimsOf(placed)
    const data = tf.tidy(() => layBack(tf, placed.tensor, placed.layout).dataSync())
    return hostTensor(dims, Float32Array.from(data as Float32Array))
  }
}

function place(held: Held): Placed {
  const { tensor, layout } = held
  const wantsKernel = layout === 'kernel' ? undefined : () => void (held.wantsKernel = true)
  return { tensor, layout, active: false, wantsKernel }
}

function checkDims(name: string, expected: readonly number[], dims: readonly number[] | undefined): void {
  const fits = dims?.length === expected.length && expected.every((dim, i) => dim === -1 || dim === dims[i])
  if (!fits) throw engineFailed(new RangeError(`The input ${name} has not the shape [${expected.join(', ')}].`))
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
