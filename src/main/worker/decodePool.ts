import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import pLimit from 'p-limit'
import { Piscina } from 'piscina'
import { ProblemError, fromProblem, toProblem } from '#shared/problem.ts'
import type { DecodeMethod } from './decodeMethods.ts'
import type { DecodeTask, Decoded } from './decodeWorker.ts'
import type { FilmDecoder } from '#main/reading/filmDecoder.ts'
import { newBegun, scheduleOf } from './begun.ts'
import { decodeWorkerEntry, errorTrace, type ErrorTrace } from '#main/compute/index.ts'
import { deadline } from '#main/deadlines/index.ts'

/** Longest that closing waits for threads that are busy, milliseconds. */
const closeLimit = 1000

export type DecodePoolOptions = {
  threads?: number
  /** Milliseconds without work after which a thread ends. */
  idleTimeout?: number
  /** Milliseconds for one file from the moment that a thread takes it up, in which the thread could go on. */
  headerLimit?: number
  filmLimit?: number
  /** The same for all frames of a file, or all files of an archive. */
  wholeLimit?: number
  /** JavaScript heap of a thread; samples lie outside it. */
  memoryPerThreadMiB?: number
  /** File that a thread runs. */
  entry?: string
  /** Told of errors that nobody foresaw. */
  onUnexpected?(method: string, trace: ErrorTrace): void
}

type Limit = { limit: 'headerLimit' | 'filmLimit' | 'wholeLimit'; milliseconds: number }
const header: Limit = { limit: 'headerLimit', milliseconds: 20_000 }
const film: Limit = { limit: 'filmLimit', milliseconds: 60_000 }
const whole: Limit = { limit: 'wholeLimit', milliseconds: 180_000 }
const limits: Record<DecodeMethod, Limit> = {
  header,
  tags: header,
  document: header,
  film,
  thumbnail: film,
  inputs: film,
  results: film,
  info: whole,
  deidentify: whole,
  unpack: whole,
}

/** Decoding on worker threads: a file that takes too long or too much memory costs its thread, which is replaced. */
export class DecodePool implements FilmDecoder {
  readonly #pool: Piscina
  readonly #options: DecodePoolOptions
  /** Tasks wait here and not in the pool, so that waiting does not count against the time limit. */
  readonly #slot: ReturnType<typeof pLimit>
  readonly #tasks = new Set<AbortController>()
  readonly #running = new Set<Promise<unknown>>()
  #closing = false

  constructor(options: DecodePoolOptions = {}) {
    const threads = options.threads ?? Math.max(1, Math.min(4, availableParallelism() - 1))
    this.#options = options
    this.#slot = pLimit(threads)
    this.#pool = new Piscina({
      filename: options.entry ?? decodeWorkerEntry,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: options.idleTimeout ?? 10_000,
      execArgv: [],
      // Young objects of a film are few; room for many would fill up all the same.
      resourceLimits: { maxOldGenerationSizeMb: options.memoryPerThreadMiB ?? 1024, maxYoungGenerationSizeMb: 8 },
    })
    // A thread that dies without a task, such as one that cannot even load; what waits for it would wait in vain.
    this.#pool.on('error', (thrown: unknown) => {
      options.onUnexpected?.('decodeThread', errorTrace(thrown))
      for (const task of this.#tasks) task.abort(fromProblem(toProblem(thrown)))
    })
  }

  readonly header = this.#method('header')
  readonly film = this.#method('film')
  readonly tags = this.#method('tags')
  readonly document = this.#method('document')
  readonly thumbnail = this.#method('thumbnail')
  readonly info = this.#method('info')
  readonly unpack = this.#method('unpack')
  readonly inputs = this.#method('inputs')
  readonly results = this.#method('results')
  readonly deidentify = this.#method('deidentify')

  /** Threads that live now. */
  get threads(): number {
    return this.#pool.threads.length
  }

  /** Ends all threads when they have done what they do, or after a second; what waits or takes longer is lost. */
  async close(): Promise<void> {
    this.#closing = true
    // An answer that comes just after its thread's end is an error that nobody can catch.
    await Promise.race([Promise.allSettled(this.#running), sleep(closeLimit, undefined, { ref: false })])
    await this.#pool.destroy()
  }

  #method<Method extends DecodeMethod>(method: Method): FilmDecoder[Method] {
    const call = (...input: unknown[]) => {
      const { limit, milliseconds } = limits[method]
      return this.#run({ method, input, begun: newBegun() } as DecodeTask, this.#options[limit] ?? milliseconds)
    }
    return call as FilmDecoder[Method]
  }

  #run<T>(task: DecodeTask, limit: number): Promise<T> {
    return this.#slot(async () => {
      const abort = new AbortController()
      const callOff = deadline(
        limit,
        () => abort.abort(new ProblemError('decoding-too-slow')),
        () => scheduleOf(task.begun),
      )
      this.#tasks.add(abort)
      let answer: Decoded<T>
      try {
        if (this.#closing) throw new ProblemError('program-ending')
        const running: Promise<Decoded<T>> = this.#pool.run(task, { signal: abort.signal })
        this.#running.add(running)
        answer = await running.finally(() => this.#running.delete(running))
      } catch (thrown) {
        throw threadProblem(abort.signal.aborted ? abort.signal.reason : thrown)
      } finally {
        callOff()
        this.#tasks.delete(abort)
      }
      if ('value' in answer) return answer.value
      if (answer.unexpected) this.#options.onUnexpected?.(task.method, answer.unexpected)
      throw fromProblem(answer.problem)
    })
  }
}

function threadProblem(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown
  if ((thrown as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new ProblemError('decoding-too-greedy')
  return new ProblemError('decoding-stopped', { cause: thrown })
}
