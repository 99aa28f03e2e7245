import { ProblemError, type ProblemCode } from '#shared/problem.ts'
import type { ScanRow } from '#shared/scan.ts'
import { count, emptyTally } from '#main/scan/index.ts'
import type { Database } from '../database/connect.ts'
import type { JobFilm, Jobs } from '../database/jobs.ts'
import { addCounts, nobody } from './counts.ts'
import { inJobs } from './walker.ts'
import { noteFinished, scanNamed } from './scanRecords.ts'

/** Films of one job that retries films; few, since some of them may be slow. */
const filmsPerRetry = 20

/** No more films are read; rows that are there stay. */
export async function cancelScan(database: Database, jobs: Jobs, name: string): Promise<void> {
  const { id } = await scanNamed(database, name)
  await noteFinished(database)
  const { rowCount } = await database.query(
    `update fractureguard.scan set cancelled_at = now() where id = $1 and finished_at is null`,
    [id],
  )
  if (rowCount) await jobs.drop(id)
}

/** Forgets a scan that is complete or cancelled, with all of its rows. Rejects with 'in-use' for another one. */
export async function removeScan(database: Database, jobs: Jobs, name: string): Promise<void> {
  await noteFinished(database)
  const { id, isFinished, isCancelled } = await scanNamed(database, name)
  if (!isFinished && !isCancelled) throw new ProblemError('fleet-scan-not-at-rest')
  await jobs.deleteQueue(id)
  await database.query(`select fractureguard.remove_scan($1)`, [id])
}

type OldRow = { position: string; film: string; row: ScanRow }

/**
 * Films with a problem of one of these codes are read once more: their rows go, with what was counted of them, and jobs
 * come, all in one step. Resolves with how many films.
 */
export async function retryFilms(
  database: Database,
  jobs: Jobs,
  name: string,
  codes: readonly ProblemCode[],
): Promise<number> {
  const { id: scanId, isCancelled } = await scanNamed(database, name)
  if (isCancelled) throw new ProblemError('fleet-scan-cancelled')
  return database.transaction(async (within) => {
    const { rows } = await within.query<OldRow>(
      `delete from fractureguard.film_row where scan_id = $1 and position in
         (select position from fractureguard.film_row where scan_id = $1 and error_code = any ($2))
       returning position, film, row`,
      [scanId, codes],
    )
    const films = new Map<number, { film: string; rows: ScanRow[] }>()
    for (const { position, film, row } of rows) {
      const place = Number(position)
      const known = films.get(place) ?? { film, rows: [] }
      known.rows.push(row)
      films.set(place, known)
    }
    const tally = structuredClone(emptyTally)
    for (const { rows } of films.values()) count(tally, { rows })
    await addCounts(within, { scanId, workerId: nobody, tally: negated(tally) })
    const again = [...films].sort(([a], [b]) => a - b).map(([position, { film }]): JobFilm => [position, film])
    await jobs.add(scanId, inJobs(again, filmsPerRetry), within)
    if (films.size > 0) await within.query(`update fractureguard.scan set finished_at = null where id = $1`, [scanId])
    return films.size
  })
}

type Tally = typeof emptyTally

function negated(tally: Tally): Tally {
  const minus = (counts: Record<string, number>): Record<string, number> =>
    Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, -n]))
  const { files, rows, films } = tally
  return {
    ...tally,
    files: -files,
    rows: -rows,
    films: -films,
    verdicts: minus(tally.verdicts),
    errors: minus(tally.errors),
  }
}
