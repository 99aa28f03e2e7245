import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Job } from '#shared/job.ts'
import { createApplication, type Application } from '#main/app/application.ts'
import type { AppRouter } from '#main/app/router.ts'
import { experimentId } from '#main/app/training/mlflowFiles.ts'
import { writeEmptyModel } from '../../../support/emptyModel.ts'
import { newFolder } from '../../../support/folder.ts'
import { launchFake } from '../../../support/launchFake.ts'

let home: string
let films: string
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>

const open = async (): Promise<void> => {
  application = await createApplication({ host: 'browser', home, launchCompute: launchFake })
  client = createRouterClient(application.router)
}
beforeEach(async () => {
  home = await newFolder()
  films = await newFolder()
  await open()
  await writeEmptyModel(join(home, 'models', 'mine'), 'mine')
  await client.models.activate({ modelId: 'mine' })
})
afterEach(() => application.stop())

async function until(jobId: string, is: (job: Job) => unknown): Promise<void> {
  for await (const job of await client.jobs.watch({ jobId })) if (is(job)) return
}

describe('training runs', () => {
  it('are found as what they are: under way, paused, gone on with', async () => {
    expect(await client.training.runs()).toEqual([])
    const { jobId } = await client.training.start({
      folder: films,
      mode: 'heads',
      leaveOut: ['Normal/a.png'],
      name: 'Wrists',
    })
    await until(jobId, (job) => job.progress)
    expect(await client.training.runs()).toMatchObject([
      {
        runId: jobId,
        name: 'Wrists',
        folder: films,
        state: 'running',
        canResume: false,
        settings: { mode: 'heads', leaveOut: ['Normal/a.png'] },
      },
    ])
    await client.jobs.cancel({ jobId })
    await until(jobId, (job) => job.state === 'cancelled')
    expect(await client.training.runs()).toMatchObject([{ runId: jobId, state: 'paused', canResume: true }])
    const resumed = await client.training.resume({ runId: jobId })
    await until(resumed.jobId, (job) => job.progress)
    expect(await client.training.runs()).toMatchObject([
      { runId: jobId, state: 'running', job: { jobId: resumed.jobId } },
    ])
    const second = await client.training.start({ folder: films, mode: 'full' })
    expect(await client.training.runs()).toMatchObject([{ runId: second.jobId, state: 'waiting' }, { runId: jobId }])
  })

  it('that the end of the program broke off are found again and can be gone on with', async () => {
    const { jobId } = await client.training.start({ folder: films, mode: 'heads' })
    await until(jobId, (job) => job.progress)
    await application.stop()
    await open()
    expect(await client.training.runs()).toMatchObject([{ runId: jobId, state: 'interrupted', canResume: true }])
    const resumed = await client.training.resume({ runId: jobId })
    await until(resumed.jobId, (job) => job.progress)
  })

  it('tell their course, and are deleted with it, also while they are under way', async () => {
    const { jobId } = await client.training.start({ folder: films, mode: 'heads' })
    await until(jobId, (job) => job.progress)
    const line = { stage: 'heads', done: 1, total: 2, numbers: { total: 2.5 } }
    await appendFile(join(home, 'runs', jobId, 'metrics.jsonl'), `${JSON.stringify(line)}\n`)
    expect(await client.training.course({ runId: jobId })).toEqual([line])
    await client.training.discard({ runId: jobId })
    expect(await client.training.runs()).toEqual([])
    expect(await client.jobs.list()).toMatchObject([{ jobId, state: 'cancelled' }])
    await expect.poll(() => readdir(join(home, 'runs', jobId))).toEqual(['job.json'])
    for (const runId of [jobId, '../../etc']) {
      await expect(client.training.discard({ runId })).rejects.toMatchObject({ data: { code: 'not-found' } })
      await expect(client.training.course({ runId })).rejects.toMatchObject({ data: { code: 'not-found' } })
    }
  })
})

describe('a run whose record is damaged', () => {
  it.each([
    ['run.json', 'aside-run'],
    ['job.json', 'aside-job'],
  ])('is missing from the list, which is said once, with %s set aside', async (name, id) => {
    const { jobId } = await client.training.start({ folder: films, mode: 'heads' })
    await until(jobId, (job) => job.progress)
    await application.stop()
    const folder = join(home, 'runs', jobId)
    await writeFile(join(folder, name), '{"formatVersion":1')
    await open()
    expect(await client.training.runs()).toEqual([])
    const { troubles } = await client.app.about()
    expect(troubles).toMatchObject([{ id }])
    const aside = (await readdir(folder)).find((one) => one.includes('set-aside'))
    expect(troubles[0]!.message).toContain(`runs/${jobId}/${aside}`)
    expect(await readFile(join(folder, aside!), 'utf8')).toBe('{"formatVersion":1')
    await application.stop()
    await open()
    expect(await client.training.runs()).toEqual([])
    expect((await client.app.about()).troubles).toEqual([])
  })
})

describe('a run for MLflow', () => {
  it('has course and settings, names no film and no folder, and is written once', async () => {
    const { jobId } = await client.training.start({ folder: films, mode: 'heads', name: 'Meier', batch: 64 })
    await until(jobId, (job) => job.progress)
    const told = [
      { stage: 'heads', done: 1, total: 2, numbers: { total: 2.5 } },
      { stage: 'heads', done: 1, total: 2, numbers: { trainLoss: 0.5, auc: 0.7 } },
      { stage: 'heads', done: 2, total: 2, numbers: { trainLoss: 0.25, auc: 0.8 } },
    ]
    await appendFile(
      join(home, 'runs', jobId, 'metrics.jsonl'),
      told.map((line) => `${JSON.stringify(line)}\n`).join(''),
    )
    const folder = join(films, 'mlruns')
    const { path } = await client.training.exportRun({ runId: jobId, folder })
    expect(path).toBe(join(folder, experimentId, jobId.replaceAll('-', '')))
    const lines = (await readFile(join(path, 'metrics', 'heads.epoch.trainLoss'), 'utf8')).trim().split('\n')
    expect(lines.map((line) => line.split(' ').slice(1))).toEqual([
      ['0.5', '1'],
      ['0.25', '2'],
    ])
    expect(await readFile(join(path, 'metrics', 'heads.step.total'), 'utf8')).toMatch(/^\d{13} 2\.5 1\n$/)
    expect(await readFile(join(path, 'params', 'batch'), 'utf8')).toBe('64')
    expect(await readFile(join(path, 'meta.yaml'), 'utf8')).toMatch(/^status: 1$/m)
    const names = await readdir(folder, { recursive: true, withFileTypes: true })
    for (const entry of names.filter((one) => one.isFile())) {
      const text = await readFile(join(entry.parentPath, entry.name), 'utf8')
      expect(text).not.toContain('Meier')
      expect(text).not.toContain(films)
    }
    await expect(client.training.exportRun({ runId: jobId, folder })).rejects.toMatchObject({
      data: { code: 'wrong-use' },
    })
    await expect(client.training.exportRun({ runId: 'none', folder })).rejects.toMatchObject({
      data: { code: 'not-found' },
    })
    const second = await client.training.start({ folder: films, mode: 'heads' })
    await client.training.exportRun({ runId: second.jobId, folder })
    expect((await readdir(join(folder, experimentId))).sort()).toEqual(
      [jobId, second.jobId]
        .map((id) => id.replaceAll('-', ''))
        .concat('meta.yaml')
        .sort(),
    )
  })
})

describe('what the panel asks beside', () => {
  it('is a thumbnail of a film in the folder or beside the manifest, and of none elsewhere', async () => {
    await mkdir(join(films, 'Normal'))
    await writeFile(join(films, 'Normal', 'a.png'), '')
    const { picture } = await client.training.thumbnail({ folder: films, file: 'Normal/a.png' })
    expect([...(await picture.bytes())]).toEqual([1, 2, 3])
    await expect(
      client.training.thumbnail({ folder: join(films, 'list.csv'), file: 'Normal/a.png' }),
    ).resolves.toBeDefined()
    // A manifest names films wherever they lie.
    await expect(
      client.training.thumbnail({ folder: join(films, 'lists', 'list.csv'), file: '../Normal/a.png' }),
    ).resolves.toBeDefined()
    for (const file of ['../a.png', '/etc/passwd', '.', 'Normal/../../a.png', '..']) {
      await expect(client.training.thumbnail({ folder: films, file })).rejects.toMatchObject({
        data: { code: 'not-found' },
      })
    }
  })

  it('is no report where the model has none', async () => {
    await expect(client.training.report({ modelId: 'mine' })).rejects.toMatchObject({ data: { code: 'not-found' } })
  })

  it('is an estimate that ends when nobody waits for it', async () => {
    const abort = new AbortController()
    const asked = client.training.estimate({ folder: films, films: 10, mode: 'heads' }, { signal: abort.signal })
    setTimeout(() => abort.abort(), 300)
    await expect(asked).rejects.toThrow()
  })
})
