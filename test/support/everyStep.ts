import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { ProblemError, problemSchema } from '#shared/problem.ts'
import { createApplication, type Application } from '#main/app/application.ts'
import type { AppRouter } from '#main/app/router.ts'
import { writeBarFilms } from './barFilms.ts'
import { FailingSteps } from './failingSteps.ts'
import { newFolder } from './folder.ts'
import { inProcessCompute } from './inProcessCompute.ts'
import { sampleDicom } from './sampleDicom.ts'
import { writeTestModel } from './testModel.ts'

type Client = RouterClient<AppRouter, Record<never, never>>
type Place = {
  client: Client
  /** Enough of them to fit a model to. */ films: string
  few: string
  /** As few as can be checked for shortcuts. */ some: string
  /** Two DICOM films. */ dicom: string
  folder: string
  number: number
}
/** Does one job to its end; rejects with its problem where it failed. */
type Doing = (place: Place, signal?: AbortSignal) => Promise<void>

/** Milliseconds after which work is taken to hang; it takes a fraction of a second. */
const hangs = 60_000

async function ended({ client }: Place, jobId: string, signal?: AbortSignal): Promise<void> {
  const cancel = (): void => void client.jobs.cancel({ jobId }).catch(() => undefined)
  if (signal?.aborted) cancel()
  signal?.addEventListener('abort', cancel)
  for await (const job of await client.jobs.watch({ jobId })) {
    if (job.endedAt !== undefined && job.state === 'failed') throw Object.assign(new Error(), { data: job.problem })
  }
}

async function all(events: Promise<AsyncIterable<unknown>>): Promise<void> {
  for await (const _ of await events);
}

/** Every kind of long work, and what is done with its results. */
export const doings: Record<string, Doing> = {
  scan: async (place, signal) => {
    const { jobId } = await place.client.scans.start({ options: { folder: place.few } })
    await ended(place, jobId, signal)
  },
  'scan into a report': async (place, signal) => {
    const output = { path: join(place.folder, `report ${place.number}.csv`), format: 'csv' as const }
    const { jobId } = await place.client.scans.start({ options: { folder: place.few }, output })
    await ended(place, jobId, signal)
  },
  training: async (place, signal) => {
    const { jobId } = await place.client.training.start({ folder: place.films, mode: 'heads', activate: true })
    await ended(place, jobId, signal)
  },
  runtime: async (place, signal) => {
    const { jobId } = await place.client.runtimes.install({
      name: 'tensorflow',
      fromPython: join(place.folder, 'none'),
    })
    await ended(place, jobId, signal)
  },
  'scan with results as DICOM': async (place, signal) => {
    const results = { folder: join(place.folder, `results ${place.number}`) }
    const { jobId } = await place.client.scans.start({ options: { folder: place.dicom, results } })
    await ended(place, jobId, signal)
  },
  opening: ({ client, dicom }, signal) => all(client.studies.open({ paths: [dicom] }, { signal })),
  'de-identified export': ({ client, dicom, folder, number }, signal) =>
    all(client.deidentify.export({ paths: [dicom], to: join(folder, `given ${number}`) }, { signal })),
  inspection: ({ client, few }, signal) => all(client.training.inspect({ folder: few }, { signal })),
  'check for shortcuts': ({ client, some }, signal) =>
    all(client.training.checkShortcuts({ folder: some, from: 'tried' }, { signal })),
  evaluation: ({ client, few }, signal) => all(client.models.evaluate({ folder: few, modelId: 'tried' }, { signal })),
  comparison: ({ client, few }, signal) =>
    all(client.models.compare({ folder: few, a: 'tried', b: 'tried' }, { signal })),
  fit: ({ client, films }, signal) => all(client.models.fit({ folder: films, modelId: 'tried' }, { signal })),
  export: async ({ client, folder, number }) => {
    await client.models.export({ modelId: 'tried', file: join(folder, `model ${number}.zip`) })
  },
  'export of the network': async ({ client, folder, number }) => {
    await client.models.export({ modelId: 'tried', file: join(folder, `model ${number}.onnx`) })
  },
  import: async ({ client, folder }) => {
    await client.models.import({ file: join(folder, 'other.zip') })
    await client.models.delete({ modelId: 'other' })
  },
}

/** A program all of whose steps can be made to fail. */
export class EveryStep {
  readonly #steps: FailingSteps
  readonly #application: Application
  readonly #place: Place

  private constructor(steps: FailingSteps, application: Application, place: Place) {
    this.#steps = steps
    this.#application = application
    this.#place = place
  }

  static async open(): Promise<EveryStep> {
    const folder = await newFolder()
    const home = join(folder, 'home')
    const films = join(folder, 'films')
    await writeBarFilms(films, 20)
    const few = join(folder, 'few')
    await writeBarFilms(few, 2)
    const some = join(folder, 'some')
    await writeBarFilms(some, 5)
    const dicom = join(folder, 'dicom')
    await mkdir(dicom)
    for (const [i, name] of ['IMG0000191.jpg', 'IMG0002441.jpg'].entries())
      await writeFile(join(dicom, `${i}.dcm`), (await sampleDicom(name, i + 1)).bytes)
    const steps = new FailingSteps(folder)
    const crash = (): Error => new ProblemError('compute-crashed')
    const launchCompute = inProcessCompute((method) => steps.step(`compute.${method}`, crash))
    const application = await createApplication({ host: 'cli', home, launchCompute })
    const client: Client = createRouterClient(application.router)
    const place = { client, films, few, some, dicom, folder, number: 0 }
    for (const id of ['tried', 'other']) await writeTestModel(join(home, 'models', id), { id })
    await client.models.export({ modelId: 'other', file: join(folder, 'other.zip') })
    await client.models.delete({ modelId: 'other' })
    return new EveryStep(steps, application, place)
  }

  /** The names of all steps of a doing that nothing disturbs. */
  async stepsOf(doing: string): Promise<string[]> {
    const undisturbed = await this.#outcome(this.#do(doing))
    if (undisturbed !== 'done' && doing !== 'runtime') throw new Error(`${doing}, undisturbed: ${undisturbed}`)
    this.#steps.arm()
    await this.#outcome(this.#do(doing))
    this.#steps.disarm()
    return this.#steps.names
  }

  /**
   * Does something while its n-th step fails, or while it is cancelled there. What came of it: `done`, a problem's code,
   * or what must not be: `hangs`, `untyped`, `job left`, `next …`.
   */
  async try(doing: string, at: number, how: 'fail' | 'cancel' = 'fail'): Promise<string> {
    const abort = new AbortController()
    this.#steps.arm(at, how === 'cancel' ? () => abort.abort() : undefined)
    const outcome = await this.#outcome(this.#do(doing, abort.signal))
    // A job that has ended may still note how; what fails there must not be what fails in the next one.
    await sleep(5)
    this.#steps.disarm()
    const { client } = this.#place
    const open = (await client.jobs.list()).filter(({ endedAt }) => endedAt === undefined)
    if (open.length > 0) return `job left: ${open[0].state}`
    await client.models.delete({ modelId: 'other' }).catch(() => undefined)
    const next = await this.#outcome(this.#do(doing))
    if (next !== 'done' && doing !== 'runtime') return `next ${next}`
    return outcome
  }

  async close(): Promise<void> {
    this.#steps.disarm()
    await this.#application.stop()
    this.#steps.restore()
    await rm(this.#place.folder, { recursive: true, force: true })
  }

  async #do(doing: string, signal?: AbortSignal): Promise<void> {
    this.#place.number += 1
    await doings[doing](this.#place, signal)
  }

  async #outcome(work: Promise<void>): Promise<string> {
    const late = new AbortController()
    const limit = sleep(hangs, 'hangs', { signal: late.signal }).catch(() => '')
    const outcome = work.then(
      () => 'done',
      (thrown: unknown) => {
        const problem = problemSchema.safeParse((thrown as { data?: unknown }).data)
        if (problem.success) return problem.data.code
        return (thrown as Error).name === 'AbortError' ? 'cancelled' : `untyped ${String(thrown)}`
      },
    )
    const first = await Promise.race([outcome, limit])
    late.abort()
    return first
  }
}
