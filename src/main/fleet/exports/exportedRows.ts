import type { ScanRow } from '#shared/scan.ts'
import { ProblemError } from '#shared/problem.ts'
import type { Database } from '../database/connect.ts'
import { isComplete, scanNamed } from '../scans/scanRecords.ts'

const rowsAtATime = 5_000

type Line = { position: string; part: number; row: ScanRow }

/**
 * Works with all rows of a scan in the order in which its source was walked, page by page, as they are at one moment.
 * Rejects with 'wrong-use' for a scan that is not complete, unless `partial` says that it may be.
 */
export async function withRows<T>(
  database: Database,
  name: string,
  partial: boolean,
  work: (pages: AsyncIterable<ScanRow[]>) => Promise<T>,
): Promise<T> {
  return database.transaction(async (within) => {
    await within.query('set transaction isolation level repeatable read, read only')
    const { id } = await scanNamed(within, name)
    if (!partial && !(await isComplete(within, id))) throw new ProblemError('fleet-scan-unfinished')
    return work(
      (async function* () {
        for (let after: [string, number] = ['-1', 0]; ;) {
          const { rows } = await within.query<Line>(
            `select position, part, row from fractureguard.film_row
             where scan_id = $1 and (position, part) > ($2::bigint, $3::int)
             order by position, part limit ${rowsAtATime}`,
            [id, ...after],
          )
          if (rows.length === 0) return
          yield rows.map(({ row }) => row)
          const { position, part } = rows.at(-1)!
          after = [position, part]
        }
      })(),
    )
  })
}
