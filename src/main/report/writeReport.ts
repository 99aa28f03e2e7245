import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { Report } from '#shared/report.ts'
import { buildReport, type ReportInput } from './buildReport.ts'
import { reportHtml } from './html.ts'

export const reportFiles = { json: 'report.json', html: 'report.html' } as const

/**
 * Measures the hold-out and writes `report.json` and a self-contained `report.html` into the folder. Throws
 * `not-enough-data`.
 */
export async function writeReport(directory: string, input: ReportInput): Promise<Report> {
  const report = buildReport(input)
  await writeReportFiles(directory, report)
  return report
}

export async function writeReportFiles(directory: string, report: Report): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await writeFileAtomic(join(directory, reportFiles.json), `${JSON.stringify(report, null, 1)}\n`, { mode: 0o600 })
  await writeFileAtomic(join(directory, reportFiles.html), reportHtml(report), { mode: 0o600 })
}
