import { randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { z } from 'zod'
import { isTerminal, type Job, type JobProgress, type JobState } from '#shared/job.ts'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { advance, type Outcome } from './job.ts'
import { jobFileName, readJobFiles, writeJobFile } from './jobFile.ts'
import { runsElsewhere, thisOwner, type Owner } from '#main/files/index.ts'

/** What the work of a job is given. */
export type JobContext = { jobId: string; signal: AbortSignal; progress(progress: JobProgress): void }
export type JobWork = (context: JobContext) => Promise<Job['result']>

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
  /** Told of errors that are no `ProblemError`. */
  onUnexpected?(thrown: unknown, jobId: string): void
}

const isElsewhere = ({ job, owner }: { job: Job; owner: Owner }): boolean =>
  !isTerminal(job.state) && runsElsewhere(owner)

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
  readonly #owner = thisOwner()
  readonly #slot = pLimit(1)

  private constructor(runs: string, options: JobStoreOptions) {
    this.#runs = runs
    this.#options = options
  }

  /**
   * Reads the jobs of earlier times; those that never ended become failed with 'interrupted', old ones of which nothing
   * is left but that they were go.
   */
  static async open(runs: string, options: JobStoreOptions = {}): Promise<JobStore> {
    const store = new JobStore(runs, options)
    for (const { job, owner } of await readJobFiles(runs)) {
      if (isTerminal(job.state) && (await isSpent(runs, job)))
        await rm(join(runs, job.jobId), { recursive: true, force: true })
      else if (isTerminal(job.state)) store.#add(job)
      else if (!runsElsewhere(owner)) store.#fail(store.#add(job), new ProblemError('job-interrupted'))
    }
    await store.#allWritten()
    return store
  }

  /**
   * Takes work on and answers with its job. Jobs run one after the other; the promise of the work decides how its job
   * ends.
   */
  async start(kind: Job['kind'], work: JobWork, runId?: string): Promise<Job> {
    const jobId = randomUUID()
    const entry = this.#add({
      jobId,
      runId: runId ?? jobId,
      kind,
      state: 'queued',
      createdAt: new Date().toISOString(),
    })
    this.#save(entry)
    await entry.written
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
    return (await readJobFiles(this.#runs)).some(isElsewhere)
  }

  /** Deletes all that is kept of ended jobs, with what would serve to go on with them. */
  async clear(): Promise<void> {
    await this.#allWritten()
    const elsewhere = new Set(
      (await readJobFiles(this.#runs)).filter(isElsewhere).flatMap(({ job }) => [job.jobId, job.runId]),
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
      if (!(thrown instanceof ProblemError)) this.#options.onUnexpected?.(thrown, jobId)
      if (isTerminal(entry.job.state)) return
      if (entry.job.state === 'cancelling' && toProblem(thrown).code === 'cancelled') this.#set(entry, 'cancelled')
      else this.#fail(entry, thrown)
    }
  }

  #fail(entry: Entry, thrown: unknown): void {
    if (entry.job.state === 'queued') this.#set(entry, 'running')
    this.#set(entry, 'failed', { problem: toProblem(thrown) })
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
    this.#options.onState?.(entry.job)
  }

  #save(entry: Entry): void {
    const { job } = entry
    entry.written = entry.written
      .then(() => writeJobFile(this.#runs, job, this.#owner))
      .catch((thrown: unknown) => this.#options.onUnexpected?.(thrown, job.jobId))
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
