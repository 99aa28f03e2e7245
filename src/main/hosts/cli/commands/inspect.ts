import { lstat, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import type { Inspection } from '#shared/dataset.ts'
import { ProblemError } from '#shared/problem.ts'
import type { JobProgress } from '#shared/job.ts'
import type { Shortcut, ShortcutRequest } from '#shared/shortcut.ts'
import { writeNewFile } from '#main/files/index.ts'
import { describeInspection } from '../print/describeInspection.ts'
import { describeShortcut } from '../print/describeShortcut.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { createOutput, type Output } from '../print/output.ts'
import { folderOf, reviewedOption } from '../session/reviewed.ts'
import { withApplication, type Session } from '../session/session.ts'
import { wholeNumber } from './arguments.ts'
import { examples, json } from './help.ts'
import { categoryOption, marksOption } from './marks.ts'

type InspectOptions = {
  json?: boolean
  sheet?: string
  variations?: string
  split?: string
  newSplit: boolean
  folds?: number
  groupPattern?: string
  shortcutCheck: boolean
  shortcutSheet?: string
  reviewed: boolean
  marks?: string
  category?: string[]
  seed: number
}

const stageWords: Record<string, string> = {
  inspect: 'Looking at films',
  compare: 'Comparing films',
  sheet: 'Drawing pictures',
  cover: 'Looking at films without their anatomy',
  learn: 'Learning from what is left',
}

/** `inspect`. */
export function addInspectCommand(program: Command, done: (code: number) => void): void {
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
}

/** Says what a training should know of labelled films. 1 where a training would leave files out or refuse. */
function inspect(folder: string | undefined, options: InspectOptions): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async (session) => {
    const { client, signal } = session
    const {
      sheet,
      variations,
      split: splitFile,
      newSplit,
      folds,
      groupPattern,
      shortcutCheck,
      shortcutSheet,
      reviewed,
      marks,
      category,
      seed,
    } = options
    const films = {
      folder: await folderOf(client, folder, reviewed),
      reviewed,
      seed,
      groupPattern,
      marks: marks === undefined ? undefined : resolve(marks),
      categories: category,
    }
    const request = {
      ...films,
      splitFile,
      newSplit,
      folds,
      sheet: sheet !== undefined,
      variations: variations !== undefined,
    }
    for (const path of [sheet, variations, shortcutSheet]) await refuseTaken(path)
    output.progress('Starting …')
    for await (const event of await client.training.inspect(request, { signal })) {
      if (event.type === 'progress') {
        tellProgress(event.progress, output)
        continue
      }
      for (const [path, pictureId] of [
        [sheet, event.sheetId],
        [variations, event.variationsId],
      ]) {
        if (path !== undefined && pictureId !== undefined)
          await writePicture(path, (await client.training.picture({ pictureId })).picture)
      }
      const shortcut = shortcutCheck ? await checkedShortcuts(session, films, shortcutSheet) : undefined
      output.record({ ...event.inspection, ...(shortcut ? { shortcut } : {}) })
      for (const line of describeInspection(event.inspection)) output.line(line)
      if (shortcut) for (const line of describeShortcut(shortcut, event.inspection.classNames)) output.line(line)
      return isWell(event.inspection) ? exitCodes.well : exitCodes.someFailed
    }
    throw new ProblemError('inspection-ended')
  })
}

async function checkedShortcuts(
  { client, output, signal }: Session,
  films: ShortcutRequest,
  sheet: string | undefined,
): Promise<Shortcut> {
  for await (const event of await client.training.checkShortcuts(films, { signal })) {
    if (event.type === 'progress') {
      tellProgress(event.progress, output)
      continue
    }
    const { sheetId: pictureId } = event
    if (sheet !== undefined && pictureId !== undefined)
      await writePicture(sheet, (await client.training.picture({ pictureId })).picture)
    return event.shortcut
  }
  throw new ProblemError('inspection-ended')
}

function tellProgress({ stage, done, total }: JobProgress, output: Output): void {
  output.progress(`${stageWords[stage] ?? stage} … ${done} of ${total}`)
}

function isWell({ unreadable, contradictions, split, marks }: Inspection): boolean {
  const marksAreWell = !marks || [marks.problems, marks.otherSize].every((troubled) => troubled.length === 0)
  return unreadable.length === 0 && contradictions.every(({ kind }) => kind !== 'exact') && !split.leak && marksAreWell
}

/** Said before a long look at the films, not after it. */
async function refuseTaken(path: string | undefined): Promise<void> {
  if (path === undefined || !(await lstat(path).catch(() => undefined))) return
  throw new ProblemError('new-file-exists')
}

async function writePicture(path: string, picture: Blob): Promise<void> {
  const bytes = await picture.bytes()
  await writeNewFile(path, (beside) => writeFile(beside, bytes, { flag: 'wx', mode: 0o600 }))
}
