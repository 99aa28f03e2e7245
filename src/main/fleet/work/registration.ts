import { hostname } from 'node:os'
import type { Queryable } from '../database/connect.ts'
import { persistently } from '../database/persistently.ts'
import { noteFinished } from '../scans/scanRecords.ts'

const everyMs = 5_000

export type WorkerIdentity = { id: string; engine: string; programVersion: string }

/**
 * Says of a worker that it is there, every few seconds, and notes which scans are finished. Resolves with the function
 * that says that it has left. An outage of the database is waited out.
 */
export async function register(
  database: Queryable,
  { id, engine, programVersion }: WorkerIdentity,
  rates: () => Record<string, number>,
): Promise<() => Promise<void>> {
  await database.query(
    `insert into fractureguard.worker (id, host, pid, engine, program_version) values ($1, $2, $3, $4, $5)`,
    [id, hostname(), process.pid, engine, programVersion],
  )
  const say = async (): Promise<void> => {
    await database.query(`update fractureguard.worker set seen_at = now(), rates = $2 where id = $1`, [
      id,
      JSON.stringify(rates()),
    ])
    await noteFinished(database)
  }
  let saying: Promise<void> | undefined
  const timer = setInterval(() => {
    saying ??= say()
      .catch(() => undefined)
      .finally(() => (saying = undefined))
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await saying
    await persistently(
      () => database.query(`update fractureguard.worker set left_at = now(), rates = '{}' where id = $1`, [id]),
      { patienceMs: everyMs },
    ).catch(() => undefined)
  }
}
