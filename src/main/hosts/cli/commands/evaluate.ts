import type { Part } from '#shared/dataset.ts'
import type { Comparison, Evaluation } from '#shared/evaluation.ts'
import type { Problem } from '#shared/problem.ts'
import { describeMetrics } from '../print/describeCard.ts'
import type { EngineName } from '#shared/engine.ts'
import { chooseEngine } from '../session/engine.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { createOutput, table, type Output } from '../print/output.ts'
import { notADevice } from '../print/rows.ts'
import { withApplication } from '../session/session.ts'
import { printable } from '../print/printable.ts'

type FilmOptions = { part?: Part; unseen: boolean; engine?: EngineName; json?: boolean }
export type EvaluateOptions = FilmOptions & { model?: string }
export type CompareOptions = FilmOptions & { on: string }

type Unread = readonly { file: string; problem: Problem }[]
type Event = { type: string } | { type: 'progress'; stage: string; done: number; total: number }

const two = (value: number): string => value.toFixed(2)
const chance = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`)

/** Shows how far it is and answers with the event that ends it. */
async function lastOf<E extends Event>(
  events: AsyncIterable<E>,
  output: Output,
): Promise<Exclude<E, { type: 'progress' }>> {
  for await (const event of events) {
    if (event.type !== 'progress') return event as Exclude<E, { type: 'progress' }>
    if ('done' in event) output.progress(`${event.stage} ${event.done} of ${event.total}`)
  }
  throw new Error('An evaluation ended without a result.')
}

function tellUnread(unread: Unread, output: Output): number {
  if (unread.length > 0) output.line()
  for (const { file, problem } of unread) output.line(`Not read: ${printable(file)}: ${problem.message}`)
  return unread.length > 0 ? exitCodes.someFailed : exitCodes.well
}

/** Goes before the figures, which are then worth nothing. */
function tellSeen(seen: number | undefined, who: string, output: Output): void {
  if (!seen) return
  output.line(`Not honest: ${who} was trained on ${seen} of these films. Leave them out with --unseen.`)
  output.line()
}

const codesOf = (unread: Unread) =>
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

/** Measures a model on labelled films. 1 where some could not be read. */
export function evaluateModel(folder: string, { model, part, unseen, engine, json }: EvaluateOptions): Promise<number> {
  const output = createOutput(json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const tellEngine = await chooseEngine(client, engine, output)
    const result = await lastOf(await client.models.evaluate({ folder, modelId: model, part, unseen, engine }), output)
    await tellEngine()
    output.record({ model: result.model, ...result.evaluation, seen: result.seen, unread: codesOf(result.unread) })
    tellSeen(result.seen, 'This model', output)
    const card = await client.models.show({ modelId: result.model.id })
    for (const line of describe(result.evaluation, `${card.name} (${card.id})`, card)) output.line(line)
    const code = tellUnread(result.unread, output)
    output.line()
    output.line(
      `From ${result.evaluation.groups} groups. Honest only for films of patients that the model was not trained on. ${notADevice}`,
    )
    return code
  })
}

/** Measures two models on the same films and tests whether they differ. 1 where some films could not be read. */
export function compareModels(
  a: string,
  b: string,
  { on, part, unseen, engine, json }: CompareOptions,
): Promise<number> {
  const output = createOutput(json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const tellEngine = await chooseEngine(client, engine, output)
    const { models, evaluations, comparison, seen, unread } = await lastOf(
      await client.models.compare({ folder: on, a, b, part, unseen, engine }),
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
