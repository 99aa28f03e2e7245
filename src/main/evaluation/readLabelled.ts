import pMap from 'p-map'
import type { Mark } from '#shared/mark.ts'
import type { Part } from '#shared/dataset.ts'
import type { EngineName } from '#shared/engine.ts'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { filesAtATime, type AddedFilm, type ComputeService, type ModelReference } from '#main/compute/index.ts'
import { candidatesOf } from './candidates.ts'
import type { Candidate } from './pointing.ts'
import {
  datasetFilms,
  examine,
  groupPattern,
  openSource,
  refuseContradictions,
  type DatasetFilm,
} from '#main/dataset/index.ts'

export type ReadLabelledRequest = {
  /** Folder with one folder of films a class, or a manifest. */
  folder: string
  /** What a person said of films below the folder; then its class folders say nothing. */
  reviewedFilms?: readonly AddedFilm[] | undefined
  models: readonly ModelReference[]
  engine: EngineName
  /** Only films of this part, where the data came divided. */
  part?: Part | undefined
  /** SHA-256 of files that a model was trained on and that are left out for that. */
  seen?: ReadonlySet<string>
  /** Films whose names match in the first brackets of this pattern are of one patient. */
  groupPattern?: string | undefined
  /** Films that are not read, by their files within the folder. */
  leaveOut?: readonly string[] | undefined
  /** Where marks are, and which of them are fractures. */
  marks?: string | undefined
  categories?: readonly string[] | undefined
}
/** A film with each model's calibrated probability of a fracture, in the order of the models. */
export type ReadFilm = Pick<DatasetFilm, 'file' | 'group' | 'contentHash' | 'attributes'> & {
  fractured: boolean
  probabilities: number[]
  /** Where its fractures lie; absent where that is not known. Empty without a fracture. */
  marks?: Mark[]
  /** What each model that points holds for a fracture, in the order of the models; `undefined` of one that does not. */
  candidates: (Candidate[] | undefined)[]
}
export type ReadLabelled = {
  films: ReadFilm[]
  unread: { file: string; problem: Problem }[]
  /** How many were not read since a model was trained on them. */
  leftOut: number
}
export type ReadLabelledContext = {
  signal: AbortSignal
  onProgress(progress: { stage: 'inspect' | 'read'; done: number; total: number }): void
}

/**
 * Reads the first frame of every labelled film just as a scan reads it, with one model or several. A film that cannot
 * be read is listed, and costs no other. Rejects with `wrong-use`, `dataset-invalid` or `not-found`, with `not-enough-data` where
 * films of one kind are missing, or with the signal's reason.
 */
export async function readLabelled(
  compute: Pick<ComputeService, 'header' | 'film' | 'readFile'> & Partial<Pick<ComputeService, 'readMarks'>>,
  request: ReadLabelledRequest,
  { signal, onProgress }: ReadLabelledContext,
): Promise<ReadLabelled> {
  const { folder, leaveOut, marks, categories, reviewedFilms } = request
  const { readMarks } = compute
  const pattern = groupPattern(request.groupPattern)
  const source = await openSource(folder, leaveOut, { readMarks, marks, categories, reviewedFilms })
  const examined = await examine(
    source,
    compute,
    { nearDuplicates: false },
    { signal, onFile: (done, total) => onProgress({ stage: 'inspect', done, total }) },
  )
  refuseContradictions(examined.films)
  const { part, seen } = request
  const ofPart = datasetFilms(examined, pattern).filter((film) => part === undefined || film.part === part)
  const wanted = ofPart.filter((film) => !seen?.has(film.contentHash))

  const unread = [...examined.unreadable]
  let done = 0
  const read = async (film: DatasetFilm): Promise<ReadFilm | undefined> => {
    signal.throwIfAborted()
    try {
      const said: Said[] = []
      for (const model of request.models) said.push(await whatItSays(compute, film, model, request.engine))
      const { file, group, contentHash, attributes, marks, label } = film
      return {
        ...{ file, group, contentHash, fractured: label > 0, ...(attributes ? { attributes } : {}) },
        probabilities: said.map(({ probability }) => probability),
        candidates: said.map(({ candidates }) => candidates),
        // A mark on a film that is said to be without a fracture contradicts it.
        ...(label > 0 === (marks ?? []).length > 0 ? { marks: marks ?? [] } : {}),
      }
    } catch (thrown) {
      if (!concernsFilm(thrown)) throw thrown
      unread.push({ file: film.file, problem: toProblem(thrown) })
      return undefined
    } finally {
      onProgress({ stage: 'read', done: ++done, total: wanted.length })
    }
  }
  const films = (await pMap(wanted, read, { concurrency: filesAtATime })).filter((film) => film !== undefined)
  if (!films.some((film) => film.fractured) || films.every((film) => film.fractured)) {
    throw new ProblemError('films-of-one-kind')
  }
  return { films, unread, leftOut: ofPart.length - wanted.length }
}

type Said = { probability: number; candidates: Candidate[] | undefined }

async function whatItSays(
  compute: Pick<ComputeService, 'readFile'>,
  { path, size }: DatasetFilm,
  model: ModelReference,
  engine: EngineName,
): Promise<Said> {
  const {
    frames: [first],
  } = await compute.readFile({ path, model, engine, from: 0, modalities: [], places: true, force: true })
  if (!first) throw new ProblemError('frames-none')
  if ('problem' in first) throw new ProblemError(first.problem)
  const { probability, places } = first.reading
  return {
    probability,
    candidates: places && size ? candidatesOf(places, { region: places.region, film: size }) : undefined,
  }
}

/** What is wrong with the model, the engine or the program ends the whole; the rest is the film's. */
function concernsFilm(thrown: unknown): boolean {
  if (!(thrown instanceof ProblemError)) return false
  return !['model-not-found', 'model-invalid', 'engine-unavailable', 'interrupted', 'internal'].includes(thrown.code)
}
