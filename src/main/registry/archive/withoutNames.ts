import { createHash } from 'node:crypto'
import { anotherModel, dataOfThisPlace, type ModelCard } from '#shared/model.ts'
import { hasFolderName, sharedName } from '#shared/modelName.ts'
import type { Report } from '#shared/report.ts'
import { renamedWeights } from '#main/model/index.ts'
import { starterId } from '../ids/starterId.ts'
import { isNamelessId, namelessId } from '../ids/modelId.ts'

/** What goes along with an exported model because its owner said so. */
export type ExportWishes = {
  /** What it is called from then on. */
  name?: string | undefined
  /** Columns of the data whose values the report may name. */
  columns?: readonly string[] | undefined
}

export type Exported = { card: ModelCard; weights: Uint8Array; report: Report | undefined }

/**
 * A model as it may leave the place that trained it. Names of files, folders and columns may be those of patients; so
 * nothing that was taken from them goes along: neither the films, nor the folder's name as that of the data or, where
 * the model was given none, of the model or of the one that it was fitted from, nor columns of the data. The names of
 * the classes do, without which a model means nothing. A model from elsewhere keeps its words, which are not this
 * place's.
 */
export function withoutNames({ card, weights, report }: Exported, { name, columns = [] }: ExportWishes = {}): Exported {
  const anonymous = cardWithoutNames(card, name)
  const renamed =
    anonymous.id === card.id
      ? { card: anonymous, weights }
      : withWeights(anonymous, renamedWeights(weights, anonymous.id))
  return { ...renamed, report: report && reportWithoutNames(report, renamed.card, columns) }
}

function cardWithoutNames(card: ModelCard, name: string | undefined): ModelCard {
  if (card.data.credit !== dataOfThisPlace.credit) return name === undefined ? card : { ...card, name }
  return {
    ...card,
    id: hasFolderName(card) && !isNamelessId(card.id) ? namelessId(card.weights.sha256) : card.id,
    name: name ?? sharedName(card),
    data: { ...card.data, name: dataOfThisPlace.exportedName },
    training: {
      ...card.training,
      startedFrom: card.training.startedFrom === starterId ? card.training.startedFrom : anotherModel,
    },
    ...(card.fitted ? { fitted: { ...card.fitted, parent: { id: anotherModel, name: anotherModel } } } : {}),
  }
}

function withWeights(card: ModelCard, weights: Uint8Array): Pick<Exported, 'card' | 'weights'> {
  const sha256 = createHash('sha256').update(weights).digest('hex')
  return { card: { ...card, weights: { ...card.weights, sha256, bytes: weights.length } }, weights }
}

function reportWithoutNames(report: Report, card: ModelCard, columns: readonly string[]): Report {
  const { films: _, leftOut: __, ...rest } = report
  const named = `${report.card.name} put `
  return {
    ...rest,
    card,
    sentence: report.sentence.includes(named)
      ? report.sentence.replace(named, () => `${card.name} put `)
      : report.sentence.replaceAll(report.card.name, () => card.name),
    largestLosses: report.largestLosses.map((film, i) => ({ ...film, file: `film ${i + 1}` })),
    columns: report.columns.filter(({ column }) => columns.includes(column)),
  }
}
