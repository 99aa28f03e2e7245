import { resolve } from 'node:path'
import type { ComparisonEvent, EvaluationEvent } from '#shared/evaluation.ts'
import type { Part } from '#shared/dataset.ts'
import type { EngineName } from '#shared/engine.ts'
import type { ComputeService, ModelReference } from '#main/compute/index.ts'
import { type ModelRegistry, trainedOn } from '#main/registry/index.ts'
import {
  evaluate,
  aucDifference,
  mcNemar,
  readLabelled,
  type ReadFilm,
  type ReadLabelled,
  type ReadLabelledContext,
} from '#main/evaluation/index.ts'
import type { Engines } from '../engines/engines.ts'
import { eventsWhile } from './events.ts'

type Needed = { compute: ComputeService; engines: Engines; models: ModelRegistry }
type Data = {
  folder: string
  part?: Part | undefined
  unseen: boolean
  leaveOut?: string[] | undefined
  engine?: EngineName | undefined
}

/** Of the bootstrap, so that the same films give the same intervals. */
const seed = 42

const judgedBy = (films: readonly ReadFilm[], model: number) =>
  films.map(({ fractured, group, probabilities }) => ({ fractured, group, probability: probabilities[model] }))

/** Reads labelled films with a model, the active one if none is named, and measures what it does. */
export async function* evaluateModel(
  services: Needed,
  data: Data & { modelId?: string | undefined },
  signal?: AbortSignal,
): AsyncGenerator<EvaluationEvent, void> {
  const reference = await services.models.reference(data.modelId)
  const card = await services.models.show(reference.id)
  yield* eventsWhile<EvaluationEvent, EvaluationEvent>(async (tell, ended) => {
    const {
      films,
      unread,
      seen: [seen],
    } = await read(services, data, [reference], ended, (progress) => tell({ type: 'progress', ...progress }))
    const evaluation = evaluate(judgedBy(films, 0), card.operatingPoints, seed)
    return { type: 'evaluated', model: { id: card.id, name: card.name }, evaluation, seen, unread }
  }, signal)
}

/** Reads the same films with two models and tests whether they differ. */
export async function* compareModels(
  services: Needed,
  data: Data & { a: string; b: string },
  signal?: AbortSignal,
): AsyncGenerator<ComparisonEvent, void> {
  const references = [await services.models.reference(data.a), await services.models.reference(data.b)]
  const [a, b] = await Promise.all(references.map(({ id }) => services.models.show(id)))
  yield* eventsWhile<ComparisonEvent, ComparisonEvent>(async (tell, ended) => {
    const { films, unread, seen } = await read(services, data, references, ended, (progress) =>
      tell({ type: 'progress', ...progress }),
    )
    const pairs = films.map(({ fractured, group, probabilities: [ofA, ofB] }) => ({ fractured, group, a: ofA, b: ofB }))
    return {
      type: 'compared',
      models: { a: { id: a.id, name: a.name }, b: { id: b.id, name: b.name } },
      evaluations: {
        a: evaluate(judgedBy(films, 0), a.operatingPoints, seed),
        b: evaluate(judgedBy(films, 1), b.operatingPoints, seed),
      },
      comparison: { auc: aucDifference(pairs), verdicts: mcNemar(pairs) },
      seen: { a: seen[0], b: seen[1] },
      unread,
    }
  }, signal)
}

/** Also counts, for each model, the films that it was trained on, where its split says so. */
async function read(
  { compute, engines }: Needed,
  data: Data,
  models: readonly ModelReference[],
  signal: AbortSignal,
  onProgress: ReadLabelledContext['onProgress'],
): Promise<ReadLabelled & { seen: (number | undefined)[] }> {
  const trained = await Promise.all(models.map(({ directory }) => trainedOn(directory)))
  const seenFilms = data.unseen ? { seen: new Set(trained.flatMap((hashes) => [...(hashes ?? [])])) } : {}
  const request = {
    folder: resolve(data.folder),
    part: data.part,
    leaveOut: data.leaveOut,
    models,
    engine: data.engine ?? engines.current,
    ...seenFilms,
  }
  const reading = { ...compute, ...engines.readFile(compute, data.engine) }
  const result = await readLabelled(reading, request, { signal, onProgress })
  return {
    ...result,
    seen: trained.map((hashes) => hashes && result.films.filter(({ contentHash }) => hashes.has(contentHash)).length),
  }
}
