import { setTimeout as sleep } from 'node:timers/promises'
import pLimit from 'p-limit'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { filesAtATime } from '#main/compute/index.ts'
import { keepHeapSteady } from '#main/scan/index.ts'
import type { Database } from '../database/connect.ts'
import { isOutage } from '../database/databaseProblem.ts'
import { usualHeartbeatSeconds, type FilmJob, type JobFilm, type Jobs } from '../database/jobs.ts'
import { persistently } from '../database/persistently.ts'
import { noteFinished, openScans, type ScanRecord } from '../scans/scanRecords.ts'
import { Rates } from './rates.ts'
import { register, type WorkerIdentity } from './registration.ts'
import type { ScanReader } from './scanReader.ts'
import { settle, suspectPriority, type FilmOutcome } from './settle.ts'

/** Jobs that a worker has at a time: while one ends, the next is being read. */
const jobsAtATime = 2
const idleMs = 1_000
/** How long the list of scans is taken to be true. */
const listMs = 2_000
/** A scan whose source is not to be seen is tried again after this. */
const asideMs = 30_000
/** A film that was alone with so many workers that died is not tried again. */
const mostDeaths = 2
/** Who stops a worker soon kills it, a container's host after ten seconds; what it has not read by then is given back. */
const leavingMs = 5_000

export type WorkMeans = {
  database: Database
  jobs: Jobs
  identity: WorkerIdentity
  /** What reads a scan's films; rejects where this worker cannot. */
  readerOf(scan: ScanRecord): Promise<ScanReader>
  /** Leaves: what can be read in a few seconds is, the rest is given back. */
  signal: AbortSignal
  /** Ends by itself when there is no scan left to be read. */
  untilDone?: boolean
  onProgress?(films: number): void
  /** A scan cannot be read here just now. */
  onAside?(scan: ScanRecord, problem: Problem): void
}

/** Reads films of all scans until it is told to leave. Resolves with how many; rejects where no reading is possible here. */
export async function work(means: WorkMeans): Promise<number> {
  keepHeapSteady()
  const worker = new Worker(means)
  const leave = await register(means.database, means.identity, () => worker.rates.now())
  try {
    return await worker.run()
  } finally {
    await leave()
  }
}

type Taken = { scan: ScanRecord; reader: ScanReader; job: FilmJob }

class Worker {
  readonly rates = new Rates()
  readonly #means: WorkMeans
  readonly #limit = pLimit(filesAtATime)
  readonly #taking = pLimit(1)
  readonly #underWay = new Set<Promise<void>>()
  readonly #readers = new Map<number, Promise<ScanReader>>()
  readonly #aside = new Map<number, number>()
  readonly #failed = new AbortController()
  readonly #leaving: AbortSignal
  #scans: ScanRecord[] = []
  #listed = Number.NEGATIVE_INFINITY
  #films = 0

  constructor(means: WorkMeans) {
    this.#means = means
    this.#leaving = AbortSignal.any([means.signal, this.#failed.signal])
  }

  async run(): Promise<number> {
    const lanes = Array.from({ length: jobsAtATime }, async () => {
      try {
        await this.#lane()
      } catch (thrown) {
        // The other lane gives back what it has.
        this.#failed.abort()
        throw thrown
      }
    })
    const ended = await Promise.allSettled(lanes)
    const failure = ended.find((lane) => lane.status === 'rejected')
    if (failure) throw failure.reason
    return this.#films
  }

  async #lane(): Promise<void> {
    while (!this.#leaving.aborted) {
      const begun = await this.#taking(() => this.#begin())
      if (begun) await begun.reading
      else if (this.#means.untilDone && this.#scans.length === 0) return
      else await sleep(idleMs, undefined, { signal: this.#leaving }).catch(() => undefined)
    }
  }

  /**
   * Takes a job and begins it. A film that may end its worker is read with nothing beside it, and while it is, no lane has
   * another job: who dies with it would be suspected too.
   */
  async #begin(): Promise<{ reading: Promise<void> } | undefined> {
    if (this.#leaving.aborted) return undefined
    const taken = await persistently(() => this.#take(), { signal: this.#leaving }).catch((thrown: unknown) => {
      if (this.#leaving.aborted && isOutage(thrown)) return undefined
      throw thrown
    })
    if (!taken) return undefined
    const isAlone = taken.job.data.films.length === 1
    if (isAlone) await Promise.allSettled(this.#underWay)
    const reading = this.#do(taken)
    this.#underWay.add(reading)
    const ended = reading.catch(() => undefined).finally(() => this.#underWay.delete(reading))
    if (isAlone) await ended
    return { reading }
  }

  async #take(): Promise<Taken | undefined> {
    if (performance.now() - this.#listed > listMs) {
      await noteFinished(this.#means.database)
      this.#scans = await openScans(this.#means.database)
      this.#listed = performance.now()
    }
    for (const scan of this.#scans) {
      if ((this.#aside.get(scan.id) ?? 0) > performance.now()) continue
      const reader = await this.#readerOf(scan)
      const job = reader && (await this.#takeOf(scan))
      if (reader && job) return { scan, reader, job }
    }
    this.#listed = Number.NEGATIVE_INFINITY
    return undefined
  }

  async #takeOf(scan: ScanRecord): Promise<FilmJob | undefined> {
    try {
      return await this.#means.jobs.take(scan.id)
    } catch (thrown) {
      // A scan that was removed just now has no queue any more.
      const isThere = isOutage(thrown) || (await openScans(this.#means.database)).some(({ id }) => id === scan.id)
      if (isThere) throw thrown
      return undefined
    }
  }

  /** Undefined where the scan's films are not to be seen from here. */
  async #readerOf(scan: ScanRecord): Promise<ScanReader | undefined> {
    let reader = this.#readers.get(scan.id)
    if (!reader) {
      reader = this.#means.readerOf(scan)
      this.#readers.set(scan.id, reader)
      reader.catch(() => this.#readers.delete(scan.id))
    }
    const ready = await reader
    try {
      await ready.checkSource()
      return ready
    } catch (thrown) {
      this.#putAside(scan, thrown)
      return undefined
    }
  }

  #putAside(scan: ScanRecord, thrown: unknown): void {
    const problem = toProblem(thrown)
    const told = problem.id === 'scan-folder-gone' ? toProblem(new ProblemError('fleet-source-gone')) : problem
    this.#aside.set(scan.id, performance.now() + asideMs)
    this.#means.onAside?.(scan, told)
  }

  async #do(taken: Taken): Promise<void> {
    const { films } = taken.job.data
    // Its workers have died, and nobody knows over which film: each is tried alone.
    if (taken.job.retryCount > 0 && films.length > 1) {
      await this.#settle(
        taken,
        [],
        films.map((film) => [film]),
        suspectPriority,
      )
      return
    }
    if (taken.job.retryCount >= mostDeaths) {
      const [film] = films
      const outcome = taken.reader.problemRow(film[1], new ProblemError('fleet-film-ends-workers'))
      await this.#settle(taken, [{ film, outcome }], [])
      return
    }
    await this.#read(taken)
  }

  async #read(taken: Taken): Promise<void> {
    const lost = new AbortController()
    const ending = AbortSignal.any([this.#leaving, lost.signal])
    const stopBeating = this.#beat(taken, lost)
    const { patience, forget } = this.#patience(lost.signal)
    let failure: unknown
    const read = async (film: JobFilm): Promise<FilmOutcome | undefined> => {
      if (ending.aborted || failure !== undefined) return undefined
      try {
        const outcome = await Promise.race([taken.reader.read(film), patience])
        return outcome && { film, outcome }
      } catch (thrown) {
        failure ??= thrown
        return undefined
      }
    }
    try {
      const all = await Promise.all(taken.job.data.films.map((film) => this.#limit(() => read(film))))
      if (lost.signal.aborted) return
      const outcomes = all.filter((outcome) => outcome !== undefined)
      const isDone = new Set(outcomes.map(({ film }) => film))
      const rest = taken.job.data.films.filter((film) => !isDone.has(film))
      await this.#settle(taken, outcomes, rest.length > 0 ? [rest] : [])
    } finally {
      forget()
      stopBeating()
    }
    if (failure === undefined) return
    if (toProblem(failure).code === 'interrupted' && !this.#leaving.aborted) this.#putAside(taken.scan, failure)
    else if (!this.#leaving.aborted) throw failure
  }

  /** Resolves when films that are being read are not waited for any longer. */
  #patience(lost: AbortSignal): { patience: Promise<undefined>; forget(): void } {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    let timer: NodeJS.Timeout | undefined
    const giveUp = (): void => resolve(undefined)
    const giveUpSoon = (): void => void (timer = setTimeout(giveUp, leavingMs))
    this.#leaving.addEventListener('abort', giveUpSoon, { once: true })
    lost.addEventListener('abort', giveUp, { once: true })
    const forget = (): void => {
      this.#leaving.removeEventListener('abort', giveUpSoon)
      clearTimeout(timer)
    }
    return { patience: promise, forget }
  }

  async #settle(
    { scan, job }: Taken,
    outcomes: readonly FilmOutcome[],
    rest: readonly (readonly JobFilm[])[],
    priority?: number,
  ): Promise<void> {
    const { database, jobs, identity, onProgress } = this.#means
    const settled = { scanId: scan.id, workerId: identity.id, job, outcomes, rest, ...(priority ? { priority } : {}) }
    if (!(await settle(database, jobs, settled))) return
    this.#films += outcomes.length
    this.rates.add(scan.id, outcomes.length)
    onProgress?.(this.#films)
  }

  /** Says that this worker lives for as long as it has the job; aborts `lost` where it has it no more. */
  #beat({ scan, job }: Taken, lost: AbortController): () => void {
    const { jobs } = this.#means
    let isBeating = false
    const timer = setInterval(
      () => {
        if (isBeating) return
        isBeating = true
        // An outage of the database is waited out.
        jobs
          .touch(scan.id, job)
          .then(
            (isOurs) => {
              if (!isOurs) lost.abort()
            },
            () => undefined,
          )
          .finally(() => (isBeating = false))
      },
      ((job.heartbeatSeconds ?? usualHeartbeatSeconds) * 1000) / 4,
    )
    return () => clearInterval(timer)
  }
}
