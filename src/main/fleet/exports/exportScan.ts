import { open, rename, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { ProblemError } from '#shared/problem.ts'
import { reportStyleSchema, type ScanRow } from '#shared/scan.ts'
import { diskProblem, reportIn } from '#main/scan/index.ts'
import type { Database } from '../database/connect.ts'
import { withRows } from './exportedRows.ts'
import { writeParquet } from './parquet.ts'

export type ExportRequest = {
  name: string
  format: 'csv' | 'parquet'
  path: string
  /** Takes the place of a file that is there. */
  replace: boolean
  /** Also where rows are still missing. */
  partial: boolean
}

/**
 * Writes the rows of a scan into a file, with the columns of a scan of one machine in the same order; the same rows come
 * to the same bytes. The file has its name when it is whole. Resolves with how many rows there are.
 */
export async function exportScan(database: Database, request: ExportRequest): Promise<number> {
  const { name, format, path, replace, partial } = request
  if (!replace && existsSync(path)) throw new ProblemError('scan-report-exists')
  const part = `${path}.part`
  try {
    const write = format === 'csv' ? writeCsv : writeParquet
    const rows = await withRows(database, name, partial, (pages) => write(part, pages))
    await rename(part, path)
    return rows
  } catch (thrown) {
    await rm(part, { force: true }).catch(() => undefined)
    throw diskProblem(thrown)
  }
}

async function writeCsv(path: string, pages: AsyncIterable<ScanRow[]>): Promise<number> {
  const report = reportIn(reportStyleSchema.parse({ format: 'csv' }))
  const file = await open(path, 'w', 0o600)
  let count = 0
  try {
    await file.write(report.start)
    for await (const rows of pages) {
      await file.write(rows.map(report.row).join(''))
      count += rows.length
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return count
}
