import { InvalidArgumentError, Option, type Command } from 'commander'
import type { EngineName } from '#shared/engine.ts'
import { ProblemError, type Problem } from '#shared/problem.ts'
import { verdicts } from '#shared/reading.ts'
import {
  reportFormats,
  scanColumns,
  type ReportStyle,
  type ScanColumn,
  type ScanOptions,
  type ScanSummary,
} from '#shared/scan.ts'
import { chooseEngine, engineOption } from '../session/engine.ts'
import { exitCodeOf, exitCodes } from '../session/exitCodes.ts'
import { count } from '../print/lists.ts'
import { createOutput, type Output } from '../print/output.ts'
import { notADevice, verdictWords } from '../print/rows.ts'
import { wishOf, type DicomOptions } from '../session/results.ts'
import { withApplication, type Client } from '../session/session.ts'
import { pointInTime, several } from './arguments.ts'
import { dicomOptions } from './dicomOptions.ts'
import { examples, json } from './help.ts'

type ScanCommandOptions = DicomOptions & {
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

/** `scan`. */
export function addScanCommand(program: Command, done: (code: number) => void): void {
  const [kinds, folder, reportClass] = dicomOptions()
  program
    .command('scan')
    .description('read all films in a folder into a report with one row per frame')
    .argument('<dir>', 'the folder')
    .option('--csv <file>', 'write the report here, as CSV')
    .option('--output <file>', 'write the report here, in the --format')
    .addOption(new Option('--format <format>', 'format of --output').choices(reportFormats).default('csv'))
    .option('--resume', 'resume the unfinished scan at the output', false)
    .option('--replace', 'replace an existing or unfinished report', false)
    .option('--glob <pattern>', 'only files whose path below the folder matches, such as "*.dcm" or "2024/**"')
    .option('--modality <code>', 'only films of this modality; may be repeated', several, [])
    .option('--newer-than <date>', 'only files changed after this date', pointInTime)
    .addOption(
      new Option('--patient-id <how>', 'patient ids in the report').choices(['omit', 'keep', 'hash']).default('omit'),
    )
    .option('--force', 'also judge films that are not radiographs or are blank', false)
    .option('--absolute', 'absolute paths instead of paths below the folder', false)
    .option('--columns <names>', 'columns and their order (default: all)', columnNames)
    .option('--bom', 'start the CSV with a byte order mark, for Excel', false)
    .addOption(kinds!)
    .addOption(folder!)
    .addOption(reportClass!)
    .option('--model <id>', 'the model to read with (default: the active one)')
    .addOption(engineOption())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'scan films/ --csv report.csv',
        'scan films/ --csv report.csv --resume',
        'scan films/ --output rows.jsonl --format jsonl --modality DX',
      ),
    )
    .action(async (folder: string, options: ScanCommandOptions, command: Command) => {
      const { csv, output, format, bom } = options
      if (csv !== undefined && output !== undefined) command.error('error: name either --csv FILE or --output FILE')
      if (csv !== undefined && format !== 'csv') command.error('error: --format is for --output; --csv writes CSV')
      if (bom && format !== 'csv') command.error('error: --bom is for CSV')
      done(await scan(folder, options))
    })
}

function columnNames(text: string): ScanColumn[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !(scanColumns as readonly string[]).includes(name))
  if (unknown === undefined) return names as ScanColumn[]
  throw new InvalidArgumentError(`There is no column ${unknown}; there are ${scanColumns.join(', ')}.`)
}

/**
 * Reads all films of a folder into a report. 1 where some could not be read, or where the scan did not come to its end.
 */
function scan(folder: string, options: ScanCommandOptions): Promise<number> {
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
      output: { path, format, bom, columns, replace },
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
