import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Agreement, PairAgreement, ReaderFigures } from '#shared/review.ts'
import { count } from '../print/lists.ts'
import { createOutput, table } from '../print/output.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { withApplication } from '../session/session.ts'
import { wholeNumber } from './arguments.ts'
import { examples, json } from './help.ts'

type Json = { json?: boolean }
type AgreementOptions = Json & { reference?: string; referenceReader?: string; seed: number }

/** With fewer films of a kind a share says nothing that one could rely on. */
const fewest = 10

/** `reviews export` and `agreement`. */
export function addReviewsCommands(program: Command, done: (code: number) => void): void {
  const reviews = program.command('reviews').description('what readers answered about films of the worklist')
  reviews
    .command('export')
    .description(
      'write all answers into a new CSV file: reader, film, frame, answer, time, whether the reading was shown, and what it was',
    )
    .requiredOption('--out <file>', 'the new file')
    .addOption(json())
    .addHelpText('after', examples('reviews export --out reviews.csv'))
    .action(async (options: Json & { out: string }) => done(await exportAll(options)))
  program
    .command('agreement')
    .description(
      'compare readers with one another, with the model and with a reference: kappa, sensitivity, specificity',
    )
    .argument('<file...>', 'tables of reviews, as "reviews export" writes them')
    .option('--reference <file>', 'CSV table with the columns file and label that says what is right')
    .option('--reference-reader <name>', 'or: the reader whose answers are taken as right')
    .option('--seed <number>', 'random seed', wholeNumber(0, 2 ** 31 - 1), 42)
    .addOption(json())
    .addHelpText(
      'after',
      examples('agreement anna.csv ben.csv', 'agreement reviews.csv --reference labels.csv', 'agreement all.csv --reference-reader "Consensus" --json'), // prettier-ignore
    )
    .action(async (files: string[], options: AgreementOptions) => done(await agreement(files, options)))
}

function exportAll({ out, json }: Json & { out: string }): Promise<number> {
  const output = createOutput(json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const { reviews, leftOut } = await client.reviews.export({ file: resolve(out) })
    output.record({ file: out, reviews, leftOut })
    output.line(`${out}: ${count(reviews, 'answer')}.`)
    if (leftOut > 0) output.line(`${count(leftOut, 'answer')} left out: the film is no longer in the worklist.`)
    return exitCodes.well
  })
}

function agreement(files: string[], { reference, referenceReader, seed, json }: AgreementOptions): Promise<number> {
  const output = createOutput(json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const measured = await client.reviews.agreement({
      files: files.map((file) => resolve(file)),
      ...(reference === undefined ? {} : { reference: resolve(reference) }),
      ...(referenceReader === undefined ? {} : { referenceReader }),
      seed,
    })
    output.record(measured)
    for (const line of described(measured)) output.line(line)
    return exitCodes.well
  })
}

function described({ readers, frames, pairs, figures, known }: Agreement): string[] {
  const lines = [`${count(frames, 'frame')}, ${count(readers.length, 'reader')}`, '']
  if (pairs.length > 0)
    lines.push(...table([['A', 'B', 'FRAMES', 'SAME', 'KAPPA (95 %)'], ...pairs.map(pairRow)], [2, 3]))
  else lines.push('No two readers answered about the same frame.')
  if (figures.length === 0) return lines
  return [
    ...lines,
    '',
    `Against the reference, which knows ${count(known, 'frame')}; unsure counts as neither:`,
    ...table(
      [['WHO', 'READING', 'FRAMES', 'UNSURE', 'SENSITIVITY (95 %)', 'SPECIFICITY (95 %)'], ...figures.map(figuresRow)],
      [2, 3],
    ),
  ]
}

const pairRow = ({ a, b, frames, same, kappa, kappaInterval }: PairAgreement): string[] => [
  a,
  b,
  String(frames),
  `${Math.round(100 * same)} %`,
  kappa === null ? 'cannot be told' : `${kappa.toFixed(2)}${kappaInterval ? ` (${ranged(kappaInterval)})` : ''}`,
]

const readings: Record<NonNullable<ReaderFigures['reading']>, string> = {
  hidden: 'hidden',
  shown: 'shown',
  none: 'no reading',
  compared: 'beside another reader',
  either: 'reader or model',
  unknown: 'not noted',
}

const figuresRow = ({ who, reading, frames, unsure, sensitivity, specificity }: ReaderFigures): string[] => [
  who,
  reading ? readings[reading] : 'the model',
  String(frames),
  String(unsure),
  shareText(sensitivity),
  shareText(specificity),
]

function shareText({ value, interval, of }: ReaderFigures['sensitivity']): string {
  if (of < fewest) return `too few to say (${of})`
  return `${value.toFixed(2)} (${ranged(interval)}) of ${of}`
}

const ranged = ([low, high]: readonly [number, number]): string => `${low.toFixed(2)}–${high.toFixed(2)}`
