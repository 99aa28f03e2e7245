import { resolve } from 'node:path'
import type { Part } from '#shared/dataset.ts'
import type { Comparison, Evaluation, GroupResult, JudgedFilm } from '#shared/evaluation.ts'
import type { Problem } from '#shared/problem.ts'
import { describeMetrics } from '../print/describeCard.ts'
import type { EngineName } from '#shared/engine.ts'
import { chooseEngine } from '../session/engine.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { createOutput, table, type Output } from '../print/output.ts'
import { notADevice } from '../print/rows.ts'
import { folderOf } from '../session/reviewed.ts'
import { withApplication, type Client } from '../session/session.ts'
import { printable } from '../print/printable.ts'

type FilmOptions = {
  reviewed: boolean
  part?: Part
  groupPattern?: string
  unseen: boolean
  marks?: string
  category?: string[]
  engine?: EngineName
  json?: boolean
}
export type EvaluateOptions = FilmOptions & { model?: string; by?: string[] }
export type CompareOptions = FilmOptions & { on?: string }

type Unread = readonly { file: string; problem: Problem }[]
type Event = { type: string } | { type: 'progress'; stage: string; done: number; total: number }

const two = (value: number): string => value.toFixed(2)
const chance = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`)

/** Shows how far it is and answers with the event that ends it. */
export async function lastOf<E extends Event>(
  events: AsyncIterable<E>,
  output: Output,
): Promise<Exclude<E, { type: 'progress' }>> {
  for await (const event of events) {
    if (event.type !== 'progress') return event as Exclude<E, { type: 'progress' }>
    if ('done' in event) output.progress(`${event.stage} ${event.done} of ${event.total}`)
  }
  throw new Error('An evaluation ended without a result.')
}

export function tellUnread(unread: Unread, output: Output): number {
  if (unread.length > 0) output.line()
  for (const { file, problem } of unread) output.line(`Not read: ${printable(file)}: ${problem.message}`)
  return unread.length > 0 ? exitCodes.someFailed : exitCodes.well
}

/** Goes before the figures, which may then be worth nothing. */
function tellSeen(seen: number | undefined, who: string, output: Output): void {
  if (seen === 0) return
  output.line(
    seen === undefined
      ? `It is not known whether ${who} was trained on some of these films, which would make the figures too good.`
      : `These figures are too good: ${who} was trained on ${seen} of these films. Leave them out with --unseen.`,
  )
  output.line()
}

export const codesOf = (unread: Unread) =>
  unread.map(({ file, problem: { code, message } }) => ({ file, error: { code, message } }))

function describe(evaluation: Evaluation, title: string, card: Parameters<typeof describeMetrics>[2]): string[] {
  const {
    prAuc,
    prAucInterval: [low, high],
    precision,
    recall,
    f1,
    confusion: [[trueNegative, falsePositive], [falseNegative, truePositive]],
  } = evaluation
  return [
    ...describeMetrics(title, evaluation, card),
    ...table([
      ['  PR AUC', `${two(prAuc)} (${two(low)}–${two(high)})`],
      ['  At 0.5', `precision ${two(precision)}, recall ${two(recall)}, F1 ${two(f1)}`],
      [
        '  Confusion',
        `${truePositive} fractures found, ${falseNegative} missed; ${trueNegative} cleared, ${falsePositive} false alarms`,
      ],
    ]),
  ]
}

async function filmsOf(client: Client, folder: string | undefined, options: FilmOptions) {
  const { reviewed, part, groupPattern, unseen, marks, category, engine } = options
  return {
    ...{
      folder: await folderOf(client, folder, reviewed),
      reviewed,
      part,
      groupPattern,
      unseen,
      engine,
      categories: category,
    },
    marks: marks === undefined ? undefined : resolve(marks),
  }
}

/** Below it, an interval covers nearly everything. */
const fewestOfAKind = 10

function describeColumns(columns: readonly GroupResult[]): string[] {
  if (columns.length === 0) return []
  const cell = (value: number | undefined, [low, high]: readonly [number, number], of: number): string => {
    if (value === undefined || of < fewestOfAKind) return `too few to say (${of})`
    return `${two(value)} (${two(low)}–${two(high)}) of ${of}`
  }
  const rows = columns.map((result) => [
    `  ${printable(result.column)}: ${printable(result.value)}`,
    cell(result.sensitivity, result.sensitivityInterval, result.fractured),
    cell(result.specificity, result.specificityInterval, result.films - result.fractured),
    cell(result.auc, result.aucInterval ?? [0, 1], Math.min(result.fractured, result.films - result.fractured)),
  ])
  return ['', ...table([['By column, at 0.5', 'SENSITIVITY', 'SPECIFICITY', 'AUC'], ...rows])]
}

const mostErrors = 12

/** The films behind the errors, the gravest first. */
function describeErrors(films: readonly JudgedFilm[]): string[] {
  const list = (title: string, wrong: readonly JudgedFilm[]): string[] => {
    if (wrong.length === 0) return []
    const shown = wrong.slice(0, mostErrors).map(({ file, probability }) => `  ${two(probability)}  ${printable(file)}`)
    const more = wrong.length > mostErrors ? [`  … and ${wrong.length - mostErrors} more (--json has all)`] : []
    return ['', `${title}: ${wrong.length}`, ...shown, ...more]
  }
  const rising = [...films].sort((a, b) => a.probability - b.probability)
  return [
    ...list(
      'Fractures called No fracture',
      rising.filter((film) => film.fractured && film.verdict === 'no-fracture'),
    ),
    ...list(
      'Called Fracture without one',
      rising.filter((film) => !film.fractured && film.verdict === 'fracture').reverse(),
    ),
    ...list('Fractures that it does not point at', rising.filter(({ pointed }) => pointed === false).reverse()),
  ]
}

/** Measures a model on labelled films. 1 where some could not be read. */
export function evaluateModel(folder: string | undefined, options: EvaluateOptions): Promise<number> {
  const { model, engine, by } = options
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const tellEngine = await chooseEngine(client, engine, output)
    const request = { ...(await filmsOf(client, folder, options)), modelId: model, by }
    const result = await lastOf(await client.models.evaluate(request), output)
    await tellEngine()
    const { columns, films } = result
    output.record({
      ...{ model: result.model, ...result.evaluation, columns, judged: films },
      ...{ seen: result.seen, unread: codesOf(result.unread) },
    })
    tellSeen(result.seen, 'this model', output)
    const card = await client.models.show({ modelId: result.model.id })
    for (const line of describe(result.evaluation, `${card.name} (${card.id})`, card)) output.line(line)
    for (const line of [...describeColumns(columns), ...describeErrors(films)]) output.line(line)
    const code = tellUnread(result.unread, output)
    output.line()
    output.line(
      `From ${result.evaluation.groups} groups. Honest only for films of patients that the model was not trained on. ${notADevice}`,
    )
    return code
  })
}

/** Measures two models on the same films and tests whether they differ. 1 where some films could not be read. */
export function compareModels(a: string, b: string, { on, ...options }: CompareOptions): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const tellEngine = await chooseEngine(client, options.engine, output)
    const { models, evaluations, comparison, seen, unread } = await lastOf(
      await client.models.compare({ ...(await filmsOf(client, on, options)), a, b }),
      output,
    )
    await tellEngine()
    output.record({ models, ...comparison, evaluations, seen, unread: codesOf(unread) })
    for (const side of ['a', 'b'] as const) tellSeen(seen[side], side.toUpperCase(), output)
    for (const side of ['a', 'b'] as const) {
      const card = await client.models.show({ modelId: models[side].id })
      for (const line of describe(evaluations[side], `${side.toUpperCase()}: ${card.name} (${card.id})`, card))
        output.line(line)
      output.line()
    }
    for (const line of describeComparison(comparison)) output.line(line)
    return tellUnread(unread, output)
  })
}

function describeComparison({ auc, verdicts }: Comparison): string[] {
  const {
    difference,
    interval: [low, high],
  } = auc
  return table([
    [
      'AUC, B − A',
      `${difference >= 0 ? '+' : '−'}${two(Math.abs(difference))} (${two(low)} to ${two(high)}), ${chance(auc.p)}`,
      auc.test,
    ],
    [
      'Right at 0.5',
      `both ${verdicts.both}, only A ${verdicts.onlyA}, only B ${verdicts.onlyB}, neither ${verdicts.neither}; ${chance(verdicts.p)}`,
      verdicts.test,
    ],
  ])
}
