import { fleetStatusSchema, type FleetScan, type FleetStatus, type FleetTerms } from '#shared/fleet.ts'
import type { Queryable } from '../database/connect.ts'
import { tallyOf } from './counts.ts'

type ScanLine = {
  id: number
  name: string
  terms: FleetTerms
  createdAt: string
  films: number
  state: FleetScan['state']
  counts: Record<string, number>
}
type WorkerLine = {
  id: string
  host: string
  pid: number
  engine: string
  programVersion: string
  startedAt: string
  rates: Record<string, number>
}

/** A worker says every few seconds that it lives. */
const heardOfWithin = '60 seconds'
const isoTime = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** All scans with what they have come to, and the workers that live. Needs the rights of a reader. */
export async function fleetStatus(database: Queryable): Promise<FleetStatus> {
  const scans = await database.query<ScanLine>(
    `select id, name, terms, ${isoTime('created_at')} as "createdAt", films::float8 as films,
       case when cancelled_at is not null then 'cancelled'
            when walked_at is null then 'walking'
            when films = (counts->>'files')::bigint + (counts->>'filtered')::bigint then 'complete'
            else 'reading' end as state,
       counts
     from fractureguard.scan s cross join lateral (
       select jsonb_build_object('files', 0, 'filtered', 0) || coalesce(jsonb_object_agg(name, n), '{}') as counts
       from (select name, sum(n) as n from fractureguard.count where scan_id = s.id group by name) c) counted
     order by id desc`,
  )
  const workers = await database.query<WorkerLine>(
    `select id, host, pid, engine, program_version as "programVersion", ${isoTime('started_at')} as "startedAt", rates
     from fractureguard.worker
     where left_at is null and seen_at > now() - interval '${heardOfWithin}' order by started_at, id`,
  )
  const rates = workers.rows.map((worker) => worker.rates)
  return fleetStatusSchema.parse({
    scans: scans.rows.map((scan) => scanOf(scan, rates)),
    workers: workers.rows.map(({ rates: own, ...worker }) => ({
      ...worker,
      filmsPerSecond: Object.values(own).reduce((sum, rate) => sum + rate, 0),
    })),
  })
}

function scanOf(
  { id, name, terms, createdAt, films, state, counts }: ScanLine,
  rates: WorkerLine['rates'][],
): FleetScan {
  const { milliseconds: _, ...tally } = tallyOf(counts)
  const isAtRest = state === 'complete' || state === 'cancelled'
  const filmsPerSecond = isAtRest ? 0 : rates.reduce((sum, rate) => sum + (rate[id] ?? 0), 0)
  const done = counts.files + counts.filtered
  const rest = state === 'reading' && filmsPerSecond > 0 ? { secondsLeft: (films - done) / filmsPerSecond } : {}
  return {
    id,
    name,
    state,
    createdAt,
    source: terms.source,
    model: terms.model,
    found: films,
    done,
    tally,
    filmsPerSecond,
    ...rest,
  }
}
