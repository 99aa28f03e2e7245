import type { ModelSummary } from '#shared/model.ts'
import { describeCard } from '../describeCard.ts'
import { exitCodes } from '../exitCodes.ts'
import { createOutput, table } from '../output.ts'
import { withApplication } from '../session.ts'

type Json = { json?: boolean }

function row(model: ModelSummary): string[] {
  const [low, high] = model.holdoutAucInterval
  return [
    model.active ? '*' : ' ',
    model.id,
    model.name,
    `${model.holdoutAuc.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
    model.trainedOn,
    model.createdAt.slice(0, 10),
  ]
}

export function listModels(options: Json): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const models = await client.models.list()
    for (const model of models) output.record(model)
    const heading = [' ', 'ID', 'NAME', 'AUC, HELD OUT', 'TRAINED ON', 'MADE']
    for (const line of table([heading, ...models.map(row)])) output.line(line)
    return exitCodes.well
  })
}

export function showModel(id: string, options: Json): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const card = await client.models.show({ modelId: id })
    output.record(card)
    for (const line of describeCard(card)) output.line(line)
    return exitCodes.well
  })
}

export function activateModel(id: string, options: Json): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const summary = await client.models.activate({ modelId: id })
    output.record(summary)
    output.line(`${summary.name} (${summary.id}) reads from now on.`)
    return exitCodes.well
  })
}
