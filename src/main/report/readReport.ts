import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import { reportSchema, type Report } from '#shared/report.ts'
import { reportFiles } from './writeReport.ts'

/**
 * The report in a model's folder. A model that was trained before there were reports, or the bundled one, has none.
 * Throws `model-invalid`.
 */
export async function readReport(directory: string): Promise<Report | undefined> {
  let text: string
  try {
    text = await readFile(join(directory, reportFiles.json), 'utf8')
  } catch {
    return undefined
  }
  try {
    return reportSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new ProblemError('model-report-damaged', { cause })
  }
}
