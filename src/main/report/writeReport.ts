import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { Language } from '#shared/language.ts'
import type { Report } from '#shared/report.ts'
import { buildReport, type ReportInput } from './buildReport.ts'
import { reportHtml } from './html.ts'

export const reportFiles = { json: 'report.json', html: 'report.html' } as const

/**
 * Measures the hold-out and writes `report.json` and a self-contained `report.html` in the language into the
 * folder. Throws `not-enough-data`.
 */
export async function writeReport(directory: string, input: ReportInput, language: Language = 'en'): Promise<Report> {
  const report = buildReport(input)
  await writeReportFiles(directory, report, language)
  return report
}

export async function writeReportFiles(directory: string, report: Report, language: Language = 'en'): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await writeFileAtomic(join(directory, reportFiles.json), `${JSON.stringify(report, null, 1)}\n`, { mode: 0o600 })
  await writeFileAtomic(join(directory, reportFiles.html), reportHtml(report, language), { mode: 0o600 })
}
