import { resolve } from 'node:path'
import type { ComparisonEvent, Evaluation, EvaluationEvent } from '#shared/evaluation.ts'
import type { ModelCard } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import { verdictOf } from '#shared/reading.ts'
import type { Part } from '#shared/dataset.ts'
import type { EngineName } from '#shared/engine.ts'
import type { ComputeService, ModelReference } from '#main/compute/index.ts'
import { type ModelRegistry, trainedOn } from '#main/registry/index.ts'
import {
  evaluate,
  aucDifference,
  mcNemar,
  pointingOf,
  pointsAt,
  resultsByColumn,
  readLabelled,
  type ReadFilm,
  type ReadLabelled,
  type ReadLabelledContext,
} from '#main/evaluation/index.ts'
import type { Library } from '#main/library/index.ts'
import type { Engines } from '../engines/engines.ts'
import { eventsWhile } from './events.ts'
import { sourceOf } from './reviewedFilms.ts'

export type Needed = { compute: ComputeService; engines: Engines; models: ModelRegistry; library: Library }
export type FilmsToRead = {
  folder?: string | undefined
  /** Labels and marks are what was said of films in the worklist; see `sourceOf`. */
  reviewed: boolean
  part?: Part | undefined
  unseen: boolean
  groupPattern?: string | undefined
  leaveOut?: string[] | undefined
  marks?: string | undefined
  categories?: string[] | undefined
  engine?: EngineName | undefined
}

/** Of the bootstrap, so that the same films give the same intervals. */
export const seed = 42

export const judgedBy = (films: readonly ReadFilm[], model: number) =>
  films.map(({ fractured, group, probabilities, attributes }) => ({
    ...{ fractured, group, probability: probabilities[model] },
    ...(attributes ? { columns: attributes } : {}),
  }))

/** What is measured of a model, and where it points where that is known of both model and films. */
function measured(films: readonly ReadFilm[], model: number, { operatingPoints }: ModelCard): Evaluation {
  const judged = judgedBy(films, model)
  const pointed = films.flatMap(({ marks, candidates }, i) => {
    const found = candidates[model]
    return marks && found ? [{ ...judged[i], marks, candidates: found }] : []
  })
  const pointing = pointingOf(pointed, operatingPoints, seed)
  return { ...evaluate(judged, operatingPoints, seed), ...(pointing ? { pointing } : {}) }
}

/** Reads labelled films with a model, the active one if none is named, and measures what it does. */
export async function* evaluateModel(
  services: Needed,
  data: FilmsToRead & { modelId?: string | undefined; by?: string[] | undefined },
  signal?: AbortSignal,
): AsyncGenerator<EvaluationEvent, void> {
  const reference = await services.models.reference(data.modelId)
  const card = await services.models.show(reference.id)
  yield* eventsWhile<EvaluationEvent, EvaluationEvent>(async (tell, ended) => {
    const {
      films,
      unread,
      seen: [seen],
    } = await readFilms(services, data, [reference], ended, (progress) => tell({ type: 'progress', ...progress }))
    const evaluation = measured(films, 0, card)
    await services.models.noteCheckedHere(card.id, films.length)
    const { by = [] } = data
    const columns = resultsByColumn(judgedBy(films, 0)).filter(({ column }) => by.includes(column))
    const missing = by.find((column) => !films.some(({ attributes }) => attributes?.[column] !== undefined))
    if (missing !== undefined) throw new ProblemError('column-missing', { column: missing })
    const judged = films.map(({ file, fractured, probabilities: [probability], marks, candidates: [found] }) => ({
      ...{ file, fractured, probability, verdict: verdictOf(probability, card.operatingPoints) },
      ...(found && marks && marks.length > 0 ? { pointed: pointsAt(marks, found) } : {}),
    }))
    return {
      ...{ type: 'evaluated' as const, model: { id: card.id, name: card.name }, evaluation, columns },
      films: judged,
      seen,
      unread,
    }
  }, signal)
}

/** Reads the same films with two models and tests whether they differ. */
export async function* compareModels(
  services: Needed,
  data: FilmsToRead & { a: string; b: string },
  signal?: AbortSignal,
): AsyncGenerator<ComparisonEvent, void> {
  const references = [await services.models.reference(data.a), await services.models.reference(data.b)]
  const [a, b] = await Promise.all(references.map(({ id }) => services.models.show(id)))
  yield* eventsWhile<ComparisonEvent, ComparisonEvent>(async (tell, ended) => {
    const { films, unread, seen } = await readFilms(services, data, references, ended, (progress) =>
      tell({ type: 'progress', ...progress }),
    )
    const pairs = films.map(({ fractured, group, probabilities: [ofA, ofB] }) => ({ fractured, group, a: ofA, b: ofB }))
    return {
      type: 'compared',
      models: { a: { id: a.id, name: a.name }, b: { id: b.id, name: b.name } },
      evaluations: {
        a: measured(films, 0, a),
        b: measured(films, 1, b),
      },
      comparison: { auc: aucDifference(pairs), verdicts: mcNemar(pairs) },
      seen: { a: seen[0], b: seen[1] },
      unread,
    }
  }, signal)
}

/**
 * Also counts, for each model, the films that it was trained on, and those that were left out for that; `undefined`
 * where it is not known.
 */
export async function readFilms(
  { compute, engines, library }: Needed,
  data: FilmsToRead,
  models: readonly ModelReference[],
  signal: AbortSignal,
  onProgress: ReadLabelledContext['onProgress'],
): Promise<Omit<ReadLabelled, 'leftOut'> & { seen: (number | undefined)[]; leftOut: number | undefined }> {
  const { folder, reviewedFilms } = sourceOf(library, data)
  const trained = await Promise.all(models.map(({ directory }) => trainedOn(directory)))
  const seenFilms = data.unseen ? { seen: new Set(trained.flatMap(({ films }) => [...films])) } : {}
  const request = {
    folder: resolve(folder),
    reviewedFilms,
    part: data.part,
    groupPattern: data.groupPattern,
    leaveOut: data.leaveOut,
    marks: data.marks === undefined ? undefined : resolve(data.marks),
    categories: data.categories,
    models,
    engine: data.engine ?? engines.current,
    ...seenFilms,
  }
  const reading = { ...compute, ...engines.readFile(compute, data.engine) }
  const result = await readLabelled(reading, request, { signal, onProgress })
  return {
    ...result,
    seen: trained.map(({ films, all }) =>
      knownCount(result.films.filter(({ contentHash }) => films.has(contentHash)).length, all),
    ),
    leftOut: knownCount(
      result.leftOut,
      trained.every(({ all }) => all),
    ),
  }
}

/** So many films that are known to have been learned from; none means nothing where not all are known. */
const knownCount = (count: number, all: boolean): number | undefined => (count > 0 || all ? count : undefined)
