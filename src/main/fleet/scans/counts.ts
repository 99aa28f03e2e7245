import { emptyTally } from '#main/scan/index.ts'
import type { ScanTally } from '#shared/scan.ts'
import type { Queryable } from '../database/connect.ts'

/** Who counts what no worker has done. */
export const nobody = '00000000-0000-0000-0000-000000000000'
/** What the walk left out has no place among the films. */
export const walkPrefix = 'walk '

/** A tally as named numbers: `files`, `verdict fracture`, `error truncated` … */
function named(tally: ScanTally): [string, number][] {
  const { files, rows, films, filtered } = tally
  const all = Object.entries({ files, rows, films, filtered })
  for (const kind of ['verdicts', 'errors', 'skipped'] as const)
    for (const [name, n] of Object.entries(tally[kind])) all.push([`${kind} ${name}`, n])
  return all.filter(([, n]) => n !== 0)
}

/** Adds to what a worker has done in a scan. */
export async function addCounts(
  within: Queryable,
  { scanId, workerId, tally, prefix = '' }: { scanId: number; workerId: string; tally: ScanTally; prefix?: string },
): Promise<void> {
  // In one order, so that two transactions of a worker never wait for each other.
  const counts = named(tally).sort(([a], [b]) => (a < b ? -1 : 1))
  if (counts.length === 0) return
  await within.query(
    `insert into fractureguard.count as c (scan_id, worker_id, name, n)
     select $1, $2, name, n from unnest($3::text[], $4::bigint[]) as t (name, n)
     on conflict (scan_id, worker_id, name) do update set n = c.n + excluded.n`,
    [scanId, workerId, counts.map(([name]) => `${prefix}${name}`), counts.map(([, n]) => n)],
  )
}

/** The tally of named numbers; what the walk left out is added to it. */
export function tallyOf(counts: Readonly<Record<string, number>>): ScanTally {
  const tally = structuredClone(emptyTally)
  for (const [full, n] of Object.entries(counts)) {
    const name = full.startsWith(walkPrefix) ? full.slice(walkPrefix.length) : full
    const [kind, ...rest] = name.split(' ')
    if (kind === 'files' || kind === 'rows' || kind === 'films' || kind === 'filtered') tally[kind] += n
    else if ((kind === 'verdicts' || kind === 'errors' || kind === 'skipped') && n > 0)
      tally[kind][rest.join(' ')] = (tally[kind][rest.join(' ')] ?? 0) + n
  }
  return tally
}
