import { cp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRouterClient, type RouterClient } from '@orpc/server'
import type { Job } from '#shared/job.ts'
import { createApplication, type Application } from '#main/app/application.ts'
import type { AppRouter } from '#main/app/router.ts'
import { readSafetensors } from '#main/network/safetensors.ts'
import { writeBarFilms } from './barFilms.ts'
import { FailingSteps, type DiskError } from './failingSteps.ts'
import { newFolder } from './folder.ts'
import { inProcessCompute } from './inProcessCompute.ts'
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
  /** Whether it ended, with a problem that says why, and was gone on with. */
  isTold: boolean
  /** Whether the model that came of it is that of a training that nothing disturbed. */
  isSame: boolean
  /** Epochs that had been kept before, and were kept no more after the failure. */
  lostEpochs: number
}

/** Real trainings of a few films of which each step of the file system can be made to fail. */
export class FailingTraining {
  readonly #steps: FailingSteps
  readonly #application: Application
  readonly #client: Client
  readonly #folder: string
  readonly #mode: Mode
  /** What a run that is gone on with asks of files when nothing fails, as `open home/runs/…`, in order. */
  readonly steps: string[] = []
  #whole: Buffer | undefined
  /** A run that was paused, as it was then. */
  #paused: string | undefined

  private constructor(steps: FailingSteps, application: Application, folder: string, mode: Mode) {
    this.#steps = steps
    this.#application = application
    this.#client = createRouterClient(application.router)
    this.#folder = folder
    this.#mode = mode
  }

  static async open(mode: Mode): Promise<FailingTraining> {
    const folder = await newFolder()
    await writeBarFilms(join(folder, 'films'), 20)
    const steps = new FailingSteps(folder)
    const launchCompute = inProcessCompute(() => undefined, { trains: true })
    const home = join(folder, 'home')
    const application = await createApplication({ host: 'cli', home, launchCompute })
    await writeTestModel(join(home, 'models', 'start'), { id: 'start' })
    const training = new FailingTraining(steps, application, folder, mode)
    steps.arm()
    const { job } = await training.#ended(training.#start())
    steps.disarm()
    if (job?.state !== 'succeeded') throw new Error(`The undisturbed training ended with ${job?.problem?.message}`)
    training.#whole = await training.#weightsOf(job)
    await training.#pause(training.#named())
    await training.#lay()
    steps.arm()
    await training.#ended(training.#client.training.resume({ runId: training.#paused! }))
    steps.disarm()
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
    const lostEpochs = first.job?.state === 'succeeded' ? 0 : Math.max(0, before - (await this.#epochs(this.#paused!)))
    const last =
      first.job?.state === 'succeeded'
        ? first
        : await this.#ended(this.#client.training.resume({ runId: this.#paused! }))
    const [said, then] = [first, last].map(({ job, code }) => job?.problem?.code ?? job?.state ?? code!)
    return {
      first: said,
      then: last === first ? undefined : then,
      isTold: told.test(said) && !['internal', 'in-use', 'hangs'].includes(said) && then === 'succeeded',
      isSame: last.job?.state === 'succeeded' && (await this.#weightsOf(last.job)).equals(this.#whole!),
      lostEpochs,
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
    await rm(run, { recursive: true, force: true })
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
    const settings = { mode: this.#mode, epochs: 3, batch: 8, seed: 42, ...rounds }
    return (job = await this.#client.training.start({ folder, name: 'Bars', from: 'start', ...settings }))
  }

  async #ended(started: Promise<Job>): Promise<Ended> {
    const late = new AbortController()
    const limit = sleep(hangs, { code: 'hangs' }, { signal: late.signal }).catch(() => ({ code: 'hangs' }))
    const work = (async () => {
      try {
        const { jobId } = await started
        let last: Job | undefined
        for await (const job of await this.#client.jobs.watch({ jobId })) last = job
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

  /** Epochs of a run that are kept, over all of its rounds. */
  async #epochs(runId: string): Promise<number> {
    const run = join(this.#folder, 'home', 'runs', runId)
    const files = (await readdir(run, { recursive: true })).filter((name) => name.endsWith('checkpoint.json'))
    const kept = await Promise.all(files.map(async (file) => JSON.parse(await readFile(join(run, file), 'utf8'))))
    return kept.reduce((sum: number, { epoch }: { epoch: number }) => sum + epoch, 0)
  }

  /** The tensors alone: with them stands the model's id. */
  async #weightsOf({ result }: Job): Promise<Buffer> {
    const { modelId } = result as { modelId: string }
    const file = await readFile(join(this.#folder, 'home', 'models', modelId, 'model.safetensors'))
    const { tensors } = readSafetensors(file)
    return Buffer.concat(
      Object.keys(tensors)
        .sort()
        .map((name) => Buffer.from(Float32Array.from(tensors[name].data).buffer)),
    )
  }
}

const told = /^[a-z]+(?:-[a-z]+)*$/

type Ended = { job?: Job | undefined; code?: string }
