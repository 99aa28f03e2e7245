import type { Command } from 'commander'
import type { EngineName } from '#shared/engine.ts'
import { verdicts, type Verdict } from '#shared/reading.ts'
import { activeModel } from '../session/activeModel.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { createOutput, type Output } from '../print/output.ts'
import { openPictureFolder, writePictures } from '../print/pictures.ts'
import { readFilms } from '../session/readFilms.ts'
import { notADevice, rowHeading, rowLines, rowRecord, verdictWords, type Row } from '../print/rows.ts'
import { ResultsRun, wishOf, type DicomOptions } from '../session/results.ts'
import { engineOption } from '../session/engine.ts'
import { withApplication } from '../session/session.ts'
import { dicomOptions } from './dicomOptions.ts'
import { examples, json } from './help.ts'

type ReadOptions = DicomOptions & {
  json?: boolean
  evidence?: string
  model?: string
  engine?: EngineName
  force: boolean
}

/** `read`. */
export function addReadCommand(program: Command, done: (code: number) => void): void {
  const [kinds, folder, reportClass] = dicomOptions({ keyImages: true })
  program
    .command('read')
    .description('read films: DICOM, PNG, JPEG, TIFF, WebP and BMP files, ZIP archives, DICOMDIRs and whole folders')
    .argument('<path...>', 'files and folders')
    .addOption(json())
    .option('--force', 'also judge films that are not radiographs or are blank', false)
    .option('--evidence <dir>', 'write pictures of each film with its evidence and its expert gating into this folder')
    .addOption(kinds!)
    .addOption(folder!)
    .addOption(reportClass!)
    .option('--model <id>', 'the model to read with (default: the active one)')
    .addOption(engineOption())
    .addHelpText(
      'after',
      examples(
        'read film.dcm',
        'read --dicom sc,pr,sr --to results/ films/',
        'read --json films/ > rows.jsonl',
        'read --evidence pictures/ wrist.png',
      ),
    )
    .action(async (paths: string[], options: ReadOptions) => done(await read(paths, options)))
}

/** Reads all films under the paths and prints a row for each. 1 where some could not be read. */
function read(paths: string[], options: ReadOptions): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client, signal }) => {
    const { evidence, engine, force } = options
    const { model: wanted } = options
    const model = wanted === undefined ? await activeModel(client) : await client.models.show({ modelId: wanted })
    if (evidence !== undefined) await openPictureFolder(evidence)
    const wish = wishOf(options)
    const results = wish && new ResultsRun(client, wish, model.id)

    const rows: Row[] = []
    output.line(rowHeading)
    output.progress('Starting …')
    const films = readFilms(client, { paths, modelId: model.id, engine, force }, async (row, film) => {
      if (evidence !== undefined) await writePictures(client, evidence, row.file, film, row.reading)
      if (results) row.results = await results.write(film, row.reading)
    })
    for await (const row of films) {
      if (signal.aborted) break
      rows.push(row)
      output.record(rowRecord(row))
      for (const line of rowLines(row)) output.line(line)
      output.progress(`${rows.length} read …`)
    }
    const selected = (await results?.finish()) ?? []
    if (selected.length > 0) output.record({ event: 'selected', results: selected })
    summarise(rows, `${model.name} (${model.id})`, output)
    if (results) results.summarise(output)
    const unwritten = rows.some((row) => 'reading' in row && row.results && 'problem' in row.results)
    return unwritten || rows.some((row) => 'problem' in row) ? exitCodes.someFailed : exitCodes.well
  })
}

function summarise(rows: readonly Row[], model: string, output: Output): void {
  const read = rows.filter((row) => 'reading' in row)
  const failed = rows.length - read.length
  const count = (verdict: Verdict): number => read.filter((row) => row.reading.verdict === verdict).length
  const counts = verdicts
    .filter((verdict) => verdict !== 'not-judged' || count(verdict) > 0)
    .map((verdict) => `${count(verdict)} ${verdictWords[verdict].toLowerCase()}`)
  output.line()
  output.line(`${read.length} read with ${model}: ${counts.join(', ')}. ${failed} not read.`)
  output.line(notADevice)
}
