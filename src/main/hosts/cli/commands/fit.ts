import type { Part } from '#shared/dataset.ts'
import type { EngineName } from '#shared/engine.ts'
import type { Fitted } from '#shared/fit.ts'
import type { OperatingPoints } from '#shared/reading.ts'
import { chooseEngine } from '../session/engine.ts'
import { exitCodes } from '../session/exitCodes.ts'
import { createOutput, table } from '../print/output.ts'
import { notADevice } from '../print/rows.ts'
import { folderOf } from '../session/reviewed.ts'
import { withApplication } from '../session/session.ts'
import { codesOf, lastOf, tellUnread } from './evaluate.ts'

export type FitOptions = {
  model?: string
  name?: string
  reviewed: boolean
  part?: Part
  groupPattern?: string
  activate: boolean
  engine?: EngineName
  json?: boolean
}

/** Fits a model's calibration and points to labelled films of this place. 1 where some films could not be read. */
export function fit(folder: string | undefined, options: FitOptions): Promise<number> {
  const { model, name, reviewed, part, groupPattern, activate, engine, json } = options
  const output = createOutput(json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const tellEngine = await chooseEngine(client, engine, output)
    const films = { folder: await folderOf(client, folder, reviewed), reviewed, part, groupPattern }
    const request = { ...films, modelId: model, name, engine }
    const result = await lastOf(await client.models.fit(request), output)
    await tellEngine()
    if (activate) await client.models.activate({ modelId: result.model.id })
    const { fitted, points, seen, unread } = result
    output.record({ model: result.model, fitted, points, seen, unread: codesOf(unread) })
    output.line(`${result.model.name} (${result.model.id})`)
    output.line()
    for (const line of describeFit(fitted, points)) output.line(line)
    for (const line of describeSeen(seen)) output.line(line)
    const code = tellUnread(unread, output)
    output.line()
    output.line(
      activate
        ? 'It reads from now on; back to the model before: fractureguard models rollback'
        : `To read with it from now on: fractureguard models activate ${result.model.id}`,
    )
    output.line(notADevice)
    return code === exitCodes.well ? exitCodes.well : code
  })
}

function describeSeen(seen: number | undefined): string[] {
  if (seen === undefined) return ['It is not known whether the model was trained on some of these films.']
  if (seen === 0) return []
  return [`The model was trained or fitted on ${seen} of the films, which ${seen === 1 ? 'was' : 'were'} left out.`]
}

type Interval = readonly [number, number]
const two = (value: number): string => value.toFixed(2)
const ranged = (value: number, [low, high]: Interval): string => `${two(value)} (${two(low)}–${two(high)})`

/** What fitting changed, measured on films that each fit had not seen. */
export function describeFit({ figures, pointsBefore }: Fitted, points: OperatingPoints): string[] {
  const { films, fractured, before, after, pointsMove, carries } = figures
  const point = (name: 'ruleOut' | 'ruleIn'): string => {
    const [low, high] = pointsMove[name]
    return `${points[name].toFixed(3)}, was ${pointsBefore[name].toFixed(3)}; other films of this place might give ${low.toFixed(3)} to ${high.toFixed(3)}`
  }
  return [
    ...table([
      ['Films', `${films}, ${fractured} with a fracture, from ${figures.groups} groups`],
      ['AUC', ranged(before.auc, before.aucInterval)],
      ['Calibration', `ECE ${before.ece.toFixed(3)} before, ${after.ece.toFixed(3)} fitted (cross-validated)`],
      ['Rule-out point', point('ruleOut')],
      [
        '  sensitivity',
        `${ranged(before.ruleOut.sensitivity, before.ruleOut.sensitivityInterval)} before, ${ranged(after.ruleOut.sensitivity, after.ruleOut.sensitivityInterval)} fitted`,
      ],
      ['Rule-in point', point('ruleIn')],
      [
        '  specificity',
        `${ranged(before.ruleIn.specificity, before.ruleIn.specificityInterval)} before, ${ranged(after.ruleIn.specificity, after.ruleIn.specificityInterval)} fitted`,
      ],
    ]),
    '',
    carries.ruleOut
      ? 'There are enough films with a fracture to check what the rule-out point promises, and they agree with it.'
      : `${fractured} films with a fracture do not show that the rule-out point finds 95 % of fractures here.`,
    carries.ruleIn
      ? 'There are enough films without a fracture to check what the rule-in point promises, and they agree with it.'
      : `${films - fractured} films without a fracture do not show that the rule-in point spares 95 % of them here.`,
    `Probabilities hold where about ${Math.round((100 * fractured) / films)} % of films have a fracture, as of these.`,
  ]
}
