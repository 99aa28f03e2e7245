import { writeFile } from 'node:fs/promises'
import { countedIn } from '#main/network/drawing/parts.ts'
import { writeNewFile } from '#main/files/index.ts'
import type { DamagedModel, ModelVersion } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import { describeCard } from '../print/describeCard.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { createOutput, table } from '../print/output.ts'
import { withApplication } from '../session/session.ts'

type Json = { json?: boolean }
export type SummaryOptions = Json & { svg?: string }
export type DeleteOptions = Json & { yes: boolean; evenIfActive: boolean }

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
const damagedRow = ({ id, active, problem }: DamagedModel): string[] => [active ? '*' : ' ', id, problem.message]

function row(model: ModelVersion): string[] {
  const [low, high] = model.holdoutAucInterval
  return [
    model.active ? '*' : ' ',
    model.id,
    model.name,
    `${model.holdoutAuc.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
    model.trainedOn,
    model.createdAt.slice(0, 10),
    megabytes(model.bytes),
  ]
}

export function listModels(options: Json): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const { models, damaged } = await client.models.versions()
    for (const { holdout: _holdout, operatingPoints: _points, ...model } of models) output.record(model)
    for (const { problem, ...model } of damaged) output.record({ ...model, error: problem })
    const heading = [' ', 'ID', 'NAME', 'AUC, HELD OUT', 'TRAINED ON', 'MADE', 'SIZE']
    for (const line of table([heading, ...models.map(row)], [6])) output.line(line)
    if (damaged.length === 0) return exitCodes.well
    output.line()
    output.line('Damaged and not used:')
    for (const line of table(damaged.map(damagedRow))) output.line(line)
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
    output.line(`${summary.name} (${summary.id}) is now the active model.`)
    return exitCodes.well
  })
}

export function rollBackModel(options: Json): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const summary = await client.models.rollback()
    output.record(summary)
    output.line(`${summary.name} (${summary.id}) is active again.`)
    return exitCodes.well
  })
}

/** Deletes only with `--yes`; without it, it says what would go. */
export function deleteModel(id: string, { json, yes, evenIfActive }: DeleteOptions): Promise<number> {
  const output = createOutput(json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    if (!yes) throw new ProblemError('model-deletion-unsure')
    const active = await client.models.delete({ modelId: id, evenIfActive })
    output.record({ deleted: id, active })
    output.line(`${id} deleted. The active model is ${active.name} (${active.id}).`)
    return exitCodes.well
  })
}

/** The layer table for one film, and the drawing where it is wanted. */
export function summariseModel(id: string, { json, svg }: SummaryOptions): Promise<number> {
  const output = createOutput(json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const { network, drawing } = await client.models.summary({ modelId: id })
    if (svg !== undefined) await writeNewFile(svg, (path) => writeFile(path, `${drawing}\n`, { flag: 'wx' }))
    output.record(network)
    const rows = network.layers.map((layer) => [
      layer.name,
      layer.kind,
      layer.outputShape.join(' × '),
      layer.parameters > 0 ? String(layer.parameters) : '',
      layer.multiplyAdds > 0 ? countedIn('en', layer.multiplyAdds) : '',
      layer.frozen ? 'frozen' : '',
    ])
    for (const line of table([['LAYER', 'KIND', 'OUTPUT', 'PARAMETERS', 'MULTIPLY-ADDS', ''], ...rows], [3, 4]))
      output.line(line)
    output.line()
    output.line(
      `${network.parameters} parameters, ${network.trainedParameters} of them trained. ${countedIn('en', network.multiplyAdds)} multiply-adds a film.`,
    )
    return exitCodes.well
  })
}
