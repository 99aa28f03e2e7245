import type { EngineName } from '#shared/engine.ts'
import { ProblemError, type Problem } from '#shared/problem.ts'
import { verdicts } from '#shared/reading.ts'
import type { ReportStyle, ScanColumn, ScanOptions, ScanSummary } from '#shared/scan.ts'
import { chooseEngine } from '../session/engine.ts'
import { exitCodeOf, exitCodes } from '../session/exitCodes.ts'
import { count } from '../print/lists.ts'
import { createOutput, type Output } from '../print/output.ts'
import { notADevice, verdictWords } from '../print/rows.ts'
import { wishOf, type DicomOptions } from '../session/results.ts'
import { withApplication, type Client } from '../session/session.ts'

export type ScanCommandOptions = DicomOptions & {
  csv?: string
  output?: string
  format: ReportStyle['format']
  bom: boolean
  columns?: ScanColumn[]
  glob?: string
  modality: string[]
  newerThan?: string
  patientId: ScanOptions['patientId']
  absolute: boolean
  force: boolean
  model?: string
  engine?: EngineName
  resume: boolean
  replace: boolean
  json?: boolean
}

/**
 * Reads all films of a folder into a report. 1 where some could not be read, or where the scan did not come to its end.
 */
export function scan(folder: string, options: ScanCommandOptions): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client, signal }) => {
    const path = options.csv ?? options.output
    if (path === undefined) throw new ProblemError('scan-report-unnamed')
    const { format, bom, columns, resume, replace, glob, patientId, engine } = options
    const tellEngine = await chooseEngine(client, engine, output)
    const { scanId, jobId } = await client.scans.start({
      options: {
        folder,
        glob,
        patientId,
        engine,
        modelId: options.model,
        modalities: options.modality,
        newerThan: options.newerThan,
        absolutePaths: options.absolute,
        force: options.force,
        results: wishOf(options),
      },
      output: { path, format: options.csv === undefined ? format : 'csv', bom, columns, replace },
      resume,
    })
    // Standard error: where JSON is wanted, standard output is kept for it.
    signal.addEventListener('abort', () =>
      output.aside('Stopped. To resume, run the same command again with --resume.'),
    )
    const problem = await follow(client, jobId, output)
    await tellEngine()
    const summary = (await client.scans.list()).find((scan) => scan.scanId === scanId)?.summary
    if (summary) tell(summary, path, output)
    if (problem) {
      output.problem(problem)
      return exitCodeOf(problem)
    }
    return summary && Object.keys(summary.errors).length === 0 ? exitCodes.well : exitCodes.someFailed
  })
}

/** Tells of a scan until it has ended; resolves with what stopped it, if anything did. */
async function follow(client: Client, jobId: string, output: Output): Promise<Problem | undefined> {
  let problem: Problem | undefined
  for await (const job of await client.jobs.watch({ jobId })) {
    problem = job.problem
    if (!job.progress) continue
    const { done, total, numbers } = job.progress
    output.record({ event: 'progress', jobId, done, total, ...numbers })
    const of = total > 0 ? ` of ${total}` : ''
    const errors = numbers.errors > 0 ? `, ${numbers.errors} not read` : ''
    output.progress(`${done}${of} files, ${numbers.filmsPerSecond.toFixed(1)} films/s${errors}`)
  }
  return problem
}

function tell(summary: ScanSummary, path: string, output: Output): void {
  output.record({ event: summary.complete ? 'scanned' : 'stopped', ...summary })
  if (!summary.complete) return
  const { films, model, filmsPerSecond, milliseconds, filtered } = summary
  const list = (entries: [string, number][]): string => entries.map(([name, rows]) => `${rows} ${name}`).join(', ')
  const found = verdicts.map((verdict): [string, number] => [
    verdictWords[verdict].toLowerCase(),
    summary.verdicts[verdict] ?? 0,
  ])
  output.line(`${count(films, 'film')} read with ${model.name} (${model.id}): ${list(found)}.`)
  const errors = Object.entries(summary.errors)
  if (errors.length > 0) output.line(`Not read: ${list(errors)}.`)
  const passed = Object.entries(summary.skipped)
  if (passed.length > 0) output.line(`Skipped: ${list(passed)}.`)
  if (filtered > 0) output.line(`Left out by the filters: ${filtered}.`)
  output.line(`${(milliseconds / 1000).toFixed(1)} s, ${filmsPerSecond.toFixed(1)} films/s. Report: ${path}`)
  output.line(notADevice)
}
