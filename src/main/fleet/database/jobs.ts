import { PgBoss, type ConstructorOptions, type Db, type Job } from 'pg-boss'
import type { Problem } from '#shared/problem.ts'
import type { Database, Queryable } from './connect.ts'

/** A place in the walk, the film there, and what the walk already found to be wrong with it. */
export type JobFilm = [position: number, film: string, problem?: Problem]
/** Films that one worker takes at a time. */
export type FilmJob = Job<{ films: JobFilm[] }>

export const queueOf = (scanId: number): string => `scan-${scanId}`

const day = 24 * 60 * 60
/** Whose heart has not beaten for so long has died, and its job goes to another worker. pg-boss takes ten at least. */
export const usualHeartbeatSeconds = 30
const queueOptions = {
  // A worker that lives and hangs is ended by the time limits of the compute process long before.
  expireInSeconds: day / 2,
  // Each time means a worker that died; what ends them is told apart film by film, see `work/worker.ts`.
  retryLimit: 1_000_000,
  retentionSeconds: 3650 * day,
  deleteAfterSeconds: day / 24,
}

export type JobsOptions = {
  /** Looks after jobs of workers that died; each worker does. */
  supervise: boolean
}

export const jobsOptions = (database: Database): ConstructorOptions => ({
  db: asDb(database),
  schema: 'fractureguard_jobs',
  schedule: false,
  registerInstance: false,
  reindex: false,
  monitorVacuum: false,
  superviseIntervalSeconds: 10,
  monitorIntervalSeconds: 10,
  maintenanceIntervalSeconds: 600,
  openTelemetry: { enabled: false },
})

const asDb = (within: Queryable): Db => ({ executeSql: (text, values) => within.query(text, values) })

/**
 * The queue, one for each scan, so that a worker takes only films that it sees. Jobs are fetched and completed here
 * rather than by `boss.work()`, which asks for the next job only at intervals, and whose transactions would be open
 * for as long as films are being read.
 */
export class Jobs {
  readonly #boss: PgBoss

  private constructor(boss: PgBoss) {
    this.#boss = boss
  }

  static async open(database: Database, { supervise }: JobsOptions): Promise<Jobs> {
    const boss = new PgBoss({ ...jobsOptions(database), migrate: false, createSchema: false, supervise })
    // Of what it does by itself; it does it again later.
    boss.on('error', () => undefined)
    boss.on('warning', () => undefined)
    await boss.start()
    return new Jobs(boss)
  }

  createQueue(scanId: number, heartbeatSeconds = usualHeartbeatSeconds): Promise<void> {
    return this.#boss.createQueue(queueOf(scanId), { ...queueOptions, heartbeatSeconds })
  }

  /** Adds jobs in a transaction. Those of a lower priority come last. */
  async add(scanId: number, jobs: readonly (readonly JobFilm[])[], within: Queryable, priority = 0): Promise<void> {
    if (jobs.length === 0) return
    const inserted = jobs.map((films) => ({ data: { films }, priority }))
    await this.#boss.insert(queueOf(scanId), inserted, { db: asDb(within) })
  }

  async take(scanId: number): Promise<FilmJob | undefined> {
    const [job] = await this.#boss.fetch<FilmJob['data']>(queueOf(scanId))
    return job
  }

  /** Says that its worker lives. False where the job is not this worker's any more. */
  async touch(scanId: number, { id, retryCount }: FilmJob): Promise<boolean> {
    return isOne(await this.#boss.touch(queueOf(scanId), { id, retryCount }))
  }

  /** False where the job is not this worker's any more, or was completed by it before. */
  async complete(scanId: number, { id, retryCount }: FilmJob, within: Queryable): Promise<boolean> {
    return isOne(await this.#boss.complete(queueOf(scanId), { id, retryCount }, null, { db: asDb(within) }))
  }

  /** Gives jobs of workers that died to others, now; workers do so every few seconds. */
  async supervise(): Promise<void> {
    await this.#boss.supervise()
  }

  /** Forgets jobs that nobody has taken. */
  async drop(scanId: number): Promise<void> {
    await this.#boss.deleteQueuedJobs(queueOf(scanId))
  }

  async deleteQueue(scanId: number): Promise<void> {
    await this.#boss.deleteQueue(queueOf(scanId))
  }

  /** Ends what it does by itself; the database stays open. */
  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: false, close: false })
  }
}

/** pg-boss counts what a call has changed, though its types do not say so. */
function isOne(response: object): boolean {
  return (response as { affected?: number }).affected === 1
}
