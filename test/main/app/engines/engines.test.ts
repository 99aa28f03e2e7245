import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApplication, type Application, type ApplicationOptions } from '#main/app/application.ts'
import { examine } from '#main/app/engines/ownProcess.ts'
import type { AppRouter } from '#main/app/router.ts'
import type { ComputeChild } from '#main/compute/index.ts'
import type { EngineExamination, EngineName } from '#shared/engine.ts'
import { isTerminal, type Job } from '#shared/job.ts'
import { ProblemError } from '#shared/problem.ts'
import { setFakeEngines } from '../../../support/fakeEngines.ts'
import { newFolder } from '../../../support/folder.ts'
import { newHome } from '../../../support/home.ts'
import { launchFake } from '../../../support/launchFake.ts'
import { slowly } from '../../../support/slowly.ts'

let home: string
let application: Application | undefined
let client: RouterClient<AppRouter, Record<never, never>>
let children: ComputeChild[]

async function start(options: Partial<ApplicationOptions> = {}): Promise<void> {
  await application?.stop()
  children = []
  const launchCompute = (): ComputeChild => {
    const child = launchFake()
    children.push(child)
    return child
  }
  application = await createApplication({ host: 'browser', home, launchCompute, ...options })
  client = createRouterClient(application.router)
}

beforeEach(async () => {
  home = await newHome()
  setFakeEngines({})
})
afterEach(async () => {
  await application?.stop()
  application = undefined
})

const engine = async () => (await client.app.about()).engine
const uses = async () => Object.fromEntries((await client.engines.doctor()).map(({ name, use }) => [name, use]))
const events = async () =>
  (await readFile(join(home, 'logs', 'fractureguard.log'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

async function openFilm(): Promise<string> {
  const file = join(home, 'film')
  await writeFile(file, '')
  for await (const opened of await client.studies.open({ paths: [file] }))
    if (opened.type === 'film') return opened.film.filmId
  throw new Error('The film was not opened.')
}
const readFilm = async () => client.readings.read({ filmId: await openFilm() })

async function scanned(films: number, more: { engine?: 'onnx-cuda' } = {}): Promise<{ job: Job; engines: string[] }> {
  const folder = await newFolder()
  for (let i = 0; i < films; i++) await writeFile(join(folder, `film ${i}`), '')
  const { scanId, jobId } = await client.scans.start({ options: { folder, ...more }, resume: false })
  for await (const job of await client.jobs.watch({ jobId })) {
    if (!isTerminal(job.state)) continue
    const rows = job.state === 'succeeded' ? (await client.scans.rows({ scanId, most: 100 })).rows : []
    return { job, engines: [...new Set(rows.map((row) => row.engine))] }
  }
  throw new Error('The scan did not end.')
}

describe('the engine', () => {
  it('is that of the settings at once and after a start, and the best that was found without', async () => {
    setFakeEngines({ 'onnx-cuda': { finding: 'runs' } })
    await start()
    expect(await engine()).toBe('onnx-cpu')
    expect(await uses()).toMatchObject({ 'onnx-cuda': 'best', 'onnx-cpu': 'later', tensorflow: 'unusable' })
    expect(await engine()).toBe('onnx-cuda')
    await client.settings.change({ engine: 'onnx-webgpu' })
    expect(await engine()).toBe('onnx-webgpu')
    expect(await uses()).toMatchObject({ 'onnx-webgpu': 'fixed', 'onnx-cuda': 'other-fixed' })
    await start()
    expect(await engine()).toBe('onnx-webgpu')
    await client.settings.change({ engine: null })
    expect(await engine()).toBe('onnx-cuda')
    expect((await client.engines.doctor()).filter(({ chosen }) => chosen).map(({ name }) => name)).toEqual([
      'onnx-cuda',
    ])
    // All of this was known from the first examination.
    expect(children).toHaveLength(0)
  })

  it('is found in the background once nothing has been asked for a while, in a process that ends', async () => {
    setFakeEngines({ 'onnx-directml': { finding: 'runs' } })
    await start({ examineAfter: 20 })
    await expect.poll(engine, slowly).toBe('onnx-directml')
    await Promise.all(children.map(({ exited }) => exited))
    expect(children).toHaveLength(1)
    await start({ examineAfter: 20 })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(children).toHaveLength(0)
  })

  it('is not looked for while something is under way, nor by a command', async () => {
    // So long that the film is opened before, however much else the machine does.
    await start({ examineAfter: 2_000 })
    const slow = join(home, 'slow')
    await writeFile(slow, '')
    void (async () => {
      for await (const _ of await client.studies.open({ paths: [slow] })) break
    })().catch(() => undefined)
    await expect.poll(() => children.length).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect(children).toHaveLength(1)
    await start({ host: 'cli', examineAfter: 20 })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(children).toHaveLength(0)
  })

  it('is tried again when that is asked for', async () => {
    await start()
    expect(await uses()).toMatchObject({ 'onnx-cpu': 'best' })
    setFakeEngines({ tensorflow: { finding: 'runs' } })
    expect(await uses()).toMatchObject({ 'onnx-cpu': 'best' })
    expect((await client.engines.doctor({ examine: 'again' })).find(({ chosen }) => chosen)?.name).toBe('tensorflow')
  })
})

it('looks for the engine again when a runtime is removed', async () => {
  await mkdir(join(home, 'runtimes', 'tensorflow'), { recursive: true })
  await start()
  expect(await uses()).toMatchObject({ 'onnx-cpu': 'best' })
  setFakeEngines({ 'onnx-cuda': { finding: 'runs' } })
  expect(await engine()).toBe('onnx-cpu')
  await client.runtimes.remove({ name: 'tensorflow' })
  expect(await engine()).toBe('onnx-cuda')
})

it('takes an engine that never answers for one that cannot be used', async () => {
  const doctor = async ([name]: readonly EngineName[] = []): Promise<EngineExamination[]> => {
    if (name === 'onnx-cuda') throw new ProblemError('compute-too-slow')
    return [{ name, finding: 'runs' }]
  }
  expect((await examine({ doctor }, ['onnx-cpu', 'onnx-cuda', 'tensorflow'])).map(({ finding }) => finding)).toEqual([
    'runs',
    'hung',
    'runs',
  ])
  await expect(examine({ doctor: () => Promise.reject(new ProblemError('program-ending')) })).rejects.toMatchObject({
    code: 'interrupted',
  })
})

describe('an engine whose driver ends the process', () => {
  it('is not used, hides no other engine, and costs no reading', async () => {
    setFakeEngines({
      'onnx-webgpu': { finding: 'kill' },
      'onnx-cuda': { finding: 'kill' },
      'onnx-directml': { finding: 'runs' },
    })
    await start()
    const filmId = await openFilm()
    const [own] = children
    const reports = await client.engines.doctor()
    expect(reports.map(({ name, finding }) => [name, finding])).toEqual([
      ['onnx-cpu', 'runs'],
      ['onnx-webgpu', 'crashed'],
      ['onnx-cuda', 'crashed'],
      ['onnx-directml', 'runs'],
      ['onnx-coreml', 'no-provider'],
      ['tensorflow', 'no-provider'],
    ])
    expect(reports.find(({ name }) => name === 'onnx-cuda')).toMatchObject({
      usable: false,
      use: 'unusable',
      reason: expect.stringContaining('process ended'),
    })
    expect(await engine()).toBe('onnx-directml')
    expect((await client.readings.read({ filmId })).engine).toBe('onnx-directml')
    expect(children[0]).toBe(own)
    await Promise.all(children.slice(1).map(({ exited }) => exited))
    expect(children).toHaveLength(4)
  })
})

describe.each(['engine-failed', 'engine-unavailable', 'kill'] as const)(
  'a chosen engine that comes to %s in the middle of work',
  (reads) => {
    beforeEach(async () => {
      setFakeEngines({ 'onnx-cuda': { finding: 'runs', reads } })
      await start()
      await client.engines.doctor()
      expect(await engine()).toBe('onnx-cuda')
    })

    it('costs no reading, is not used again, and is told of', async () => {
      expect((await readFilm()).engine).toBe('onnx-cpu')
      expect(await engine()).toBe('onnx-cpu')
      const report = (await client.engines.doctor()).find(({ name }) => name === 'onnx-cuda')
      expect(report).toMatchObject({
        chosen: false,
        use: 'broke',
        other: 'onnx-cpu',
        reason: expect.stringContaining('failed in the middle of work'),
      })
      expect((await events()).filter(({ event }) => event === 'engine-broke')).toMatchObject([{ engine: 'onnx-cuda' }])
      await start()
      expect(await engine()).toBe('onnx-cpu')
      expect((await client.engines.doctor({ examine: 'again' })).find(({ chosen }) => chosen)?.name).toBe('onnx-cpu')
      expect((await client.engines.doctor({ examine: 'forgiving' })).find(({ chosen }) => chosen)?.name).toBe(
        'onnx-cuda',
      )
    })

    it('costs no film of a scan', async () => {
      const { job } = await scanned(20)
      expect(job).toMatchObject({ state: 'succeeded', progress: { numbers: { films: 20, errors: 0 } } })
      expect(await engine()).toBe('onnx-cpu')
    }, 60_000)

    it('is told and not replaced where the user asked for it', async () => {
      await client.settings.change({ engine: 'onnx-cuda' })
      const code = reads === 'kill' ? 'compute-crashed' : reads
      await expect(readFilm()).rejects.toMatchObject({ data: { code } })
      await client.settings.change({ engine: null })
      await expect(client.readings.read({ filmId: await openFilm(), engine: 'onnx-cuda' })).rejects.toMatchObject({
        data: { code },
      })
      expect(await engine()).toBe('onnx-cuda')
      // Each film that ends a process is read once more by itself, after longer and longer pauses.
      const { job, engines } = await scanned(2, { engine: 'onnx-cuda' })
      if (reads === 'engine-unavailable') expect(job).toMatchObject({ state: 'failed', problem: { code } })
      else expect([job.progress?.numbers.errors, engines]).toEqual([2, ['onnx-cuda']])
    }, 60_000)
  },
)

it('takes a film that ends every process for that film’s fault', async () => {
  setFakeEngines({ 'onnx-cuda': { finding: 'runs' } })
  await start()
  await client.engines.doctor()
  const folder = await newFolder()
  await writeFile(join(folder, 'crash'), '')
  await writeFile(join(folder, 'film'), '')
  const { jobId } = await client.scans.start({ options: { folder }, resume: false })
  for await (const job of await client.jobs.watch({ jobId }))
    if (isTerminal(job.state)) expect(job.progress?.numbers).toMatchObject({ films: 1, errors: 1 })
  expect(await engine()).toBe('onnx-cuda')
})

describe('an engine under test', () => {
  it('reads a sample film in a process that ends, and is given another chance where it can', async () => {
    setFakeEngines({ 'onnx-webgpu': { finding: 'runs', reads: 'engine-failed' } })
    await start()
    await client.engines.doctor()
    expect((await readFilm()).engine).toBe('onnx-cpu')
    setFakeEngines({ 'onnx-webgpu': { finding: 'runs' } })
    const { report, reading } = await client.engines.test({ engine: 'onnx-webgpu' })
    expect(report).toMatchObject({ usable: true, chosen: true })
    expect(reading).toEqual({ firstMs: 1, ms: 1, difference: 0 })
    await children.at(-1)!.exited
  })

  it.each([
    [{ finding: 'no-device' as const }, 'no-device'],
    [{ finding: 'kill' as const }, 'crashed'],
    [{ finding: 'runs' as const, reads: 'kill' as const }, 'no-reading'],
  ])('is of no use where its fate is %j', async (fate, finding) => {
    await start()
    await client.engines.doctor()
    setFakeEngines({ 'onnx-webgpu': fate })
    expect(await client.engines.test({ engine: 'onnx-webgpu' })).toMatchObject({
      report: { finding, usable: false, chosen: false },
    })
    expect(await engine()).toBe('onnx-cpu')
  })
})

describe('the real engines of this machine', () => {
  it('are tried, each with a reason, and one of them is used', async () => {
    application = await createApplication({ host: 'cli', home })
    client = createRouterClient(application.router)
    const reports = await client.engines.doctor()
    expect(reports).toHaveLength(6)
    expect(reports.filter(({ chosen }) => chosen)).toMatchObject([{ name: await engine(), usable: true, use: 'best' }])
    expect(reports.find(({ name }) => name === 'onnx-cpu')).toMatchObject({ finding: 'runs' })
    for (const { usable, use, reason } of reports) {
      expect(reason).toMatch(/^[A-Zo].*\.$|runtime install tensorflow$/)
      expect(usable).toBe(use !== 'unusable')
    }
  }, 60_000)

  it('give way to the processor where the chosen one is not there at all', async () => {
    const absent = process.platform === 'win32' ? 'onnx-coreml' : 'onnx-directml'
    application = await createApplication({ host: 'cli', home })
    client = createRouterClient(application.router)
    await client.engines.doctor()
    await application.stop()
    const file = join(home, 'engine.json')
    const kept = JSON.parse(await readFile(file, 'utf8'))
    // As if a card had been there yesterday.
    await writeFile(
      file,
      JSON.stringify({
        ...kept,
        found: [
          { name: 'onnx-cpu', finding: 'runs' },
          { name: absent, finding: 'runs' },
        ],
      }),
    )
    application = await createApplication({ host: 'cli', home })
    client = createRouterClient(application.router)
    const before = await engine()
    const [opened] = await client.studies.samples()
    if (opened.type === 'problem') throw new Error(opened.problem.message)
    expect((await client.readings.read({ filmId: opened.film.filmId })).engine).toBe('onnx-cpu')
    expect([before, await engine()]).toEqual([process.platform === 'win32' ? 'onnx-cpu' : absent, 'onnx-cpu'])
  }, 60_000)
})
