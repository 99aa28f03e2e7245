import { isDeepStrictEqual } from 'node:util'
import { ProblemError } from '#shared/problem.ts'
import { count, emptyTally, keepHeapSteady } from '#main/scan/index.ts'
import type { Database, Queryable } from '../database/connect.ts'
import type { JobFilm, Jobs } from '../database/jobs.ts'
import { persistently } from '../database/persistently.ts'
import { walkedKeys, walkSource, type Step } from '../sources/source.ts'
import { addCounts, nobody, walkPrefix } from './counts.ts'
import type { ScanRecord } from './scanRecords.ts'

const filmsPerJob = 100
/** Found films go to the database after so many, or so many milliseconds, so that workers can begin. */
const filmsPerStep = 1000
const millisecondsPerStep = 1000

export type WalkMeans = {
  database: Database
  jobs: Jobs
  signal: AbortSignal
  onProgress?(films: number): void
  filmsPerJob?: number
  /** Films that are committed at a time. */
  stepFilms?: number
}

/**
 * Walks the source of a scan from where an earlier walk came to, and makes jobs of the films. Resolves with how many
 * there are. Jobs and cursor are committed together, so a walk that is killed leaves out nothing and does nothing twice.
 * Rejects with 'in-use' where another process walks the same, and with 'cancelled'.
 */
export async function walkScan(scan: ScanRecord, means: WalkMeans): Promise<number> {
  keepHeapSteady()
  if (scan.isWalked) return scan.films
  const walk = new Walk(scan, means)
  for await (const step of walkSource(scan.terms, scan.cursor, walkedKeys(means.database, scan.id))) {
    if (means.signal.aborted) throw new ProblemError('fleet-walk-stopped')
    await walk.add(step)
  }
  return walk.end()
}

class Walk {
  readonly #scan: ScanRecord
  readonly #means: WalkMeans
  /** Films that are in the database. */
  #films: number
  #waiting: JobFilm[] = []
  #keys: string[] = []
  #tally = structuredClone(emptyTally)
  #cursor: unknown
  #isDirty = false
  #stepped = performance.now()

  constructor(scan: ScanRecord, means: WalkMeans) {
    this.#scan = scan
    this.#means = means
    this.#films = scan.films
    this.#cursor = scan.cursor
  }

  async add({ found, cursor, key }: Step): Promise<void> {
    if ('film' in found) {
      const place = this.#films + this.#waiting.length
      this.#waiting.push(found.problem ? [place, found.film, found.problem] : [place, found.film])
    } else if (!('nothing' in found)) count(this.#tally, found)
    if (key !== undefined) this.#keys.push(key)
    this.#isDirty = true
    if (cursor === undefined) return
    this.#cursor = cursor
    const since = performance.now() - this.#stepped
    if (this.#waiting.length >= (this.#means.stepFilms ?? filmsPerStep) || since >= millisecondsPerStep)
      await this.#step(false)
  }

  async end(): Promise<number> {
    await this.#step(true)
    return this.#films
  }

  async #step(isLast: boolean): Promise<void> {
    if (!this.#isDirty && !isLast) return
    const { database, onProgress, signal } = this.#means
    const films = this.#films + this.#waiting.length
    await persistently(() => database.transaction((within) => this.#commit(within, films, isLast)), { signal })
    this.#films = films
    this.#waiting = []
    this.#keys = []
    this.#tally = structuredClone(emptyTally)
    this.#isDirty = false
    this.#stepped = performance.now()
    onProgress?.(films)
  }

  async #commit(within: Queryable, films: number, isLast: boolean): Promise<void> {
    const { id } = this.#scan
    // Each step changes the cursor or comes last, so one that was committed although its answer was lost is told by it.
    const { rows } = await within.query<{ films: number; cursor: unknown; isWalked: boolean; isCancelled: boolean }>(
      `select films::float8 as films, cursor, walked_at is not null as "isWalked", cancelled_at is not null as "isCancelled"
       from fractureguard.scan where id = $1 for update`,
      [id],
    )
    if (rows.length === 0 || rows[0].isCancelled) throw new ProblemError('fleet-scan-cancelled')
    const [{ films: known, cursor, isWalked }] = rows
    // PostgreSQL gives the keys of an object back in an order of its own.
    const isDone = isLast ? isWalked : isDeepStrictEqual(cursor, this.#cursor)
    if (isDone && known === films) return
    if (isWalked || known !== this.#films) throw new ProblemError('fleet-walked-elsewhere')
    await within.query(
      `update fractureguard.scan set cursor = $2, films = $3, walked_at = case when $4 then now() end where id = $1`,
      [id, JSON.stringify(this.#cursor ?? null), films, isLast],
    )
    await within.query(
      `insert into fractureguard.walked (scan_id, key) select $1, unnest($2::text[]) on conflict do nothing`,
      [id, this.#keys],
    )
    await addCounts(within, { scanId: id, workerId: nobody, tally: this.#tally, prefix: walkPrefix })
    await this.#means.jobs.add(id, inJobs(this.#waiting, this.#means.filmsPerJob ?? filmsPerJob), within)
  }
}

export function inJobs(films: readonly JobFilm[], most: number): JobFilm[][] {
  const jobs: JobFilm[][] = []
  for (let from = 0; from < films.length; from += most) jobs.push(films.slice(from, from + most))
  return jobs
}
