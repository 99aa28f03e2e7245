import { resolve } from 'node:path'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import type { EngineName } from '#shared/engine.ts'
import { reportFormats, scanColumns, type ScanColumn } from '#shared/scan.ts'
import { programVersion } from '#main/app/index.ts'
import { addCachesCommands } from './commands/caches.ts'
import { addAuditCommands } from './commands/audit.ts'
import { dicomOptions } from './commands/dicomOptions.ts'
import { addDeidentifyCommand } from './commands/deidentify.ts'
import { doctor, type DoctorOptions } from './commands/doctor.ts'
import { addFleetCommands } from './commands/fleetCommands.ts'
import { addKeysCommands } from './commands/keys.ts'
import { info, type InfoOptions } from './commands/info.ts'
import { addMarksCommands, categoryOption, marksOption } from './commands/marks.ts'
import { inspect, type InspectOptions } from './commands/inspect.ts'
import { addModelCommands } from './commands/modelCommands.ts'
import { read, type ReadOptions } from './commands/read.ts'
import { addRuntimeCommands } from './commands/runtime.ts'
import { addNodeCommands } from './commands/nodeCommands.ts'
import { addPacsCommands } from './commands/pacs.ts'
import { addReviewsCommands } from './commands/reviews.ts'
import { addRunsCommands } from './commands/runs.ts'
import { scan, type ScanCommandOptions } from './commands/scan.ts'
import { serve, type ServeOptions } from './commands/serve.ts'
import { serveHttpApi, type ApiServeOptions } from './commands/serveApi.ts'
import { train, type TrainOptions } from './commands/train.ts'
import { reviewedOption } from './session/reviewed.ts'
import { engineOption } from './session/engine.ts'
import { exitCodes } from './session/exitCodes.ts'
import { examples, json } from './commands/help.ts'
import { writeError } from './print/output.ts'
import { notADevice } from './print/rows.ts'

type TrainCommandOptions = Omit<TrainOptions, 'marks' | 'categories' | 'inputSize' | 'splitFile'> & {
  size?: `${NonNullable<TrainOptions['inputSize']>}`
  split?: string
  marks?: string
  category?: string[]
}

function wholeNumber(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value
    throw new InvalidArgumentError(`A whole number from ${lowest} to ${highest} is needed.`)
  }
}

function foldOf(text: string): { number: number; of: number } {
  const [, number, of] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? []
  if (number >= 1 && number <= of && of >= 2 && of <= 20) return { number, of }
  throw new InvalidArgumentError('A fold such as 2/5 is needed: the second of five.')
}

function columnNames(text: string): ScanColumn[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !(scanColumns as readonly string[]).includes(name))
  if (unknown === undefined) return names as ScanColumn[]
  throw new InvalidArgumentError(`There is no column ${unknown}; there are ${scanColumns.join(', ')}.`)
}

function pointInTime(text: string): string {
  const time = Date.parse(text)
  if (!Number.isNaN(time)) return new Date(time).toISOString()
  throw new InvalidArgumentError('A date such as 2024-05-31 is needed, or a date with a time.')
}

function build(done: (code: number) => void): Command {
  const program = new Command('fractureguard')
    .description('Reads X-rays for fractures and learns from your own X-rays.\n' + notADevice)
    .version(programVersion)
    .addHelpText('after', '\nExit codes: 0 success, 1 some inputs failed, 2 wrong use.')
    .exitOverride()
    .configureOutput({ writeErr: writeError })

  program
    .command('read')
    .description('read films: DICOM, PNG or JPEG files, and whole folders')
    .argument('<path...>', 'files and folders')
    .addOption(json())
    .option('--force', 'also judge films that are not radiographs or are blank', false)
    .option('--evidence <dir>', 'write pictures of each film with its evidence and its expert gating into this folder')
    .addOption(dicomOptions({ keyImages: true })[0]!)
    .addOption(dicomOptions()[1]!)
    .addOption(dicomOptions()[2]!)
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
    .action(async (paths: string[], options: ReadOptions & { engine?: EngineName }) => done(await read(paths, options)))

  program
    .command('info')
    .description(
      'describe files: format, transfer syntax, size, bits, window, spacing and a hash of the decoded pixels',
    )
    .argument('<path...>', 'files, folders, ZIP archives and DICOMDIRs')
    .addOption(json())
    .addHelpText('after', examples('info film.dcm', 'info --json films/ > info.jsonl'))
    .action(async (paths: string[], options: InfoOptions) => done(await info(paths, options)))

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
    .option(
      '--modality <code>',
      'only films of this modality; may be repeated',
      (code: string, all: string[]) => [...all, code],
      [],
    )
    .option('--newer-than <date>', 'only files changed after this date date date', pointInTime)
    .addOption(
      new Option('--patient-id <how>', 'patient ids in the report').choices(['omit', 'keep', 'hash']).default('omit'),
    )
    .option('--force', 'also judge films that are not radiographs or are blank', false)
    .option('--absolute', 'absolute paths instead of paths below the folder', false)
    .option('--columns <names>', 'columns and their order (default: all)', columnNames)
    .option('--bom', 'start the CSV with a byte order mark, for Excel', false)
    .addOption(dicomOptions()[0]!)
    .addOption(dicomOptions()[1]!)
    .addOption(dicomOptions()[2]!)
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
    .action(async (folder: string, options: ScanCommandOptions) => done(await scan(folder, options)))

  program
    .command('inspect')
    .description('check labelled films before training: counts, duplicates, contradictions, leaks, groups, marks')
    .argument('[dir]', 'folder with one subfolder per class, or a CSV manifest (file,label[,patient][,study][,split])')
    .addOption(reviewedOption())
    .option('--sheet <file>', 'write a picture with sample films of each class, as PNG')
    .option('--variations <file>', 'write a picture of how full training varies films, as PNG')
    .option('--split <file>', 'CSV with the part of each film: used if it exists, otherwise written')
    .option('--new-split', 'make a new split, ignoring the one the films came with', false)
    .option('--folds <number>', 'also assign each film to one of this many folds in the split', wholeNumber(2, 20))
    .option('--group-pattern <regex>', 'regular expression whose first group in a file name is the film’s group')
    .option('--shortcut-check', 'also check whether borders and markers alone tell the classes apart', false)
    .addOption(
      new Option(
        '--shortcut-sheet <file>',
        'the same, and write a picture of the films that tell their class most, as PNG',
      ).implies({ shortcutCheck: true }),
    )
    .addOption(marksOption())
    .addOption(categoryOption())
    .option('--seed <number>', 'random seed', wholeNumber(0, 2 ** 31 - 1), 42)
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'inspect films/',
        'inspect films/ --shortcut-check --shortcut-sheet covered.png',
        'inspect films/ --sheet samples.png --split split.csv',
        'inspect films.csv --group-pattern "^(patient\\d+)_" --json',
      ),
    )
    .action(async (folder: string | undefined, options: InspectOptions) => done(await inspect(folder, options)))

  program
    .command('train')
    .description('train a model on a folder with one subfolder of films per class')
    .argument('[dir]', 'folder with the labelled films')
    .addOption(reviewedOption())
    .addOption(
      new Option('--mode <mode>', 'heads: only the heads learn, takes minutes; full: the trunk learns too')
        .choices(['heads', 'full'])
        .default('heads'),
    )
    .addOption(
      new Option('--preset <preset>', 'tutorial: 224 pixels squashed, 5 epochs, batch 128')
        .choices(['default', 'tutorial'])
        .default('default'),
    )
    .option('--name <name>', 'name of the new model (default: name of the folder)')
    .option('--seed <number>', 'random seed', wholeNumber(0, 2 ** 31 - 1), 42)
    .option('--epochs <number>', 'passes through the films (default: by mode)', wholeNumber(1, 500))
    .option('--batch <number>', 'films per step (default: by mode)', wholeNumber(2, 512))
    .addOption(
      new Option(
        '--size <pixels>',
        "side of the network's input (default with marks: 640 for heads, 448 for full; otherwise as the starting model)",
      ).choices(['224', '320', '448', '640']),
    )
    .addOption(
      new Option('--class-weights <how>', 'balanced: every class counts equally')
        .choices(['none', 'balanced'])
        .default('none'),
    )
    .option('--places', 'learn where fractures are, from marks (default: if at least 20 films have them)')
    .option('--no-places', 'learn from film labels only')
    .addOption(marksOption())
    .addOption(categoryOption())
    .option('--split <file>', 'CSV with the part of each film, as written by inspect or an earlier run')
    .option('--allow-leak', 'train even if the split leaks; the report starts with a warning', false)
    .option('--group-pattern <regex>', 'films whose names match in the first group of this pattern belong together')
    .option('--fold <i/k>', 'hold out fold i of k, for k-fold cross-validation: one training for each i', foldOf)
    .option(
      '--cross-fit <k>',
      'judge every training film with one of k networks that have not seen it: better calibration, k + 1 trainings (default: heads 4, full none)',
      wholeNumber(2, 10),
    )
    .option(
      '--from <model>',
      'model, or .safetensors file of a ResNet-18, whose trunk training starts from (default: the active model)',
    )
    .option('--learning-curve', 'also train on parts of the films, to see whether more films would help')
    .option('--resume <run>', 'resume a run that was cancelled or interrupted')
    .option('--activate', 'make the new model the active one', false)
    .addOption(engineOption())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'train films/',
        'train films/ --name "Wrists" --activate',
        'train films/ --mode full --epochs 12',
        'train films/ --fold 1/5',
        'train --reviewed --name "Marked by me"',
        'train --resume RUN',
      ),
    )
    .action(
      async (folder: string | undefined, { size, split, from, marks, category, ...options }: TrainCommandOptions) => {
        const inputSize = size ? (Number(size) as TrainOptions['inputSize']) : undefined
        const splitFile = split === undefined ? undefined : resolve(split)
        const start = from?.endsWith('.safetensors') ? { weights: resolve(from) } : { from }
        done(
          await train(folder, {
            ...options,
            ...start,
            ...(inputSize ? { inputSize } : {}),
            ...(splitFile ? { splitFile } : {}),
            ...(marks === undefined ? {} : { marks: resolve(marks) }),
            ...(category ? { categories: category } : {}),
          }),
        )
      },
    )

  addModelCommands(program, done)
  addRunsCommands(program, done)
  addMarksCommands(program, done)
  addReviewsCommands(program, done, wholeNumber)
  addPacsCommands(program, done, wholeNumber)
  addNodeCommands(program, done, wholeNumber)
  addDeidentifyCommand(program, done)
  addRuntimeCommands(program, done)
  addFleetCommands(program, done, { pointInTime, wholeNumber })
  addKeysCommands(program, done, wholeNumber)
  addCachesCommands(program, done)
  addAuditCommands(program, done)

  program
    .command('serve')
    .description('open the program in a browser on this machine')
    .option('--port <number>', 'port on 127.0.0.1; 0 for any free one', wholeNumber(0, 65535), 0)
    .option('--no-open', 'only print the address, for servers without a screen')
    .option(
      '--root <folder>',
      'folder that the page may reach, with all that lies in it; may be repeated (default: the home folder)',
      (folder: string, all: string[]) => [...all, folder],
      [],
    )
    .option('--api', 'serve the HTTP API instead of the page, for programs that have a key (see "keys")', false)
    .option('--api-host <address>', 'with --api: where it listens; beyond this machine only encrypted', '127.0.0.1')
    .option('--tls-cert <file>', 'with --api: certificate chain (PEM)')
    .option('--tls-key <file>', 'with --api: its key (PEM)')
    .option('--behind-proxy', 'with --api: it runs behind a proxy that encrypts and sets X-Forwarded-For', false)
    .option(
      '--api-rate <number>',
      'with --api: requests per minute for each key, and for each address without one',
      wholeNumber(1, 100_000),
      120,
    )
    .option('--api-megabytes <number>', 'with --api: largest film accepted, in MiB', wholeNumber(1, 512), 64)
    .addHelpText(
      'after',
      examples(
        'serve',
        'serve --port 8080 --no-open',
        'serve --root /mnt/films --root ~/teaching',
        'serve --api --port 8090',
        'serve --api --port 8443 --api-host 0.0.0.0 --tls-cert chain.pem --tls-key key.pem',
      ),
    )
    .action(async (options: ServeOptions & ApiServeOptions, command: Command) => {
      if (options.api && options.root.length > 0) command.error('error: --root is for the page, not for --api')
      if (!options.api) {
        const given = ['apiHost', 'tlsCert', 'tlsKey', 'behindProxy', 'apiRate', 'apiMegabytes']
        if (given.some((name) => command.getOptionValueSource(name) === 'cli'))
          command.error('error: that option needs --api')
      }
      done(await (options.api ? serveHttpApi(options) : serve(options)))
    })

  program
    .command('doctor')
    .description(
      'test the engines on this machine, say which one is used and why the others are not, and save the choice',
    )
    .option('--again', 'retry engines that failed during work', false)
    .addOption(json())
    .addHelpText('after', examples('doctor', 'doctor --json', 'doctor --again'))
    .action(async (options: DoctorOptions) => done(await doctor(options)))

  return program
}

/** Runs one command line (without node and script) and resolves with its exit code. */
export async function runCli(commandLine: readonly string[]): Promise<number> {
  let code: number = exitCodes.wrongUse
  try {
    await build((ended) => (code = ended)).parseAsync(commandLine, { from: 'user' })
    return code
  } catch (thrown) {
    // Commander has said on standard error what is wrong; help and version that were asked for come this way too.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.well : exitCodes.wrongUse
    throw thrown
  }
}
