import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createRouterClient, isDefinedError, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Opened } from '#shared/contract/index.ts'
import { createApplication, type Application } from '#main/app/application.ts'
import type { AppRouter } from '#main/app/router.ts'
import { newFolder } from '../../support/folder.ts'
import { launchFake } from '../../support/launchFake.ts'
import { writeEmptyModel } from '../../support/emptyModel.ts'
import { slowly } from '../../support/slowly.ts'
import { upload } from '../../support/upload.ts'

let home: string
let films: string
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>

beforeEach(async () => {
  home = await newFolder()
  films = await newFolder()
  application = await createApplication({ host: 'browser', home, launchCompute: launchFake })
  client = createRouterClient(application.router)
})
afterEach(() => application.stop())

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

async function write(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(films, name, '..'), { recursive: true })
    await writeFile(join(films, name), '')
  }
}

async function opened(...paths: string[]): Promise<Opened[]> {
  const events: Opened[] = []
  for await (const event of await client.studies.open({ paths })) events.push(event)
  return events
}

async function openOne(name: string): Promise<string> {
  await write(name)
  const [event] = await opened(join(films, name))
  if (event.type !== 'film') throw new Error(event.problem.code)
  return event.film.filmId
}

const log = (): Promise<string> => readFile(join(home, 'logs', 'fractureguard.log'), 'utf8')

describe('studies', () => {
  it('opens a folder in natural order, each file with its own fate', async () => {
    await write('IMG10', 'IMG2', 'sub/damaged', '.hidden')
    const events = await opened(films, join(films, 'missing'))
    expect(
      events.map((event) => (event.type === 'film' ? event.film.name : `${event.name}: ${event.problem.code}`)),
    ).toEqual(['IMG2', 'IMG10', 'damaged: truncated', 'missing: not-found'])
  })

  it('never tells the page a path', async () => {
    await write('film', 'damaged')
    expect(JSON.stringify([await opened(films), await client.studies.list()])).not.toContain(films)
  })

  it('gives a file that is opened again the id that it has', async () => {
    const filmId = await openOne('film')
    expect(await openOne('film')).toBe(filmId)
    expect(await client.studies.list()).toHaveLength(1)
  })

  it('closes a film, and once is enough', async () => {
    const filmId = await openOne('film')
    await client.studies.close({ filmId })
    await client.studies.close({ filmId })
    expect(await client.studies.list()).toEqual([])
    await expect(client.studies.pixels({ filmId })).rejects.toMatchObject({
      code: 'PROBLEM',
      data: { code: 'not-found' },
    })
  })

  it('gives the samples of a frame', async () => {
    const pixels = await client.studies.pixels({ filmId: await openOne('film') })
    expect(pixels.values).toEqual(Int16Array.of(-2, -1, 0, 1, 2, 3))
  })

  it('keeps no samples of the films that it gave', async () => {
    const filmBytes = 2 * 2500 * 3000
    const filmIds = await Promise.all(Array.from({ length: 6 }, (_, index) => openOne(`large${index}`)))
    collectGarbage()
    const before = process.memoryUsage().arrayBuffers
    for (const filmId of filmIds) expect((await client.studies.pixels({ filmId })).values).toHaveLength(filmBytes / 2)
    await expect
      .poll(() => {
        collectGarbage()
        return process.memoryUsage().arrayBuffers - before
      }, slowly)
      .toBeLessThan(1.5 * filmBytes)
  })

  it('takes a file from the page and forgets it when it is closed', async () => {
    const [event] = await upload(client, new File(['bytes'], 'mine.dcm'))
    if (event.type !== 'film') throw new Error(event.problem.code)
    expect(event.film.name).toBe('mine.dcm')
    const [session] = (await readdir(join(home, 'inbox'))).sort()
    expect(await readdir(join(home, 'inbox', session))).toHaveLength(1)
    await client.studies.close({ filmId: event.film.filmId })
    expect(await readdir(join(home, 'inbox', session))).toHaveLength(0)
    await application.stop()
    expect(await readdir(join(home, 'inbox'))).toEqual([])
  })
})

describe('errors', () => {
  it('leave as the contract’s one error, unforeseen ones without their text', async () => {
    await write('unforeseen')
    const filmId = await openOne('film')
    const foreseen = await client.readings.read({ filmId, modelId: 'nothing' }).catch((thrown: unknown) => thrown)
    expect(isDefinedError(foreseen as Error)).toBe(true)
    expect(foreseen).toMatchObject({ code: 'PROBLEM', data: { code: 'model-not-found' } })
    expect(await opened(join(films, 'unforeseen'))).toMatchObject([{ type: 'problem', problem: { code: 'internal' } }])
    const text = await log()
    expect(text).toContain('"unexpected"')
    expect(text).not.toMatch(/muster|anna/i)
    expect(text).not.toContain(films)
  })

  it('call input that the contract refuses wrong use', async () => {
    const wrong = client.studies.open({ paths: [] })
    await expect(wrong).rejects.toMatchObject({ code: 'PROBLEM', data: { code: 'wrong-use' } })
  })

  it('of a crash cost that call and nothing else', async () => {
    const filmId = await openOne('film')
    await write('crash')
    expect(await opened(join(films, 'crash'))).toMatchObject([
      { type: 'problem', problem: { code: 'compute-crashed' } },
    ])
    await expect(client.studies.pixels({ filmId })).resolves.toMatchObject({ rows: 2 })
  })
})

describe('training', () => {
  it('is a job that tells of its progress and can be cancelled', async () => {
    await writeEmptyModel(join(home, 'models', 'mine'), 'mine')
    await client.models.activate({ modelId: 'mine' })
    const { jobId } = await client.training.start({ folder: films, mode: 'heads' })
    const states: string[] = []
    for await (const job of await client.jobs.watch({ jobId })) {
      states.push(job.state)
      if (job.progress && job.state === 'running') {
        expect(job.progress).toEqual({ stage: 'features', done: 1, total: 2, numbers: { loss: 0.5 } })
        await client.jobs.cancel({ jobId })
      }
    }
    expect(states.at(-1)).toBe('cancelled')
    expect(await client.jobs.list()).toMatchObject([{ jobId, state: 'cancelled' }])
    await expect.poll(() => readdir(join(home, 'runs', jobId)), slowly).toEqual(['job.json', 'run.json'])
  })

  it('is gone on with by the id of its run, and only where there is one', async () => {
    await writeEmptyModel(join(home, 'models', 'mine'), 'mine')
    await client.models.activate({ modelId: 'mine' })
    const { jobId } = await client.training.start({ folder: films, mode: 'heads' })
    for await (const job of await client.jobs.watch({ jobId })) if (job.progress) break
    await expect(client.training.resume({ runId: jobId })).rejects.toMatchObject({ data: { code: 'in-use' } })
    await client.jobs.cancel({ jobId })
    for await (const job of await client.jobs.watch({ jobId })) if (job.state === 'cancelled') break
    const resumed = await client.training.resume({ runId: jobId })
    expect(resumed).toMatchObject({ runId: jobId, kind: 'training' })
    expect(resumed.jobId).not.toBe(jobId)
    await client.jobs.cancel({ jobId: resumed.jobId })
    await expect(client.training.resume({ runId: crypto.randomUUID() })).rejects.toMatchObject({
      data: { code: 'not-found' },
    })
    await expect(client.training.resume({ runId: '../../etc' })).rejects.toMatchObject({ data: { code: 'not-found' } })
  })

  it('that runs when the program ends is interrupted, and says so later', async () => {
    await writeEmptyModel(join(home, 'models', 'mine'), 'mine')
    await client.models.activate({ modelId: 'mine' })
    const { jobId } = await client.training.start({ folder: join(films, 'deaf'), mode: 'heads' })
    for await (const job of await client.jobs.watch({ jobId })) if (job.progress) break
    await application.stop()
    const later = await createApplication({ host: 'cli', home, launchCompute: launchFake })
    const jobs = await createRouterClient(later.router).jobs.list()
    await later.stop()
    expect(jobs).toMatchObject([{ jobId, state: 'failed', problem: { code: 'interrupted' } }])
    expect(await readdir(join(home, 'runs', jobId))).toEqual(['job.json', 'run.json'])
  })
})

describe('application', () => {
  it('says who it is', async () => {
    await writeEmptyModel(join(home, 'models', 'mine'), 'mine')
    await client.models.activate({ modelId: 'mine' })
    const activeModel = { id: 'mine' }
    expect(await client.app.about()).toMatchObject({ host: 'browser', activeModel, engine: 'onnx-cpu' })
  })

  it('stops once, however often it is asked', async () => {
    await client.engines.doctor()
    await Promise.all([application.stop(), application.stop()])
    await application.stop()
    expect((await log()).match(/"stopped"/g)).toHaveLength(1)
  })
})
