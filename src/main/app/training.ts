import { mkdir, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { TrainingRequest } from '#shared/contract.ts'
import type { EngineName } from '#shared/engine.ts'
import type { Job } from '#shared/job.ts'
import { ProblemError } from '#shared/problem.ts'
import type { ComputeService } from '#main/compute/service.ts'
import type { JobContext, JobStore } from '#main/jobs/jobStore.ts'
import { newModelId } from '#main/models/modelId.ts'
import type { ModelRegistry } from '#main/models/registry.ts'
import type { Home } from './home.ts'
import type { Log } from './log.ts'
import { programVersion } from './packageRoot.ts'
import type { Progress } from './progress.ts'

export type TrainingParts = {
  home: Home
  log: Log
  compute: ComputeService
  jobs: JobStore
  models: ModelRegistry
  progress: Progress
  engine: EngineName
}

/** Starts the job that trains a model on a folder of labelled films and files it away. */
export async function startTraining(parts: TrainingParts, request: TrainingRequest): Promise<Job> {
  return parts.jobs.start('training', async (context) => {
    const outputDirectory = join(parts.home.runs, context.jobId, 'model')
    try {
      await train(parts, request, context, outputDirectory)
      const { id } = await parts.models.add(outputDirectory)
      parts.log.event('model-added', { jobId: context.jobId })
      if (request.activate) await parts.models.activate(id)
      return { modelId: id }
    } finally {
      await rm(outputDirectory, { recursive: true, force: true })
    }
  })
}

async function train(parts: TrainingParts, request: TrainingRequest, context: JobContext, outputDirectory: string) {
  const { compute, home, models, progress } = parts
  await mkdir(outputDirectory, { recursive: true, mode: 0o700 })
  const folder = resolve(request.folder)
  const name = request.name ?? basename(folder)
  const startFrom = await models.reference()
  if (context.signal.aborted) throw new ProblemError('cancelled', 'The training was ended before it began.')
  const cancel = (): void => void compute.cancel(context.jobId).catch(() => undefined)
  context.signal.addEventListener('abort', cancel, { once: true })
  const stopListening = progress.listen(context.jobId, context.progress)
  try {
    await compute.trainHeads({
      jobId: context.jobId,
      folder,
      name,
      modelId: newModelId(name),
      startFrom,
      seed: request.seed,
      epochs: request.epochs,
      engine: parts.engine,
      outputDirectory,
      cacheDirectory: home.cache,
      programVersion,
    })
  } finally {
    stopListening()
    context.signal.removeEventListener('abort', cancel)
  }
}
