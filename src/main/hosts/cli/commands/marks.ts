import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { writtenMarkFormats, type WrittenMarkFormat, type WrittenMarksCount } from '#shared/mark.ts'
import { count } from '../print/lists.ts'
import { createOutput } from '../print/output.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { withApplication } from '../session/session.ts'
import { several } from './arguments.ts'
import { examples, json } from './help.ts'

export const marksOption = (): Option =>
  new Option(
    '--marks <file or folder>',
    'where fractures are marked: COCO JSON, CSV, Pascal VOC XML or YOLO texts (default: what lies among the films)',
  )

export const categoryOption = (): Option =>
  new Option(
    '--category <name>',
    'a category of the marks that is a fracture; may be repeated (default: by its name)',
  ).argParser(several)

export function addMarksCommands(program: Command, done: (code: number) => void): void {
  const marks = program.command('marks').description('where fractures are marked on films')
  marks
    .command('export')
    .description('write the marks of labelled films into one file, whatever format they came in')
    .argument('[dir]', 'folder of labelled films, or a manifest')
    .option('--kept', 'instead of a folder: what was marked on films of the worklist, in the page')
    .addOption(
      new Option('--format <format>', 'coco: JSON that other programs read; csv: a table')
        .choices(writtenMarkFormats)
        .default('csv'),
    )
    .requiredOption('--out <file>', 'the new file')
    .addOption(marksOption())
    .addOption(categoryOption())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'marks export films/ --format coco --out marks.json',
        'marks export films/ --marks labels/ --out boxes.csv',
        'marks export --kept --out marked.csv',
      ),
    )
    .action(async (folder: string | undefined, options: ExportOptions, command: Command) => {
      if ((folder === undefined) === !options.kept)
        command.error('error: name either a folder of labelled films, or --kept')
      done(await exportMarks(folder, options))
    })
}

type ExportOptions = {
  kept?: true
  format: WrittenMarkFormat
  out: string
  marks?: string
  category?: string[]
  json?: boolean
}

/** 1 where films were left out that should be told of. */
function exportMarks(
  folder: string | undefined,
  { format, out, marks, category, json }: ExportOptions,
): Promise<number> {
  const output = createOutput(json ?? false)
  return withApplication('cli', output, async ({ client, signal }) => {
    const file = resolve(out)
    output.progress('Looking at films …')
    const written =
      folder === undefined
        ? await client.marks.exportKept({ format, file })
        : await client.marks.exportFolder(
            { folder, format, file, marks: marks === undefined ? undefined : resolve(marks), categories: category },
            { signal },
          )
    output.record({ file: out, format, ...written })
    for (const line of described(out, written)) output.line(line)
    return written.unreadable === 0 ? exitCodes.well : exitCodes.someFailed
  })
}

function described(file: string, { films, marks, leftOut, unreadable }: WrittenMarksCount): string[] {
  return [
    `${file}: ${count(marks, 'mark')} on ${count(films, 'film')}.`,
    ...(leftOut > 0
      ? [
          `${count(leftOut, 'film')} left out: they are fractured, or nobody is sure, and it is not known where; or their file is not on the worklist any more.`,
        ]
      : []),
    ...(unreadable > 0 ? [`${count(unreadable, 'film')} could not be read.`] : []),
  ]
}
