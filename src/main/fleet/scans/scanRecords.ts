import { isDeepStrictEqual } from 'node:util'
import { fleetTermsSchema, type FleetTerms } from '#shared/fleet.ts'
import { ProblemError } from '#shared/problem.ts'
import type { Database, Queryable } from '../database/connect.ts'
import type { Jobs } from '../database/jobs.ts'

/** A scan as the database keeps it. */
export type ScanRecord = {
  id: number
  name: string
  terms: FleetTerms
  /** Of the model, see `models/sharedModel.ts`. */
  seal: string
  /** Where the walk goes on; what it holds is the source's. */
  cursor: unknown
  /** Films that the walk has found. */
  films: number
  isWalked: boolean
  isCancelled: boolean
  isFinished: boolean
}

const columns = `id, name, terms, seal, cursor, films::float8 as films, walked_at is not null as "isWalked",
  cancelled_at is not null as "isCancelled", finished_at is not null as "isFinished"`

function recordOf(row: ScanRecord): ScanRecord {
  return { ...row, terms: fleetTermsSchema.parse(row.terms) }
}

/** Rejects with 'not-found'. */
export async function scanNamed(database: Queryable, name: string): Promise<ScanRecord> {
  const { rows } = await database.query<ScanRecord>(`select ${columns} from fractureguard.scan where name = $1`, [name])
  if (rows.length === 0) throw new ProblemError('fleet-scan-unknown')
  return recordOf(rows[0])
}

/** Scans for which there may be something to read, the oldest first. */
export async function openScans(database: Queryable): Promise<ScanRecord[]> {
  const { rows } = await database.query<ScanRecord>(
    `select ${columns} from fractureguard.scan where cancelled_at is null and finished_at is null order by id`,
  )
  return rows.map(recordOf)
}

/**
 * Begins a scan, or finds the one of this name. Rejects with 'wrong-use' where that one has other terms or was
 * cancelled.
 */
export async function beginScan(
  database: Database,
  jobs: Jobs,
  begun: { name: string; terms: FleetTerms; seal: string; heartbeatSeconds?: number | undefined },
): Promise<ScanRecord> {
  const { name, terms, seal, heartbeatSeconds } = begun
  await database.transaction(async (within) => {
    const { rows } = await within.query<{ id: number }>(
      `insert into fractureguard.scan (name, terms, seal) values ($1, $2, $3) on conflict do nothing returning id`,
      [name, JSON.stringify(terms), seal],
    )
    if (rows.length > 0) await within.query(`select fractureguard.begin_scan($1)`, [rows[0].id])
  })
  const record = await scanNamed(database, name)
  const isSame = record.seal === seal && isDeepStrictEqual(record.terms, fleetTermsSchema.parse(plainJson(terms)))
  if (!isSame) throw new ProblemError('fleet-scan-of-other-terms')
  if (record.isCancelled) throw new ProblemError('fleet-scan-cancelled')
  // Does nothing where it is there already.
  await jobs.createQueue(record.id, heartbeatSeconds)
  return record
}

function plainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

/** The walk is over and each film is counted. Counts and rows are committed together: then every row is there. */
const isEverythingRead = `walked_at is not null and films =
  (select coalesce(sum(n), 0) from fractureguard.count c where c.scan_id = s.id and c.name in ('files', 'filtered'))`

export async function isComplete(database: Queryable, id: number): Promise<boolean> {
  const { rows } = await database.query<{ whole: boolean }>(
    `select ${isEverythingRead} as whole from fractureguard.scan s where id = $1`,
    [id],
  )
  return rows[0]?.whole === true
}

/** Notes which scans are complete, so that workers look at them no more. */
export async function noteFinished(database: Queryable): Promise<void> {
  await database.query(
    `update fractureguard.scan s set finished_at = now()
      where finished_at is null and cancelled_at is null and ${isEverythingRead}`,
  )
}
