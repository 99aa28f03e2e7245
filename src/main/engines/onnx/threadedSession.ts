import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Runner, Tensors } from '#main/engines/engine.ts'
import { engineFailed } from '#main/engines/memory/outOfMemory.ts'

/** An ONNX file, the provider that runs it and the cores that a run may use. */
export type SessionSource = { bytes: Uint8Array<ArrayBuffer>; provider: string; threads: number }
/** An input as it travels: its values lie in memory that both threads see, so that no run leaves garbage. */
export type SharedInput = { dims: readonly number[]; shared: SharedArrayBuffer }
export type SessionAsk =
  ({ kind: 'open' } & SessionSource) | { kind: 'run'; inputs: Record<string, SharedInput> } | { kind: 'close' }
export type SessionAnswer = { outputs: Tensors } | { failed: string }

/**
 * A session on a thread of its own: onnxruntime runs on the thread that calls it, which would hold up whoever feeds it.
 * An error that nobody foresaw in such a thread ends the process, as it would without the thread.
 */
export class ThreadedSession implements Runner {
  readonly #worker: Worker
  readonly #memory = new Map<string, SharedArrayBuffer>()

  private constructor(entry: string) {
    this.#worker = new Worker(entry, { execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 4 } })
    // It keeps nobody from leaving.
    this.#worker.unref()
  }

  /** Takes over the bytes. Rejects where the session cannot be opened. */
  static async start(entry: string, source: SessionSource): Promise<ThreadedSession> {
    const thread = new ThreadedSession(entry)
    try {
      await thread.#ask({ kind: 'open', ...source }, [source.bytes.buffer])
      return thread
    } catch (thrown) {
      await thread.dispose()
      throw thrown
    }
  }

  run(inputs: Tensors): Promise<Tensors> {
    const shared = Object.entries(inputs).map(([name, { dims, data }]): [string, SharedInput] => {
      const memory = this.#memoryFor(name, data.byteLength)
      new Float32Array(memory).set(data)
      return [name, { dims, shared: memory }]
    })
    return this.#ask({ kind: 'run', inputs: Object.fromEntries(shared) }, [])
  }

  async dispose(): Promise<void> {
    const exited = once(this.#worker, 'exit')
    await this.#ask({ kind: 'close' }, [])
    this.#worker.ref()
    await exited
  }

  #memoryFor(name: string, bytes: number): SharedArrayBuffer {
    const known = this.#memory.get(name)
    if (known && known.byteLength >= bytes) return known
    const memory = new SharedArrayBuffer(bytes)
    this.#memory.set(name, memory)
    return memory
  }

  /** One question at a time. */
  async #ask(ask: SessionAsk, transferred: ArrayBuffer[]): Promise<Tensors> {
    this.#worker.ref()
    const answered = once(this.#worker, 'message') as Promise<[SessionAnswer]>
    this.#worker.postMessage(ask, transferred)
    const [answer] = await answered
    this.#worker.unref()
    if ('failed' in answer) throw engineFailed(new Error(answer.failed))
    return answer.outputs
  }
}
