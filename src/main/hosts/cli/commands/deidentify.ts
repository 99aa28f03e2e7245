import { resolve } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { boxSchema, type Box, type DeidentifiedExport, type DeidentifyWarning } from '#shared/deidentify.ts'
import type { EngineName } from '#shared/engine.ts'
import { count, shown } from '../print/lists.ts'
import { createOutput, type Output } from '../print/output.ts'
import { notADevice } from '../print/rows.ts'
import { chooseEngine, engineOption } from '../session/engine.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { withApplication } from '../session/session.ts'
import { examples, json } from './help.ts'

type Options = {
  to: string
  retainDevice: boolean
  shiftDates: boolean
  blackOut?: Box[]
  blackOutTable?: string
  confirmNoText: boolean
  withResults: boolean
  replaced?: string
  model?: string
  engine?: EngineName
  json?: boolean
}

function boxOf(text: string, before: Box[] = []): Box[] {
  const [x, y, width, height, ...more] = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)))
  const box = boxSchema.safeParse({ x, y, width, height })
  if (box.success && more.length === 0) return [...before, box.data]
  throw new InvalidArgumentError('Four whole numbers of pixels are needed: x,y,width,height, such as 0,0,400,60.')
}

export function addDeidentifyCommand(program: Command, done: (code: number) => void): void {
  program
    .command('deidentify')
    .description(
      'export films without what identifies their patients, by the Basic Profile of DICOM PS3.15; it cannot see text that is part of a picture',
    )
    .argument('<path...>', 'films, and folders of them')
    .requiredOption('--to <dir>', 'the folder of the export, which must be new or empty')
    .option('--with-results', 'read each exported film, and add its results: DICOM objects, and readings.csv', false)
    .option('--retain-device', 'keep what identifies the device: serial number, station name, detector', false)
    .option('--shift-dates', 'keep dates, all of a patient moved by the same number of days, instead of none', false)
    .option('--black-out <x,y,w,h>', 'black out this rectangle, in pixels, on every film; may be repeated', boxOf)
    .option('--black-out-table <file>', 'CSV table with the columns file, x, y, width, height: boxes of single films')
    .option('--confirm-no-text', 'say that you have looked: with these boxes no text is left on any film', false)
    .option('--replaced <file>', 'where the table of old and new names and UIDs goes (default: into the data folder)')
    .option('--model <id>', 'with --with-results: the model to read with (default: the active one)')
    .addOption(engineOption())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'deidentify films/ --to export/',
        'deidentify films/ --to export/ --with-results --shift-dates',
        'deidentify scan.dcm --to export/ --black-out 0,0,400,60 --confirm-no-text',
      ),
    )
    .action(async (paths: string[], options: Options, command: Command) => {
      if (!options.withResults && (options.model !== undefined || options.engine !== undefined))
        command.error('error: --model and --engine need --with-results')
      done(await deidentify(paths, options))
    })
}

/** 1 where some files were not exported, or an exported one could not be read. */
function deidentify(paths: string[], options: Options): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client, signal }) => {
    const { to, retainDevice, shiftDates, withResults, model, engine } = options
    const tellEngine = withResults ? await chooseEngine(client, engine, output) : undefined
    const events = await client.deidentify.export(
      {
        paths: paths.map((path) => resolve(path)),
        to: resolve(to),
        ...{ retainDevice, shiftDates },
        boxes: options.blackOut ?? [],
        ...(options.blackOutTable === undefined ? {} : { boxesFile: resolve(options.blackOutTable) }),
        textRemoved: options.confirmNoText,
        ...(options.replaced === undefined ? {} : { replaced: resolve(options.replaced) }),
        ...(withResults ? { results: { modelId: model, engine } } : {}),
      },
      { signal },
    )
    for await (const event of events) {
      if (event.type === 'progress') output.progress(`${event.done} of ${event.total} files`)
      else {
        await tellEngine?.()
        output.record(event)
        tell(event, output)
        const isWhole = event.refused.length === 0 && event.films.every(({ unread }) => unread === undefined)
        return isWhole ? exitCodes.well : exitCodes.someFailed
      }
    }
    return exitCodes.someFailed
  })
}

const sentences: Record<DeidentifyWarning, string> = {
  'text-stated': 'Their files say that text is part of the picture:',
  'text-unknown': 'Their files do not say whether text is part of the picture:',
  capture: 'Captured from a screen or document, often with text:',
  digitised: 'Digitised from film or paper, often with labels:',
  modality: 'Of a kind whose pictures often hold text:',
  'boxes-unconfirmed': 'Blacked out, but nobody has confirmed that no text is left:',
  'overlays-removed': 'Their overlays were removed:',
}

function tell({ films, refused, results, folder, replaced }: DeidentifiedExport, output: Output): void {
  output.line(`${count(films.length, 'film')} exported to ${folder}.`)
  if (results > 0) output.line(`${count(results, 'DICOM object')} of results and readings.csv are with them.`)
  output.line(`What was replaced stands in ${replaced}. It names the patients: keep it here.`)
  const warned = Object.entries(sentences).flatMap(([warning, sentence]) => {
    const files = films.filter(({ warnings }) => warnings.includes(warning as DeidentifyWarning))
    return files.length > 0 ? [{ warning, sentence, files }] : []
  })
  if (warned.length > 0) {
    output.line()
    output.line('Look at these films before they leave: this program does not see text in pictures.')
  }
  for (const { warning, sentence, files } of warned) {
    output.line(`${sentence} ${count(files.length, 'film')}`)
    // Of most films that is all that is known; what is more than that is worth a list.
    if (warning === 'text-unknown') continue
    for (const line of shown(files.map(({ files: [file] }) => file!).sort())) output.line(line)
  }
  const unread = films.filter((film) => film.unread !== undefined)
  for (const { files, unread: problem } of unread) output.line(`No result of ${files[0]}: ${problem!.message}`)
  if (refused.length > 0) {
    output.line()
    output.line(`Not exported: ${count(refused.length, 'file')}`)
    for (const line of shown(refused.map(({ source, problem }) => `${source}: ${problem.message}`))) output.line(line)
  }
  if (results > 0) output.line(notADevice)
}
