import pMap from 'p-map'
import type { Part } from '#shared/dataset.ts'
import type { EngineName } from '#shared/engine.ts'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { filesAtATime, type ComputeService, type ModelReference } from '#main/compute/index.ts'
import { datasetFilms, refuseContradictions, type DatasetFilm, examine, openSource } from '#main/dataset/index.ts'

export type ReadLabelledRequest = {
  /** Folder with one folder of films a class, or a manifest. */
  folder: string
  models: readonly ModelReference[]
  engine: EngineName
  /** Only films of this part, where the data came divided. */
  part?: Part | undefined
  /** SHA-256 of files that a model was trained on and that are left out for that. */
  seen?: ReadonlySet<string>
  /** Films that are not read, by their files within the folder. */
  leaveOut?: readonly string[] | undefined
}
/** A film with each model's calibrated probability of a fracture, in the order of the models. */
export type ReadFilm = Pick<DatasetFilm, 'file' | 'group' | 'contentHash'> & {
  fractured: boolean
  probabilities: number[]
}
export type ReadLabelled = { films: ReadFilm[]; unread: { file: string; problem: Problem }[] }
export type ReadLabelledContext = {
  signal: AbortSignal
  onProgress(progress: { stage: 'inspect' | 'read'; done: number; total: number }): void
}

/**
 * Reads the first frame of every labelled film just as a scan reads it, with one model or several. A film that cannot
 * be read is listed, and costs no other. Rejects with `dataset-invalid` or `not-found`, with `not-enough-data` where
 * films of one kind are missing, or with the signal's reason.
 */
export async function readLabelled(
  compute: Pick<ComputeService, 'header' | 'film' | 'readFile'> & Partial<Pick<ComputeService, 'readMarks'>>,
  request: ReadLabelledRequest,
  { signal, onProgress }: ReadLabelledContext,
): Promise<ReadLabelled> {
  const source = await openSource(request.folder, request.leaveOut, { readMarks: compute.readMarks })
  const examined = await examine(
    source,
    compute,
    { nearDuplicates: false },
    { signal, onFile: (done, total) => onProgress({ stage: 'inspect', done, total }) },
  )
  refuseContradictions(examined.films)
  const { part, seen } = request
  const wanted = datasetFilms(examined, undefined).filter(
    (film) => (part === undefined || film.part === part) && !seen?.has(film.contentHash),
  )

  const unread = [...examined.unreadable]
  let done = 0
  const read = async (film: DatasetFilm): Promise<ReadFilm | undefined> => {
    signal.throwIfAborted()
    try {
      const probabilities: number[] = []
      for (const model of request.models)
        probabilities.push(await fractureProbability(compute, film, model, request.engine))
      const { file, group, contentHash } = film
      return { file, group, contentHash, fractured: film.label > 0, probabilities }
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
  return { films, unread }
}

async function fractureProbability(
  compute: Pick<ComputeService, 'readFile'>,
  { path }: DatasetFilm,
  model: ModelReference,
  engine: EngineName,
): Promise<number> {
  const {
    frames: [first],
  } = await compute.readFile({ path, model, engine, from: 0, modalities: [] })
  if (!first) throw new ProblemError('frames-none')
  if ('problem' in first) throw new ProblemError(first.problem)
  return first.reading.probability
}

/** What is wrong with the model, the engine or the program ends the whole; the rest is the film's. */
function concernsFilm(thrown: unknown): boolean {
  if (!(thrown instanceof ProblemError)) return false
  return !['model-not-found', 'model-invalid', 'engine-unavailable', 'interrupted', 'internal'].includes(thrown.code)
}
