import { ProblemError } from '#shared/problem.ts'
import type { Queryable } from './connect.ts'

/** By which all workers hash patient ids. */
export async function patientKey(database: Queryable): Promise<Uint8Array> {
  const { rows } = await database.query<{ bytes: Buffer }>(
    `select bytes from fractureguard.secret where name = 'patient-key'`,
  )
  if (rows.length === 0) throw new ProblemError('fleet-not-prepared')
  return rows[0].bytes
}
