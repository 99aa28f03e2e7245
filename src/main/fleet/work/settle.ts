import type { FileOutcome } from '#main/scan/index.ts'
import { count, emptyTally } from '#main/scan/index.ts'
import type { Database, Queryable } from '../database/connect.ts'
import type { FilmJob, JobFilm, Jobs } from '../database/jobs.ts'
import { persistently, type Patience } from '../database/persistently.ts'
import { addCounts } from '../scans/counts.ts'

/** What became of a film. */
export type FilmOutcome = { film: JobFilm; outcome: FileOutcome }

export type Settled = {
  scanId: number
  workerId: string
  job: FilmJob
  outcomes: readonly FilmOutcome[]
  /** Jobs that take the place of this one: films of it that were not read. */
  rest: readonly (readonly JobFilm[])[]
  /** Of the jobs of the rest. */
  priority?: number
}

/** Jobs of films that may end their workers come last, so that they hold up no others. */
export const suspectPriority = -1

/**
 * Completes a job: its rows, what is counted of them, the jobs of what is left and the completion itself are committed
 * in one transaction. False where the job is not this worker's any more, then nothing is written: another worker has
 * it, or an earlier try was committed although its answer was lost.
 */
export function settle(database: Database, jobs: Jobs, settled: Settled, patience: Patience = {}): Promise<boolean> {
  const { scanId, workerId, job, outcomes, rest, priority } = settled
  return persistently(
    () =>
      database.transaction(async (within) => {
        // First, since it locks the job: from here on nobody else can have it.
        if (!(await jobs.complete(scanId, job, within))) return false
        await insertRows(within, scanId, outcomes)
        const tally = structuredClone(emptyTally)
        for (const { outcome } of outcomes) count(tally, outcome)
        await addCounts(within, { scanId, workerId, tally })
        await jobs.add(scanId, rest, within, priority)
        return true
      }),
    patience,
  )
}

async function insertRows(within: Queryable, scanId: number, outcomes: readonly FilmOutcome[]): Promise<void> {
  const all = outcomes.flatMap(({ film: [position, film], outcome }) =>
    'rows' in outcome ? outcome.rows.map((row, part) => ({ position, part, film, row })) : [],
  )
  if (all.length === 0) return
  await within.query(
    `insert into fractureguard.film_row (scan_id, position, part, film, error_code, row)
     select $1, t.* from unnest($2::bigint[], $3::int[], $4::text[], $5::text[], $6::json[]) as t`,
    [
      scanId,
      all.map(({ position }) => position),
      all.map(({ part }) => part),
      all.map(({ film }) => withoutNul(film)),
      all.map(({ row }) => row.error_code ?? null),
      all.map(({ row }) => withoutNul(JSON.stringify(row))),
    ],
  )
}

/** PostgreSQL keeps no NUL in a text; in JSON it stands as an escape, which `json` keeps as it is. */
const withoutNul = (text: string): string => text.replaceAll('\0', '\uFFFD')
