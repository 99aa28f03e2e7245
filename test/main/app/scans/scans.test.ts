import { defaultSettings } from '#shared/settings.ts'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { isTerminal, type Job } from '#shared/job.ts'
import type { EngineExamination, EngineName } from '#shared/engine.ts'
import { ProblemError } from '#shared/problem.ts'
import { rowRequestSchema, rowsRequestSchema, type ScanOptions } from '#shared/scan.ts'
import { EngineChoice } from '#main/app/engines/engineChoice.ts'
import { Engines } from '#main/app/engines/engines.ts'
import { Inbox } from '#main/app/opening/inbox.ts'
import { Scans } from '#main/app/scans/scans.ts'
import type { ComputeService } from '#main/compute/index.ts'
import { JobStore } from '#main/jobs/jobStore.ts'
import { ModelRegistry } from '#main/registry/registry.ts'
import { fakeRead } from '../../../support/fakeReadings.ts'
import { newFolder } from '../../../support/folder.ts'
import { launchFake } from '../../../support/launchFake.ts'
import { writeTestModel } from '../../../support/testModel.ts'

let starter: string

beforeAll(async () => {
  starter = await newFolder()
  await writeTestModel(starter, { id: 'starter', name: 'Starter' })
})

async function setUp(readFile: ComputeService['readFile'] = async () => fakeRead(0.9, { patientId: 'P1' })) {
  const jobs = await JobStore.open(await newFolder())
  const models = new ModelRegistry({ models: await newFolder(), starter })
  const folder = await newFolder()
  const films = await newFolder()
  const inbox = await Inbox.open(await newFolder())
  const compute = { readFile, unpack: async () => undefined } as Pick<
    ComputeService,
    'readFile' | 'unpack'
  > as ComputeService
  const choice = new EngineChoice(join(films, 'none', 'engine.json'), () => '')
  const engines = new Engines({ choice, fixed: () => undefined, launch: launchFake })
  const asides: ProblemError[] = []
  const onAside = (problem: ProblemError): void => void asides.push(problem)
  const settings = { values: defaultSettings }
  const scans = new Scans({ compute, jobs, models, inbox, engines, settings, folder, onAside })
  for (let i = 0; i < 150; i++) await writeFile(join(films, `film ${i}`), '')
  const ended = async (jobId: string): Promise<Job> => {
    for await (const job of jobs.watch(jobId)) if (isTerminal(job.state)) return job
    throw new Error('A job said nothing.')
  }
  const options = (more: Partial<ScanOptions> = {}): ScanOptions => ({
    folder: films,
    modalities: [],
    patientId: 'omit',
    absolutePaths: false,
    ...more,
  })
  return { scans, jobs, choice, films, folder, asides, ended, options }
}

const ask = (scanId: string) => rowsRequestSchema.parse({ scanId, most: 500 })

describe('Scans', () => {
  it('says once that the record of a scan was set aside, and lists the others', async () => {
    const { scans, folder, asides, ended, options } = await setUp()
    const begun = [await scans.start({ options: options(), resume: false }), await scans.start({ options: options(), resume: false })] // prettier-ignore
    for (const { jobId } of begun) await ended(jobId)
    const [damaged, whole] = begun.map(({ scanId }) => scanId)
    await writeFile(join(folder, damaged!, 'scan.json'), '\0\0')
    for (let twice = 0; twice < 2; twice++) expect((await scans.list()).map(({ scanId }) => scanId)).toEqual([whole])
    const aside = (await readdir(join(folder, damaged!))).find((name) => name.startsWith('scan.set-aside-'))
    expect(asides).toMatchObject([{ id: 'aside-scan', message: expect.stringContaining(`scans/${damaged}/${aside}`) }])
    await expect(scans.remove(damaged!)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('keeps the rows of a scan without an output, and writes them as they are asked for', async () => {
    const { scans, ended, options } = await setUp()
    const { scanId, jobId, state } = await scans.start({ options: options({ patientId: 'hash' }), resume: false })
    expect(state).toBe('running')
    expect(await ended(jobId)).toMatchObject({
      kind: 'scanning',
      state: 'succeeded',
      progress: { done: 150, numbers: { films: 150, fracture: 150, errors: 0 } },
    })
    const [kept] = await scans.list()
    expect(kept).toMatchObject({
      scanId,
      state: 'complete',
      model: { id: 'starter' },
      summary: { complete: true, films: 150, verdicts: { fracture: 150 } },
    })
    const { rows, total } = await scans.rows(ask(scanId))
    expect(total).toBe(150)
    expect(rows[0]).toMatchObject({
      file: 'film 0',
      verdict: 'fracture',
      probability: 0.9,
      patient_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    const { file, frame } = rows[0]
    expect(await scans.row(rowRequestSchema.parse({ scanId, file, frame, by: 1 }))).toEqual({
      row: rows[1],
      index: 1,
      total: 150,
    })
    const csv = await (
      await scans.export(scanId, { format: 'csv', bom: true, columns: ['file', 'verdict'] })
    ).arrayBuffer()
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(csv)).toMatch(
      /^\uFEFFfile,verdict\r\nfilm 0,fracture\r\nfilm 1,fracture\r\n/,
    )
    expect(await scans.compare(scanId, scanId)).toEqual({ common: 150, moves: [], changed: [] })
  })

  it('hashes a patient to the same in every scan', async () => {
    const { scans, ended, options } = await setUp()
    const ids = []
    for (const _ of [1, 2]) {
      const { scanId, jobId } = await scans.start({ options: options({ patientId: 'hash' }), resume: false })
      await ended(jobId)
      ids.push((await scans.rows(ask(scanId))).rows[0].patient_id)
    }
    expect(new Set(ids).size).toBe(1)
  })

  it('is stopped, goes on, and is forgotten', async () => {
    let read = 0
    const held = Promise.withResolvers<void>()
    const { scans, jobs, folder, ended, options } = await setUp(async () => {
      if (++read === 100) await held.promise
      return fakeRead()
    })
    const first = await scans.start({ options: options(), resume: false })
    await expect.poll(() => read).toBeGreaterThanOrEqual(100)
    await expect(scans.remove(first.scanId)).rejects.toMatchObject({ code: 'in-use' })
    jobs.cancel(first.jobId)
    held.resolve()
    expect(await ended(first.jobId)).toMatchObject({ state: 'cancelled' })
    const [paused] = await scans.list()
    expect(paused).toMatchObject({ scanId: first.scanId, state: 'unfinished', summary: { complete: false } })
    const again = await scans.resume(first.scanId)
    // What was counted before is told from the first moment.
    expect(again).toMatchObject({ scanId: first.scanId, state: 'running', summary: paused.summary })
    expect(await ended(again.jobId)).toMatchObject({ state: 'succeeded' })
    expect((await scans.rows(ask(first.scanId))).rows.map(({ file }) => file)).toEqual(
      Array.from({ length: 150 }, (_, i) => `film ${i}`),
    )
    await scans.remove(first.scanId)
    expect(await scans.list()).toEqual([])
    expect(await readdir(folder)).toEqual(['patient-key'])
  })

  it('goes on though another engine has been chosen since, but not with one that is asked for now', async () => {
    let read = 0
    const held = Promise.withResolvers<void>()
    const asked = new Set<string>()
    const { scans, jobs, choice, ended, options } = await setUp(async ({ engine }) => {
      asked.add(engine)
      if (++read === 100) await held.promise
      return fakeRead()
    })
    const runs = (name: EngineName): EngineExamination => ({ name, finding: 'runs' })
    choice.keep([runs('onnx-cpu'), runs('onnx-webgpu')], false)
    const output = { path: join(await newFolder(), 'out.csv'), format: 'csv' as const, bom: false, replace: false }
    const first = await scans.start({ options: options(), output, resume: false })
    await expect.poll(() => read).toBeGreaterThanOrEqual(100)
    jobs.cancel(first.jobId)
    held.resolve()
    await ended(first.jobId)
    choice.keep([runs('onnx-cpu'), runs('onnx-cuda')], false)
    const other = await scans.start({ options: options({ engine: 'onnx-cuda' }), output, resume: true })
    expect(await ended(other.jobId)).toMatchObject({ state: 'failed', problem: { code: 'wrong-use' } })
    const again = await scans.start({ options: options(), output, resume: true })
    expect(await ended(again.jobId)).toMatchObject({ state: 'succeeded', progress: { done: 150 } })
    expect([...asked]).toEqual(['onnx-webgpu'])
  })

  it('keeps nothing of a scan that could not begin', async () => {
    const { scans, ended, options, films } = await setUp()
    await expect(
      scans.start({ options: options({ folder: join(films, 'nothing') }), resume: false }),
    ).rejects.toMatchObject({ code: 'not-found' })
    await expect(
      scans.start({ options: options({ folder: join(films, 'film 1') }), resume: false }),
    ).rejects.toMatchObject({ code: 'wrong-use' })
    await expect(scans.start({ options: options({ modelId: 'nothing' }), resume: false })).rejects.toMatchObject({
      code: 'model-not-found',
    })
    const output = { path: join(films, 'none', 'out.csv'), format: 'csv' as const, bom: false, replace: false }
    const { jobId } = await scans.start({ options: options(), output, resume: false })
    expect(await ended(jobId)).toMatchObject({ state: 'failed', problem: { code: 'not-writable' } })
    expect(await scans.list()).toEqual([])
  })

  it('keeps of a scan with a report elsewhere what it came to', async () => {
    const { scans, ended, options } = await setUp()
    const path = join(await newFolder(), 'out.csv')
    const { scanId, jobId } = await scans.start({
      options: options(),
      output: { path, format: 'csv', bom: false, replace: false },
      resume: false,
    })
    await ended(jobId)
    expect(await scans.list()).toMatchObject([{ scanId, output: path, summary: { films: 150 } }])
    await expect(scans.rows(ask(scanId))).rejects.toMatchObject({ code: 'wrong-use' })
    await scans.remove(scanId)
    expect(await readdir(join(path, '..'))).toContain('out.csv')
  })

  it('stops where the model cannot be used, and says so', async () => {
    const { scans, ended, options } = await setUp(() => Promise.reject(new ProblemError('tensorflow-missing')))
    const { jobId } = await scans.start({ options: options(), resume: false })
    expect(await ended(jobId)).toMatchObject({ state: 'failed', problem: { code: 'engine-unavailable' } })
    await expect(scans.resume('../..')).rejects.toMatchObject({ code: 'not-found' })
    await rm(options().folder, { recursive: true })
  })
})
