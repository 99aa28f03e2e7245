import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Runner, Tensors } from '#main/engines/engine.ts'
import { engineFailed } from './session.ts'

/** An ONNX file, the provider that runs it and the cores that a run may use. */
export type SessionSource = { bytes: Uint8Array<ArrayBuffer>; provider: string; threads: number }
export type SessionAsk = ({ kind: 'open' } & SessionSource) | { kind: 'run'; inputs: Tensors } | { kind: 'close' }
export type SessionAnswer = { outputs: Tensors } | { failed: true }

/**
 * A session on a thread of its own: onnxruntime runs on the thread that calls it, which would hold up whoever feeds it. An error that
 * nobody foresaw in such a thread ends the process, as it would without the thread.
 */
export class ThreadedSession implements Runner {
  readonly #worker: Worker

  private constructor(entry: string) {
    this.#worker = new Worker(entry, { execArgv: [] })
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

  /** Takes over the inputs. */
  run(inputs: Tensors): Promise<Tensors> {
    return this.#ask({ kind: 'run', inputs }, Object.values(inputs).map(({ data }) => data.buffer as ArrayBuffer))
  }

  async dispose(): Promise<void> {
    const exited = once(this.#worker, 'exit')
    await this.#ask({ kind: 'close' }, [])
    this.#worker.ref()
    await exited
  }

  /** One question at a time. */
  async #ask(ask: SessionAsk, transferred: ArrayBuffer[]): Promise<Tensors> {
    this.#worker.ref()
    const answered = once(this.#worker, 'message') as Promise<[SessionAnswer]>
    this.#worker.postMessage(ask, transferred)
    const [answer] = await answered
    this.#worker.unref()
    if ('failed' in answer) throw engineFailed()
    return answer.outputs
  }
}
