import { basename } from 'node:path'
import { dataOfThisPlace } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import type { TrainingWork } from '#main/compute/index.ts'
import { createEngine } from '#main/engines/choose.ts'
import { loadModel, trunkTrainedOn } from '#main/model/index.ts'
import { startingWeights } from './startingWeights.ts'
import { trainModel, type ModelTraining, type TrainingContext } from './trainModel.ts'

/**
 * Trains on a folder of labelled films, from the trunk of an existing model: the new model's files lie in the output
 * directory when it resolves. Rejects with a `ProblemError`: `dataset-invalid`, `not-enough-data`, `diverged`,
 * `disk-full`, `cancelled`, or what the engine says.
 */
export async function train(work: TrainingWork, context: TrainingContext): Promise<void> {
  const start = await loadModel(work.startFrom.directory)
  const from = work.weights
    ? await startingWeights(work.weights, work.settings.seed)
    : {
        id: start.card.id,
        parameters: start.parameters,
        trunkTrainedOn: await trunkTrainedOn(work.startFrom.directory, start.card),
      }
  const training: ModelTraining = {
    directory: work.folder,
    model: { id: work.modelId, name: work.name },
    data: { name: basename(work.folder), credit: dataOfThisPlace.credit, licence: dataOfThisPlace.licence },
    start: from,
    shape: start.card.network,
    engine: createEngine(work.engine),
    settings: work.settings,
    reviewedFilms: work.reviewedFilms,
    added: work.added ?? [],
    outputDirectory: work.outputDirectory,
    cacheDirectory: work.cacheDirectory,
    runDirectory: work.runDirectory,
    programVersion: work.programVersion,
    language: work.language,
  }
  try {
    await trainModel(training, context)
  } catch (thrown) {
    if (!context.signal.aborted) throw thrown
    throw new ProblemError('training-cancelled')
  }
}
