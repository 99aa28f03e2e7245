import { basename } from 'node:path'
import type { JobProgress } from '#shared/job.ts'
import { ProblemError } from '#shared/problem.ts'
import type { HeadsTrainingRequest } from '#main/compute/service.ts'
import { createEngine } from '#main/engines/choose.ts'
import { loadModel } from '#main/models/loadModel.ts'
import type { StudyDecoder } from '#main/study/service.ts'
import { headsDefaults } from './headsTrainer.ts'
import { trainModel, type ModelTraining } from './trainModel.ts'

export type TrainingContext = { decoder: StudyDecoder; signal: AbortSignal; onProgress(progress: JobProgress): void }

/**
 * Heads-only training on a folder of labelled films, from the trunk of an existing model: the new model's files lie in the output directory
 * when it resolves. Rejects with a `ProblemError`: `dataset-invalid`, `not-enough-data`, `diverged`, `cancelled`, or what the engine says.
 */
export async function trainHeads(request: HeadsTrainingRequest, context: TrainingContext): Promise<void> {
  const start = await loadModel(request.startFrom.directory)
  const training: ModelTraining = {
    directory: request.folder,
    model: { id: request.modelId, name: request.name },
    data: { name: basename(request.folder), credit: 'Films of this place', licence: 'As the owner of the films says' },
    start: { id: start.card.id, parameters: start.parameters },
    shape: start.card.network,
    engine: createEngine(request.engine),
    options: { ...headsDefaults, seed: request.seed, epochs: request.epochs ?? headsDefaults.epochs },
    outputDirectory: request.outputDirectory,
    cacheDirectory: request.cacheDirectory,
    programVersion: request.programVersion,
  }
  try {
    await trainModel(training, context)
  } catch (thrown) {
    if (!context.signal.aborted) throw thrown
    throw new ProblemError('cancelled', 'The training was cancelled. The features that were computed are kept for the next one.')
  }
}
