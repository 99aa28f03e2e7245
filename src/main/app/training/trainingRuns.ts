import { readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isTerminal, type Job, type JobProgress, type JobState } from '#shared/job.ts'
import { ProblemError, type ProblemCode } from '#shared/problem.ts'
import type { Report } from '#shared/report.ts'
import { trainingSettingsSchema, type RunState, type TrainingRun } from '#shared/training.ts'
import { readMetrics } from '#main/training/index.ts'
import { readReport } from '#main/report/index.ts'
import { lockWithin } from '#main/locks/index.ts'
import { readRun, type Run } from './runFile.ts'
import { runLock } from './runLock.ts'
import type { RunToShare } from './mlflowFiles.ts'
import { writeMlflow } from './writeMlflow.ts'
import type { Services } from '../services.ts'

/** Milliseconds that a run which was stopped may take to tidy up. */
const longestTidying = 30_000

type Needed = Pick<Services, 'home' | 'jobs' | 'models'>
type Listing = Needed & Pick<Services, 'troubles'>

const states: Record<JobState, RunState> = {
  queued: 'waiting',
  running: 'running',
  cancelling: 'stopping',
  succeeded: 'finished',
  failed: 'failed',
  cancelled: 'paused',
}
/** A run that ended so ends so again: with the same films and settings, going on leads nowhere. */
const hopeless: readonly ProblemCode[] = [
  'dataset-invalid',
  'not-enough-data',
  'diverged',
  'model-not-found',
  'model-invalid',
]

/** All runs whose jobs this program knows, newest first. */
export async function listRuns(services: Listing): Promise<TrainingRun[]> {
  const byRun = Map.groupBy(
    services.jobs.list().filter(({ kind }) => kind === 'training'),
    ({ runId }) => runId,
  )
  const runs = await Promise.all([...byRun].map(async ([runId, jobs]) => describe(services, runId, jobs)))
  return runs.filter((run) => run !== undefined).sort((a, b) => b.createdAt.localeCompare(a.createdAt))
}

/** Undefined for a run that was deleted, or whose record cannot be understood, which is told. Its jobs come newest first. */
async function describe(
  { home, models, troubles }: Listing,
  runId: string,
  jobs: readonly Job[],
): Promise<TrainingRun | undefined> {
  const job = jobs[0]
  const run = await readRun(home.runs, runId).catch((thrown: unknown) => void troubles.note(thrown))
  if (!run) return undefined
  const state = stateOf(run, job)
  const there =
    run.finished &&
    (await models.show(run.modelId).then(
      () => true,
      () => false,
    ))
  return {
    runId,
    name: run.request.name ?? run.modelId,
    folder: run.request.folder,
    settings: trainingSettingsSchema.parse(run.request),
    createdAt: jobs.at(-1)!.createdAt,
    state,
    canResume: !run.finished && isTerminal(job.state) && !(job.problem && hopeless.includes(job.problem.code)),
    job,
    ...(there ? { modelId: run.modelId } : {}),
  }
}

function stateOf(run: Run, job: Job): RunState {
  if (run.finished) return 'finished'
  return job.problem?.code === 'interrupted' ? 'interrupted' : states[job.state]
}

/** Rejects with `not-found` where there is no such run. */
export async function courseOf({ home }: Needed, runId: string): Promise<JobProgress[]> {
  await readRun(home.runs, runId)
  return readMetrics(join(home.runs, runId))
}

/** See `writeMlflow`. Rejects with `not-found` where there is no such run. */
export async function exportRun(services: Listing, runId: string, folder: string) {
  const run = (await listRuns(services)).find((one) => one.runId === runId)
  if (!run) throw new ProblemError('run-unknown')
  const { createdAt, settings, job, modelId } = run
  const state = mlflowState[run.state]
  return writeMlflow(resolve(folder), {
    ...{ runId, createdAt, settings, state },
    endedAt: state === 'running' ? undefined : job.endedAt,
    course: await courseOf(services, runId),
    card: modelId === undefined ? undefined : await services.models.show(modelId),
  })
}

const mlflowState = {
  waiting: 'running',
  running: 'running',
  stopping: 'running',
  paused: 'paused',
  interrupted: 'failed',
  failed: 'failed',
  finished: 'finished',
} as const satisfies Record<RunState, RunToShare['state']>

/** Rejects with `not-found` where there is no such run. */
export async function discardRun({ home, jobs }: Needed, runId: string): Promise<void> {
  await readRun(home.runs, runId)
  const active = jobs.list().find((job) => job.runId === runId && !isTerminal(job.state))
  if (active) {
    jobs.cancel(active.jobId)
    for await (const job of jobs.watch(active.jobId)) if (isTerminal(job.state)) break
  }
  // One that ends just now lets its lock go when it has tidied up.
  const release = await lockWithin(runLock(home.runs, runId), active ? longestTidying : 0)
  if (!release) throw new ProblemError('run-under-way')
  try {
    const folder = join(home.runs, runId)
    // The job stays: that it was is part of what the program did.
    for (const name of await readdir(folder))
      if (!name.startsWith('job.json')) await rm(join(folder, name), { recursive: true, force: true })
  } finally {
    release()
  }
}

/** Rejects with `model-not-found`, or `not-found` where the model has no report. */
export async function reportOf({ models }: Needed, modelId: string): Promise<Report> {
  const { directory } = await models.reference(modelId)
  const report = await readReport(directory)
  if (!report) throw new ProblemError('model-without-report')
  return report
}
