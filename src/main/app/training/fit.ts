import { join } from 'node:path'
import type { FitEvent } from '#shared/fit.ts'
import { fittedName } from '#shared/modelName.ts'
import { ProblemError } from '#shared/problem.ts'
import { fitToPlace } from '#main/evaluation/index.ts'
import { newModelId } from '#main/registry/index.ts'
import { programVersion } from '../home/packageRoot.ts'
import { judgedBy, readFilms, seed, type FilmsToRead, type Needed } from './evaluation.ts'
import type { Inbox } from '../opening/inbox.ts'
import { eventsWhile } from './events.ts'

export type FitData = FilmsToRead & { modelId?: string | undefined; name?: string | undefined }

/** Fewer tell nothing of a place. */
const fewest = 40
const fewestOfAKind = 10

/**
 * Fits calibration and operating points of a model to labelled films of this place, without training, and files the
 * result away as a model of its own. Films that it was trained on are left out. Rejects with `not-enough-data`,
 * `dataset-invalid` (also where the model tells nothing on these films), or `wrong-use` for a model with more than two classes.
 */
export async function* fitModel(
  services: Needed & { inbox: Inbox },
  data: FitData,
  signal?: AbortSignal,
): AsyncGenerator<FitEvent, void> {
  const { models, compute } = services
  const reference = await models.reference(data.modelId)
  const card = await models.show(reference.id)
  if (card.classNames.length > 2) throw new ProblemError('fit-of-many-classes')
  yield* eventsWhile<FitEvent, FitEvent>(async (tell, ended) => {
    const { films, unread, leftOut } = await readFilms(
      services,
      { ...data, unseen: true },
      [reference],
      ended,
      (progress) => tell({ type: 'progress', ...progress }),
    )
    const judged = judgedBy(films, 0)
    const fractured = judged.filter((film) => film.fractured).length
    if (films.length < fewest || Math.min(fractured, films.length - fractured) < fewestOfAKind) {
      throw new ProblemError('fit-films-too-few', { films: films.length, fractured, fewest, fewestOfAKind })
    }
    const { refit, points, figures } = fitToPlace(judged, card.operatingPoints, seed)
    const name = data.name ?? fittedName(card, films.length)
    const id = newModelId(data.name)
    const fitted = {
      parent: { id: card.id, name: card.name },
      at: new Date().toISOString(),
      ...refit,
      pointsBefore: card.operatingPoints,
      figures,
    }
    const hashes = films.map(({ contentHash }) => contentHash)
    await services.inbox.withFolder(async (folder) => {
      const directory = join(folder, 'model')
      await compute.writeFitted(reference, { id, name, programVersion, points, fitted, films: hashes }, directory)
      await models.add(directory)
      await models.noteCheckedHere(id, films.length)
    })
    return { type: 'fitted', model: { id, name }, fitted, points, seen: leftOut, unread }
  }, signal)
}
