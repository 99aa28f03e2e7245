import { cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRouterClient, type RouterClient } from '@orpc/server'
import type { Job } from '#shared/job.ts'
import { createApplication, type Application } from '#main/app/application.ts'
import type { AppRouter } from '#main/app/router.ts'
import type { ComputeChild, LaunchCompute } from '#main/compute/index.ts'
import { forkCompute } from '#main/supervisor/index.ts'
import { writeBarFilms } from './barFilms.ts'
import { FailingSteps, type DiskError } from './failingSteps.ts'
import { newFolder } from './folder.ts'
import { inProcessCompute } from './inProcessCompute.ts'
import { keptEpochs, keptTensors } from './keptOfTraining.ts'
import { writeTestModel } from './testModel.ts'

type Client = RouterClient<AppRouter, Record<never, never>>
export type Mode = 'heads' | 'full'
/** Milliseconds after which work is taken to hang; it takes seconds. */
const hangs = 600_000

/** What came of a training of which a step failed, and of going on with it once nothing fails any more. */
export type Outcome = {
  /** `succeeded`, `cancelled`, `hangs`, or the code of the problem that it ended with. */
  first: string
  /** Of going on; undefined where the first was the end. */
  then: string | undefined
  /** Whether it ended, with a problem that says why, is listed as one to go on with, and was gone on with. */
  isTold: boolean
  /** Whether the model that came of it is that of a training that nothing disturbed. */
  isSame: boolean
  /** Epochs that had been kept before, and were kept no more after the failure. */
  lostEpochs: number
}

/** What came of one of several sittings of a run, each of which some step ends. */
export type Sitting = {
  /** `succeeded`, or the code of the problem that it ended with. */
  said: string
  /** The problem's sentence, if any. */
  sentence: string | undefined
  /** Steps that were to fail and were not come to. */
  missed: readonly RegExp[]
  lostEpochs: number
  /** As the list of runs says it. */
  canResume: boolean
  /** Models that came of it; none of them is damaged. */
  models: number
  /** Whether its model is that of a training that nothing disturbed; undefined where there is none yet. */
  isSame: boolean | undefined
}

/** Real trainings of a few films of which each step of the file system can be made to fail. */
export class FailingTraining {
  readonly #steps: FailingSteps
  #application!: Application
  #client!: Client
  readonly #folder: string
  readonly #mode: Mode
  /** What a run that is gone on with asks of files when nothing fails, as `open home/runs/…`, in order. */
  readonly steps: string[] = []
  #whole: Buffer | undefined
  /** A run that was paused, as it was then. */
  #paused: string | undefined
  /** A run of several sittings. */
  #run: string | undefined
  readonly #epochsAsked: number
  #child: ComputeChild | undefined
  /** Whether computing is done in a process of its own, which can be killed. */
  #forks = false

  private constructor(steps: FailingSteps, folder: string, mode: Mode, epochs: number) {
    this.#steps = steps
    this.#folder = folder
    this.#mode = mode
    this.#epochsAsked = epochs
  }

  /** `pauses`: with a run that `try` goes on with; without it there are sittings alone. */
  static async open(mode: Mode, { epochs = 3, pauses = true } = {}): Promise<FailingTraining> {
    const folder = await newFolder()
    await writeBarFilms(join(folder, 'films'), 20)
    const training = new FailingTraining(new FailingSteps(folder), folder, mode, epochs)
    const within = inProcessCompute(() => undefined, { trains: true })
    const launchCompute: LaunchCompute = (environment) =>
      (training.#child = training.#forks ? forkCompute() : within(environment))
    const home = join(folder, 'home')
    training.#application = await createApplication({ host: 'cli', home, launchCompute })
    training.#client = createRouterClient(training.#application.router)
    await writeTestModel(join(home, 'models', 'start'), { id: 'start' })
    training.#steps.arm()
    const { job, code } = await training.#ended(training.#start())
    training.#steps.disarm()
    if (job?.state !== 'succeeded') throw new Error(`An undisturbed training: ${code ?? job?.problem?.message}`)
    training.#whole = await training.#weightsOf(job)
    if (!pauses) return training
    await training.#pause(training.#named())
    await training.#lay()
    training.#steps.arm()
    await training.#ended(training.#client.training.resume({ runId: training.#paused! }))
    training.#steps.disarm()
    training.steps.push(...training.#named())
    return training
  }

  #named(): string[] {
    const { names, places } = this.#steps
    return names.map((name, i) => `${name} ${places[i].replaceAll(/[0-9a-f-]{8,}|\d+/g, '…')}`)
  }

  /** Goes on with the paused run while its n-th step fails, and again without that where it did not come to its end. */
  async try(at: number, error: DiskError): Promise<Outcome> {
    await this.#lay()
    const before = await this.#epochs(this.#paused!)
    this.#steps.arm(at, undefined, error)
    const first = await this.#ended(this.#client.training.resume({ runId: this.#paused! }))
    await sleep(5)
    this.#steps.disarm()
    const isOver = first.job?.state === 'succeeded'
    const canResume = isOver || (await this.#canResume(this.#paused!))
    const lostEpochs = isOver ? 0 : Math.max(0, before - (await this.#epochs(this.#paused!)))
    const last = isOver ? first : await this.#ended(this.#client.training.resume({ runId: this.#paused! }))
    const [said, then] = [first, last].map(({ job, code }) => job?.problem?.code ?? job?.state ?? code!)
    return {
      first: said,
      then: last === first ? undefined : then,
      isTold: canResume && told.test(said) && !['internal', 'in-use', 'hangs'].includes(said) && then === 'succeeded',
      isSame: last.job?.state === 'succeeded' && (await this.#weightsOf(last.job)).equals(this.#whole!),
      lostEpochs,
    }
  }

  /**
   * Begins a run, or goes on with it, while the first step fails that each pattern names, or while the process that
   * computes is killed in a second epoch.
   */
  async sit(fails: readonly RegExp[] | 'compute dies', error?: DiskError): Promise<Sitting> {
    const before = this.#run === undefined ? 0 : await this.#epochs(this.#run)
    this.#forks = fails === 'compute dies'
    // Nothing is under way: the next call starts another one.
    this.#child?.kill()
    const onChange = ({ progress }: Job): void => {
      if (this.#forks && progress?.stage === 'epochs' && progress.numbers.epoch === 2) this.#child?.kill()
    }
    this.#steps.arm(fails === 'compute dies' ? [] : fails, undefined, error)
    const started = this.#run === undefined ? this.#start() : this.#client.training.resume({ runId: this.#run })
    const { job, code } = await this.#ended(started, onChange)
    await sleep(5)
    const { missed } = this.#steps
    this.#steps.disarm()
    this.#run ??= job!.runId
    const { models, damaged } = await this.#client.models.versions()
    if (damaged.length > 0) throw new Error(`A model is damaged: ${damaged[0].problem.message}`)
    const isOver = job?.state === 'succeeded'
    return {
      said: job?.problem?.code ?? job?.state ?? code!,
      sentence: job?.problem?.message,
      missed,
      lostEpochs: isOver ? 0 : Math.max(0, before - (await this.#epochs(this.#run))),
      canResume: await this.#canResume(this.#run),
      // One more is that of the training that nothing disturbed.
      models: models.filter(({ id }) => id.startsWith('bars-')).length - 1,
      isSame: isOver ? (await this.#weightsOf(job)).equals(this.#whole!) : undefined,
    }
  }

  async close(): Promise<void> {
    this.#steps.disarm()
    await this.#application.stop()
    this.#steps.restore()
    await rm(this.#folder, { recursive: true, force: true })
  }

  /** The paused run is as it was, and the cache holds some of the films. */
  async #lay(): Promise<void> {
    const run = join(this.#folder, 'home', 'runs', this.#paused!)
    // How the last job ended may be noted meanwhile: a folder that is emptied then is not empty, and is tried again.
    await rm(run, { recursive: true, force: true, maxRetries: 10 })
    await cp(join(this.#folder, 'paused'), run, { recursive: true })
    for (const { id } of await this.#client.models.list())
      if (id.startsWith('bars-')) await this.#client.models.delete({ modelId: id })
    const cache = join(this.#folder, 'home', 'cache')
    const entries = (await readdir(cache, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    // By content: all that is kept of some films, and nothing of the others.
    for (const { parentPath, name } of entries) if (/^[01]/.test(name)) await rm(join(parentPath, name))
  }

  /** `cancelledAt`: the step at which it is cancelled. */
  async #start(cancelledAt?: number): Promise<Job> {
    let job: Job | undefined
    const cancel = (): void => void this.#client.jobs.cancel({ jobId: job!.jobId }).catch(() => undefined)
    if (cancelledAt !== undefined) this.#steps.arm(cancelledAt, cancel)
    const folder = join(this.#folder, 'films')
    const rounds = this.#mode === 'heads' ? { crossFit: 2 } : {}
    const settings = { mode: this.#mode, epochs: this.#epochsAsked, batch: 8, seed: 42, ...rounds }
    return (job = await this.#client.training.start({ folder, name: 'Bars', from: 'start', ...settings }))
  }

  async #ended(started: Promise<Job>, onChange?: (job: Job) => void): Promise<Ended> {
    const late = new AbortController()
    const limit = sleep(hangs, { code: 'hangs' }, { signal: late.signal }).catch(() => ({ code: 'hangs' }))
    const work = (async () => {
      try {
        const { jobId } = await started
        let last: Job | undefined
        for await (const job of await this.#client.jobs.watch({ jobId })) {
          last = job
          onChange?.(job)
        }
        return { job: last }
      } catch (thrown) {
        const { data } = thrown as { data?: { code?: string } }
        return { code: data?.code ?? `untyped ${String(thrown)}` }
      }
    })()
    const first = await Promise.race([work, limit])
    late.abort()
    return first
  }

  /** Cancels a run when its second epoch is about to be kept; `steps`: those of one that nothing disturbs. */
  async #pause(steps: readonly string[]): Promise<void> {
    const kept = [...steps.keys()].filter((i) => /^rename .*checkpoint\.json/.test(steps[i]))
    await rm(join(this.#folder, 'home', 'cache'), { recursive: true })
    const { jobId, runId } = await this.#start(kept[1] + 1)
    for await (const _ of await this.#client.jobs.watch({ jobId }));
    this.#steps.disarm()
    this.#paused = runId
    if ((await this.#epochs(runId)) === 0) throw new Error('The run was not paused after an epoch.')
    // How the job ended may still be noted.
    const filter = (path: string): boolean => !path.includes('job.json')
    await cp(join(this.#folder, 'home', 'runs', runId), join(this.#folder, 'paused'), { recursive: true, filter })
  }

  async #canResume(id: string): Promise<boolean> {
    return (await this.#client.training.runs()).some(({ runId, canResume }) => runId === id && canResume)
  }

  #epochs(runId: string): Promise<number> {
    return keptEpochs(join(this.#folder, 'home', 'runs', runId))
  }

  #weightsOf({ result }: Job): Promise<Buffer> {
    return keptTensors(join(this.#folder, 'home', 'models', (result as { modelId: string }).modelId))
  }
}

const told = /^[a-z]+(?:-[a-z]+)*$/

type Ended = { job?: Job | undefined; code?: string }
