import { availableParallelism } from 'node:os'
import pLimit from 'p-limit'
import { Piscina } from 'piscina'
import type { FileHeader, GreyFilm } from '#shared/film.ts'
import { ProblemError, fromProblem } from '#shared/problem.ts'
import type { StudyDecoder } from '#main/study/service.ts'
import type { DecodeTask, Decoded } from './decodeWorker.ts'
import { decodeWorkerEntry } from './entries.ts'
import { errorTrace, type ErrorTrace } from './errorTrace.ts'

export type DecodePoolOptions = {
  threads?: number
  /** Milliseconds for one file from the moment that a thread takes it up. */
  headerLimit?: number
  filmLimit?: number
  /** JavaScript heap of a thread; samples lie outside it. */
  memoryPerThreadMiB?: number
  /** File that a thread runs. */
  entry?: string
  /** Told of errors that nobody foresaw. */
  onUnexpected?(method: string, trace: ErrorTrace): void
}

/** Decoding on worker threads: a file that takes too long or too much memory costs its thread, which is replaced. */
export class DecodePool implements StudyDecoder {
  readonly #pool: Piscina
  readonly #options: DecodePoolOptions
  /** Tasks wait here and not in the pool, so that waiting does not count against the time limit. */
  readonly #slot: ReturnType<typeof pLimit>

  constructor(options: DecodePoolOptions = {}) {
    const threads = options.threads ?? Math.max(1, Math.min(4, availableParallelism() - 1))
    this.#options = options
    this.#slot = pLimit(threads)
    this.#pool = new Piscina({
      filename: options.entry ?? decodeWorkerEntry,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: 10_000,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.memoryPerThreadMiB ?? 1024 },
    })
    // A thread that dies between tasks; unheard, this would end the process.
    this.#pool.on('error', (thrown: unknown) => options.onUnexpected?.('decodeThread', errorTrace(thrown)))
  }

  header(path: string): Promise<FileHeader> {
    return this.#run<FileHeader>({ kind: 'header', path }, this.#options.headerLimit ?? 20_000)
  }

  film(path: string, frame: number): Promise<GreyFilm> {
    return this.#run<GreyFilm>({ kind: 'film', path, frame }, this.#options.filmLimit ?? 60_000)
  }

  /** Threads that live now. */
  get threads(): number {
    return this.#pool.threads.length
  }

  /** Ends all threads; what they were doing is lost. */
  async close(): Promise<void> {
    await this.#pool.destroy()
  }

  #run<T>(task: DecodeTask, limit: number): Promise<T> {
    return this.#slot(async () => {
      const signal = AbortSignal.timeout(limit)
      let answer: Decoded<T>
      try {
        answer = await this.#pool.run(task, { signal })
      } catch (thrown) {
        throw threadProblem(thrown, signal)
      }
      if ('value' in answer) return answer.value
      if (answer.unexpected) this.#options.onUnexpected?.(task.kind, answer.unexpected)
      throw fromProblem(answer.problem)
    })
  }
}

const tooLong = 'Decoding this file took too long and was given up; leave it out or save it again from its source.'
const tooMuch = 'Decoding this file needs more memory than it may have; leave it out or save it smaller.'
const stopped = 'Decoding this file stopped its decoder; the file is damaged or not what it says it is.'

function threadProblem(thrown: unknown, signal: AbortSignal): ProblemError {
  if (signal.aborted) return new ProblemError('time-limit', tooLong)
  if ((thrown as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') return new ProblemError('too-large', tooMuch)
  return new ProblemError('malformed', stopped, { cause: thrown })
}
