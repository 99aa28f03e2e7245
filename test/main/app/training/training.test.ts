import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Job } from '#shared/job.ts'
import { EngineChoice } from '#main/app/engines/engineChoice.ts'
import { Engines } from '#main/app/engines/engines.ts'
import { openHome } from '#main/app/home/home.ts'
import { Settings } from '#main/app/settings/settings.ts'
import { Progress } from '#main/app/training/progress.ts'
import { resumeTraining, startTraining, type TrainingServices } from '#main/app/training/training.ts'
import { runLock } from '#main/app/training/runLock.ts'
import type { ComputeService, TrainingWork } from '#main/compute/index.ts'
import { JobStore } from '#main/jobs/jobStore.ts'
import { Library } from '#main/library/library.ts'
import { ModelRegistry } from '#main/registry/registry.ts'
import { ProblemError } from '#shared/problem.ts'
import { makeFilm } from '../../../renderer/support/films.ts'
import { writeEmptyModel } from '../../../support/emptyModel.ts'
import { newFolder } from '../../../support/folder.ts'
import { holdLock } from '../../../support/holdLock.ts'
import { launchFake } from '../../../support/launchFake.ts'

let services: TrainingServices
let library: Library
let works: TrainingWork[]
let choice: EngineChoice
let settings: Settings
let problem: (work: TrainingWork) => ProblemError

beforeEach(async () => {
  const home = openHome(await newFolder())
  const starter = await newFolder()
  await writeEmptyModel(starter, 'starter')
  library = new Library(join(home.root, 'library.sqlite'))
  works = []
  problem = () => new ProblemError('run-disk-full')
  const compute = {
    train: (work: TrainingWork) => {
      works.push(work)
      return Promise.reject(problem(work))
    },
  } as unknown as ComputeService
  choice = new EngineChoice(join(home.root, 'engine.json'), () => '')
  const engines = new Engines({ choice, fixed: () => undefined, launch: launchFake })
  const jobs = await JobStore.open(home.runs)
  const models = new ModelRegistry({ models: home.models, starter })
  settings = new Settings(join(home.root, 'settings.json'))
  services = {
    home,
    compute,
    jobs,
    models,
    library,
    progress: new Progress(),
    engines,
    settings,
    log: { event: () => {} },
  } as unknown as TrainingServices
})
afterEach(() => library.close())

const quick = { mode: 'heads', preset: 'default', seed: 1, classWeights: 'none', activate: false } as const

async function ended({ jobId }: Job): Promise<Job> {
  for await (const job of services.jobs.watch(jobId)) if (job.endedAt) return job
  throw new Error('It did not end.')
}

it('has the report written in the language that was chosen, as it is when the run ends', async () => {
  settings.change({ language: 'de' })
  const run = await startTraining(services, { folder: 'x', ...quick })
  await ended(run)
  settings.change({ language: 'en' })
  await ended(await resumeTraining(services, run.runId))
  expect(works.map(({ language }) => language)).toEqual(['de', 'en'])
})

it('resumes a run in one program at a time', async () => {
  const run = await startTraining(services, { folder: 'x', ...quick })
  await ended(run)
  const other = await holdLock(runLock(services.home.runs, run.runId))
  await expect(resumeTraining(services, run.runId)).rejects.toMatchObject({ code: 'in-use' })
  await other.kill()
  await ended(await resumeTraining(services, run.runId))
  expect(works).toHaveLength(2)
})

it('trains on reviewed films as they were when the run began, also when it is gone on with, and only where that is wanted', async () => {
  const { header } = makeFilm('a')
  const review = (name: string, opinion: 'agree' | 'disagree'): void => {
    library.remember({ path: `/films/${name}`, name, header })
    library.setFingerprint(`/films/${name}`, `hash of ${name}`)
    library.noteReading(`hash of ${name}`, {
      frame: 0,
      model: { id: 'starter', name: 'Starter' },
      verdict: 'fracture',
      probability: 0.9,
    })
    library.review(`hash of ${name}`, 0, opinion)
  }
  review('a', 'agree')
  review('b', 'disagree')
  const run = await startTraining(services, {
    folder: 'x',
    mode: 'heads',
    preset: 'default',
    seed: 1,
    classWeights: 'none',
    activate: false,
    addReviewed: true,
    leaveOut: ['Normal/a.png'],
  })
  await ended(run)
  review('c', 'agree')
  await ended(await resumeTraining(services, run.runId))
  const added = [
    { path: '/films/a', contentHash: 'hash of a', fractured: true },
    { path: '/films/b', contentHash: 'hash of b', fractured: false },
  ]
  expect(works.map((work) => work.added)).toEqual([added, added])
  expect(works[0].settings).toEqual({
    mode: 'heads',
    preset: 'default',
    seed: 1,
    classWeights: 'none',
    leaveOut: ['Normal/a.png'],
  })
  await ended(
    await startTraining(services, {
      folder: 'x',
      mode: 'heads',
      preset: 'default',
      seed: 1,
      classWeights: 'none',
      activate: false,
    }),
  )
  expect(works.at(-1)!.added).toEqual([])
})

it('trains on reviewed films alone, as they were when the run began', async () => {
  const { header } = makeFilm('a')
  const review = (path: string, answer: 'fracture' | 'none'): void => {
    library.remember({ path, name: path, header })
    library.setFingerprint(path, `hash of ${path}`)
    const marks = answer === 'fracture' ? [{ shape: 'box' as const, x: 1, y: 1, width: 2, height: 2 }] : []
    library.saveMarks(`hash of ${path}`, { reader: '', frame: 0, answer, marks })
  }
  const asked = {
    ...({ folder: '/films', reviewed: true, mode: 'heads', preset: 'default' } as const),
    ...({ seed: 1, classWeights: 'none', activate: false, addReviewed: true } as const),
  }
  await expect(startTraining(services, asked)).resolves.toBeDefined()
  review('/films/a/1', 'fracture')
  review('/films/b/2', 'none')
  const run = await startTraining(services, asked)
  await ended(run)
  review('/films/c', 'none')
  await ended(await resumeTraining(services, run.runId))
  const reviewedFilms = [
    {
      ...{ path: '/films/a/1', contentHash: 'hash of /films/a/1', fractured: true },
      marks: [{ shape: 'box', x: 1, y: 1, width: 2, height: 2 }],
    },
    { path: '/films/b/2', contentHash: 'hash of /films/b/2', fractured: false, marks: [] },
  ]
  // They are the films of the data and are held out in part, so that none is added.
  expect(works.slice(-2).map((work) => [work.reviewedFilms, work.added])).toEqual([
    [reviewedFilms, []],
    [reviewedFilms, []],
  ])
})

it('continues on the processor where the chosen engine fails, and with none but the one that was asked for', async () => {
  problem = ({ engine }) =>
    engine === 'onnx-webgpu' ? new ProblemError('engine-stopped') : new ProblemError('run-disk-full')
  choice.keep(
    [
      { name: 'onnx-cpu', finding: 'runs' },
      { name: 'onnx-webgpu', finding: 'runs' },
    ],
    false,
  )
  const request = {
    folder: 'x',
    mode: 'heads',
    preset: 'default',
    seed: 1,
    classWeights: 'none',
    activate: false,
  } as const
  const asked = await startTraining(services, { ...request, engine: 'onnx-webgpu' })
  expect((await ended(asked)).problem?.code).toBe('engine-failed')
  expect((await ended(await startTraining(services, request))).problem?.code).toBe('disk-full')
  await ended(await startTraining(services, request))
  await ended(await resumeTraining(services, asked.runId, 'onnx-cpu'))
  await ended(await resumeTraining(services, asked.runId))
  expect(works.map(({ engine }) => engine)).toEqual([
    'onnx-webgpu',
    'onnx-webgpu',
    'onnx-cpu',
    'onnx-cpu',
    'onnx-cpu',
    'onnx-cpu',
  ])
  expect(works[1].runDirectory).toBe(works[2].runDirectory)
  for (const { settings } of works) expect(settings).not.toHaveProperty('engine')
})
