import { randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { z } from 'zod'
import { isTerminal, type Job, type JobProgress, type JobState } from '#shared/job.ts'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { advance, type Outcome } from './job.ts'
import { jobFileName, readJobFiles, writeJobFile, type OwnedJob } from './jobFile.ts'
import { Session } from './session.ts'

/** What the work of a job is given. */
export type JobContext = { jobId: string; signal: AbortSignal; progress(progress: JobProgress): void }
export type JobWork = (context: JobContext) => Promise<Job['result']>

export type JobStart = {
  /** The run that the job works on; one of its own if not given. */
  runId?: string
  /** What must be on disk before the job waits for its turn. Where it fails, so does the job, and its start. */
  prepare?(job: Job): Promise<void>
}

type Entry = {
  job: Job
  abort: AbortController
  /** Resolves at the next change, and is then another one. */
  changed: PromiseWithResolvers<void>
  written: Promise<void>
  /** Resolves when the work is over. */
  settled: Promise<void>
}

export type JobStoreOptions = {
  /** Told of each change of state. */
  onState?(job: Job): void
  /** Told of a job whose file cannot be understood, and was set aside. */
  onAside?(problem: ProblemError): void
  /** Told of errors that are no `ProblemError`. */
  onUnexpected?(thrown: unknown, jobId: string): void
}

const spentAfterMs = 30 * 24 * 3600 * 1000

/** A scan's job, or that of a run that was discarded, of which nobody will ask any more. */
async function isSpent(runs: string, { jobId, endedAt }: Job): Promise<boolean> {
  if (endedAt === undefined || Date.parse(endedAt) > Date.now() - spentAfterMs) return false
  return (await readdir(join(runs, jobId))).every((name) => name.startsWith(jobFileName))
}

/** All jobs of this program, kept on disk. A job of another program that runs at the same time is left to it. */
export class JobStore {
  readonly #runs: string
  readonly #options: JobStoreOptions
  readonly #entries = new Map<string, Entry>()
  readonly #session: Session
  readonly #slot = pLimit(1)

  private constructor(runs: string, options: JobStoreOptions) {
    this.#runs = runs
    this.#options = options
    this.#session = new Session(runs)
  }

  /**
   * Reads the jobs of earlier times; those that never ended become failed with 'interrupted', old ones of which nothing
   * is left but that they were go.
   */
  static async open(runs: string, options: JobStoreOptions = {}): Promise<JobStore> {
    const store = new JobStore(runs, options)
    for (const { job, session } of await readJobFiles(runs, (problem) => options.onAside?.(problem))) {
      if (isTerminal(job.state) && (await isSpent(runs, job)))
        // What cannot go today goes another time.
        await rm(join(runs, job.jobId), { recursive: true, force: true }).catch(() => undefined)
      else if (isTerminal(job.state)) store.#add(job)
      else if (!store.#session.isAlive(session)) store.#fail(store.#add(job), new ProblemError('job-interrupted'))
    }
    await store.#session.clearDead()
    await store.#allWritten()
    return store
  }

  /**
   * Takes work on and answers with its job. Jobs run one after the other; the promise of the work decides how its job
   * ends. Rejects, and leaves no job that waits, where the job cannot be kept or what it needs be prepared.
   */
  async start(kind: Job['kind'], work: JobWork, { runId, prepare }: JobStart = {}): Promise<Job> {
    this.#session.begin()
    const jobId = randomUUID()
    const entry = this.#add({
      jobId,
      runId: runId ?? jobId,
      kind,
      state: 'queued',
      createdAt: new Date().toISOString(),
    })
    try {
      await writeJobFile(this.#runs, entry.job, this.#session.id)
    } catch (thrown) {
      this.#entries.delete(jobId)
      throw thrown
    }
    try {
      await prepare?.(entry.job)
    } catch (thrown) {
      if (!isTerminal(entry.job.state)) this.#fail(entry, thrown)
      await entry.written
      throw thrown
    }
    entry.settled = this.#slot(() => this.#run(entry, work))
    return entry.job
  }

  /** Newest first. */
  list(): Job[] {
    return [...this.#entries.values()].map((entry) => entry.job).sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  }

  get(jobId: string): Job {
    return this.#entry(jobId).job
  }

  /**
   * The job now, then after each change, ending after its terminal state. A slow reader misses progress, never the end.
   */
  async *watch(jobId: string, signal?: AbortSignal): AsyncGenerator<Job, void> {
    const entry = this.#entry(jobId)
    const aborted = Promise.withResolvers<void>()
    const onAbort = (): void => aborted.resolve()
    signal?.addEventListener('abort', onAbort, { once: true })
    try {
      while (!signal?.aborted) {
        const {
          job,
          changed: { promise: changed },
        } = entry
        yield job
        if (isTerminal(job.state)) return
        await Promise.race([changed, aborted.promise])
      }
    } finally {
      signal?.removeEventListener('abort', onAbort)
    }
  }

  /** Asks a job to end. One that has ended, or was asked before, stays as it is. */
  cancel(jobId: string): Job {
    const entry = this.#entry(jobId)
    if (entry.job.state === 'queued') this.#set(entry, 'cancelled')
    if (entry.job.state === 'running') {
      this.#set(entry, 'cancelling')
      entry.abort.abort()
    }
    return entry.job
  }

  /** Whether work goes on, here or in another program on the same data. */
  async isWorking(): Promise<boolean> {
    if (this.list().some(({ state }) => !isTerminal(state))) return true
    return (await readJobFiles(this.#runs)).some((owned) => this.#isElsewhere(owned))
  }

  /** Deletes all that is kept of ended jobs, with what would serve to resume them. */
  async clear(): Promise<void> {
    await this.#allWritten()
    const elsewhere = new Set(
      (await readJobFiles(this.#runs))
        .filter((owned) => this.#isElsewhere(owned))
        .flatMap(({ job }) => [job.jobId, job.runId]),
    )
    const working = this.list()
      .filter(({ state }) => !isTerminal(state))
      .map(({ jobId, runId }) => [jobId, runId])
    const kept = new Set([...elsewhere, ...working.flat()])
    for (const name of await readdir(this.#runs)) {
      if (kept.has(name) || !z.uuid().safeParse(name).success) continue
      await rm(join(this.#runs, name), { recursive: true, force: true })
      this.#entries.delete(name)
    }
  }

  /** Ends what still runs, as failed with 'interrupted', tells its work to stop and waits until all is on disk. */
  async interrupt(): Promise<void> {
    for (const entry of this.#entries.values()) {
      if (isTerminal(entry.job.state)) continue
      this.#fail(entry, new ProblemError('job-interrupted'))
      entry.abort.abort()
    }
    await this.#allWritten()
  }

  /** Resolves when no job's work is under way any more, its tidying up included. */
  async settle(): Promise<void> {
    await Promise.all([...this.#entries.values()].map((entry) => entry.settled))
    await this.#allWritten()
    if (this.list().every(({ state }) => isTerminal(state))) this.#session.end()
  }

  async #run(entry: Entry, work: JobWork): Promise<void> {
    const { jobId } = entry.job
    if (isTerminal(entry.job.state)) return
    this.#set(entry, 'running')
    const progress = (now: JobProgress): void => {
      if (!isTerminal(entry.job.state)) this.#change(entry, { ...entry.job, progress: now })
    }
    try {
      const result = await work({ jobId, signal: entry.abort.signal, progress })
      if (!isTerminal(entry.job.state)) this.#set(entry, 'succeeded', { result })
    } catch (thrown) {
      if (!(thrown instanceof ProblemError)) this.#unexpected(thrown, jobId)
      if (isTerminal(entry.job.state)) return
      if (entry.job.state === 'cancelling' && toProblem(thrown).code === 'cancelled') this.#set(entry, 'cancelled')
      else this.#fail(entry, thrown)
    }
  }

  #fail(entry: Entry, thrown: unknown): void {
    if (entry.job.state === 'queued') this.#set(entry, 'running')
    this.#set(entry, 'failed', { problem: toProblem(thrown) })
  }

  #isElsewhere({ job, session }: OwnedJob): boolean {
    return !isTerminal(job.state) && session !== this.#session.id && this.#session.isAlive(session)
  }

  #entry(jobId: string): Entry {
    const entry = this.#entries.get(jobId)
    if (!entry) throw new ProblemError('job-unknown')
    return entry
  }

  #add(job: Job): Entry {
    const changed = Promise.withResolvers<void>()
    const entry = { job, abort: new AbortController(), changed, written: Promise.resolve(), settled: Promise.resolve() }
    this.#entries.set(job.jobId, entry)
    return entry
  }

  #set(entry: Entry, state: JobState, outcome?: Outcome): void {
    this.#change(entry, advance(entry.job, state, new Date().toISOString(), outcome))
    this.#save(entry)
    // Whoever listens decides nothing here.
    try {
      this.#options.onState?.(entry.job)
    } catch (thrown) {
      this.#unexpected(thrown, entry.job.jobId)
    }
  }

  #unexpected(thrown: unknown, jobId: string): void {
    try {
      this.#options.onUnexpected?.(thrown, jobId)
    } catch {
      return
    }
  }

  #save(entry: Entry): void {
    const { job } = entry
    entry.written = entry.written
      .then(() => writeJobFile(this.#runs, job, this.#session.id))
      .catch((thrown: unknown) => this.#unexpected(thrown, job.jobId))
  }

  #change(entry: Entry, job: Job): void {
    entry.job = job
    const { resolve } = entry.changed
    entry.changed = Promise.withResolvers<void>()
    resolve()
  }

  async #allWritten(): Promise<void> {
    await Promise.allSettled([...this.#entries.values()].map((entry) => entry.written))
  }
}
