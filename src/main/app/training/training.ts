import { chmod, copyFile, mkdir, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { TrainingRequest } from '#shared/contract/index.ts'
import type { EngineName } from '#shared/engine.ts'
import { isTerminal, type Job } from '#shared/job.ts'
import { ProblemError } from '#shared/problem.ts'
import { requireRegularFile } from '#main/files/index.ts'
import type { ComputeService } from '#main/compute/index.ts'
import type { JobContext, JobStore } from '#main/jobs/index.ts'
import { newModelId, type ModelRegistry } from '#main/registry/index.ts'
import type { Library } from '#main/library/index.ts'
import { resumeFolder } from '#main/training/index.ts'
import type { Engines } from '../engines/engines.ts'
import type { Home } from '../home/home.ts'
import type { Log } from '../home/log.ts'
import { programVersion } from '../home/packageRoot.ts'
import { chosenLanguage } from '../settings/language.ts'
import type { Settings } from '../settings/settings.ts'
import type { Progress } from './progress.ts'
import { isLocked } from '#main/locks/index.ts'
import { reviewedFilms, sourceOf } from './reviewedFilms.ts'
import { readRun, writeRun, type Run } from './runFile.ts'
import { lockRun, runLock } from './runLock.ts'

export type TrainingServices = {
  home: Home
  log: Log
  compute: ComputeService
  jobs: JobStore
  models: ModelRegistry
  progress: Progress
  library: Library
  engines: Engines
  settings: Settings
}

const keptWeights = 'weights.safetensors'

/** Starts the job that trains a model on a folder of labelled films and files it away. Its id also names the run. */
export async function startTraining(services: TrainingServices, request: TrainingRequest): Promise<Job> {
  const source = sourceOf(services.library, request)
  const folder = resolve(source.folder)
  const name = request.name ?? basename(folder)
  const from = (await services.models.reference(request.from)).id
  const added = request.addReviewed && !request.reviewed ? reviewedFilms(services.library) : []
  const weights = request.weights === undefined ? {} : { weights: resolve(request.weights) }
  const run: Run = {
    formatVersion: 1,
    request: { ...request, ...weights, folder, name },
    // A folder may be called after a patient; an id goes along where the model goes.
    modelId: newModelId(name === basename(folder) ? undefined : name),
    from,
    ...(source.reviewedFilms ? { reviewedFilms: source.reviewedFilms } : {}),
    added,
    finished: false,
  }
  return services.jobs.start('training', (context) => work(services, context.jobId, context), {
    // A run that waits is known too.
    prepare: async ({ jobId }) => {
      const folder = join(services.home.runs, jobId)
      await writeRun(folder, run)
      await keepWeights(run, folder)
    },
  })
}

/** A run must be able to go on when the file that it began with is gone or another. */
async function keepWeights({ request: { weights } }: Run, runDirectory: string): Promise<void> {
  if (weights === undefined) return
  await requireRegularFile(weights)
  const kept = join(runDirectory, keptWeights)
  // A copy has the mode of what it was copied from.
  await copyFile(weights, kept)
    .then(() => chmod(kept, 0o600))
    .catch((cause) => {
      throw new ProblemError('starting-weights-missing', { cause })
    })
}

/**
 * Resumes a run from its last finished epoch, as a new job; from now on with another engine where one is named.
 */
export async function resumeTraining(services: TrainingServices, runId: string, engine?: EngineName): Promise<Job> {
  const { home, jobs } = services
  const begun = await readRun(home.runs, runId)
  if (begun.finished) throw new ProblemError('run-complete')
  const waits = jobs.list().some((job) => job.runId === runId && !isTerminal(job.state))
  if (waits || isLocked(runLock(home.runs, runId))) throw new ProblemError('run-under-way')
  return jobs.start('training', (context) => work(services, runId, context), {
    runId,
    prepare: async () => {
      if (engine === undefined) return
      const release = lockRun(home.runs, runId)
      try {
        const now = await readRun(home.runs, runId)
        await writeRun(join(home.runs, runId), { ...now, request: { ...now.request, engine } })
      } finally {
        release()
      }
    },
  })
}

/** Trains, or goes on; nobody else does with this run meanwhile, in whatever program. */
async function work(services: TrainingServices, runId: string, context: JobContext): Promise<{ modelId: string }> {
  const { home, models, log } = services
  const release = lockRun(home.runs, runId)
  try {
    // Another program may have ended it while this job waited.
    const run = await readRun(home.runs, runId)
    if (run.finished) throw new ProblemError('run-complete')
    // A program that was killed just after it filed the model away did not come to say so.
    if (!(await models.has(run.modelId))) await trainAndFile(services, run, runId, context)
    await models.noteCheckedHere(run.modelId, (await models.show(run.modelId)).data.films)
    if (run.request.activate) await models.activate(run.modelId)
    const runDirectory = join(home.runs, runId)
    await writeRun(runDirectory, { ...run, finished: true })
    log.event('model-added', { jobId: context.jobId })
    // What only served to resume the run is large. Where it cannot go, the model is there all the same.
    for (const name of [resumeFolder, keptWeights])
      await rm(join(runDirectory, name), { recursive: true, force: true }).catch(() => undefined)
    return { modelId: run.modelId }
  } finally {
    release()
  }
}

async function trainAndFile(services: TrainingServices, run: Run, runId: string, context: JobContext): Promise<void> {
  const runDirectory = join(services.home.runs, runId)
  const outputDirectory = join(runDirectory, 'model')
  try {
    await train(services, run, runDirectory, outputDirectory, context)
    await services.models.add(outputDirectory)
  } finally {
    await rm(outputDirectory, { recursive: true, force: true }).catch(() => undefined)
  }
}

async function train(
  services: TrainingServices,
  run: Run,
  runDirectory: string,
  outputDirectory: string,
  context: JobContext,
): Promise<void> {
  const { compute, engines, home, models, progress } = services
  const {
    folder,
    name,
    from: _from,
    activate: _activate,
    addReviewed: _addReviewed,
    weights,
    engine: asked,
    ...settings
  } = run.request
  const startFrom = await models.reference(run.from)
  if (context.signal.aborted) throw new ProblemError('training-ended-early')
  const cancel = (): void => void compute.cancel(context.jobId).catch(() => undefined)
  context.signal.addEventListener('abort', cancel, { once: true })
  const stopListening = progress.listen(context.jobId, context.progress)
  try {
    await engines.use(asked, async (engine) => {
      // What an engine that failed at the end has written would be in the way of another.
      await rm(outputDirectory, { recursive: true, force: true })
      await mkdir(outputDirectory, { recursive: true, mode: 0o700 })
      await compute.train({
        jobId: context.jobId,
        folder,
        name: name!,
        modelId: run.modelId,
        startFrom,
        ...(weights === undefined
          ? {}
          : { weights: { path: join(runDirectory, keptWeights), name: basename(weights) } }),
        settings,
        reviewedFilms: run.reviewedFilms,
        added: run.added,
        engine,
        outputDirectory,
        cacheDirectory: home.cache,
        runDirectory,
        programVersion,
        language: chosenLanguage(services.settings),
      })
    })
  } finally {
    stopListening()
    context.signal.removeEventListener('abort', cancel)
  }
}
