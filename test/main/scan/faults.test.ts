import { appendFile, mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { ComputeSupervisor } from '#main/supervisor/supervisor.ts'
import { readJournal } from '#main/scan/journal.ts'
import { FailingSteps } from '../../support/failingSteps.ts'
import { fakeRead } from '../../support/fakeReadings.ts'
import { newFolder } from '../../support/folder.ts'
import { holdLock } from '../../support/holdLock.ts'
import { launchFake } from '../../support/launchFake.ts'
import { scanOf } from '../../support/scanOf.ts'

async function films(...names: string[]): Promise<string> {
  const folder = await newFolder()
  for (const name of names) await writeFile(join(folder, name), name)
  return folder
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `film ${i}`)
const newReport = async (): Promise<string> => join(await newFolder(), 'out.csv')
const problemOf = (work: Promise<unknown>): Promise<Problem | undefined> => work.then(() => undefined, toProblem)
const lines = async (report: string): Promise<string[]> =>
  (await readFile(report, 'utf8')).trimEnd().split('\r\n').slice(1)

/** The report of a scan that nothing stopped. */
async function undisturbed(folder: string): Promise<string> {
  const report = await newReport()
  await scanOf({ folder, report })
  return readFile(report, 'utf8')
}

describe('faults of a scan', () => {
  it('costs a row when the compute process dies, and only that of the film that killed it', async () => {
    const folder = await films(
      ...numbered(40),
      'film 7 crash',
      'film 31 crash',
      'film 20 damaged',
      'film 21 unforeseen',
    )
    const report = await newReport()
    const listener = { progress: () => undefined, unexpected: () => undefined }
    const supervisor = new ComputeSupervisor({ launch: launchFake, listener, firstPause: 5 })
    const summary = await scanOf({ folder, report, compute: supervisor.service })
    await supervisor.close()
    expect(summary).toMatchObject({ files: 44, films: 40, errors: { 'compute-crashed': 2, truncated: 1, internal: 1 } })
    const failed = (await lines(report))
      .filter((line) => !line.includes('uncertain'))
      .map((line) => line.split(',').filter(Boolean).slice(0, 2))
    expect(failed).toEqual([
      ['film 7 crash', 'compute-crashed'],
      ['film 20 damaged', 'truncated'],
      ['film 21 unforeseen', 'internal'],
      ['film 31 crash', 'compute-crashed'],
    ])
  })

  it('leaves no journal that cannot be read, wherever its beginning is interrupted', async () => {
    const folder = await films('a')
    const out = await newFolder()
    const steps = new FailingSteps(out)
    try {
      for (let at = 1; at < 30; at++) {
        const report = join(out, `${at}.csv`)
        steps.arm(at)
        await scanOf({ folder, report }).catch(() => undefined)
        steps.disarm()
        await expect(readJournal(`${report}.journal`), `step ${at}: ${steps.names[at - 1]}`).resolves.not.toThrow()
      }
    } finally {
      steps.restore()
    }
  })

  it('costs a row when a film makes the compute process hang', async () => {
    const folder = await films(...numbered(30), 'film 7 hang')
    const report = await newReport()
    const listener = { progress: () => undefined, unexpected: () => undefined }
    const supervisor = new ComputeSupervisor({
      launch: launchFake,
      listener,
      firstPause: 5,
      limits: { readFile: 1500 },
    })
    const summary = await scanOf({ folder, report, compute: supervisor.service })
    await supervisor.close()
    expect(summary).toMatchObject({ files: 31 })
    expect((await lines(report)).find((line) => line.startsWith('film 7 hang'))).toContain('time-limit')
  })

  it('stops where the folder vanishes, and goes on once it is back', async () => {
    const folder = await films(...numbered(300))
    const whole = await undisturbed(folder)
    const away = `${folder} away`
    const report = await newReport()
    let read = 0
    const readFile_ = async (path: string) => {
      await sleep(1)
      if (++read === 150) await rename(folder, away)
      await readFile(path).catch(() => Promise.reject(new ProblemError('file-missing')))
      return fakeRead()
    }
    const problem = await problemOf(scanOf({ folder, report, readFile: readFile_ }))
    expect(problem).toMatchObject({
      code: 'interrupted',
      message: expect.stringContaining('reconnect it, then resume'),
    })
    await rename(away, folder)
    expect(await scanOf({ folder, report, resume: true })).toMatchObject({ complete: true, films: 300, errors: {} })
    expect(await readFile(report, 'utf8')).toBe(whole)
  })

  it('says of a single film that has gone only that', async () => {
    const folder = await films(...numbered(3))
    const report = await newReport()
    const gone = () => Promise.reject(new ProblemError('file-missing'))
    expect(await scanOf({ folder, report, readFile: gone })).toMatchObject({ errors: { 'not-found': 3 } })
  })

  it('refuses an output that cannot be written, and leaves nothing', async () => {
    const folder = await films('film')
    const place = await newFolder()
    await writeFile(join(place, 'file'), '')
    for (const report of [join(place, 'missing', 'out.csv'), join(place, 'file', 'out.csv')]) {
      expect(await problemOf(scanOf({ folder, report }))).toMatchObject({ code: 'not-writable' })
    }
    expect(await readdir(place)).toEqual(['file'])
  })

  it('refuses a second scan on one output, and goes on with the first', async () => {
    const folder = await films(...numbered(5))
    const report = await newReport()
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    const first = scanOf({ folder, report, readFile: async () => (await held, fakeRead()) })
    await sleep(20)
    expect(await problemOf(scanOf({ folder, report, replace: true }))).toMatchObject({ code: 'in-use' })
    release()
    expect(await first).toMatchObject({ complete: true })
    expect(await problemOf(scanOf({ folder, report }))).toMatchObject({
      code: 'wrong-use',
      message: expect.stringContaining('--replace'),
    })
    expect(await scanOf({ folder, report, replace: true })).toMatchObject({ complete: true })
  })

  it('keeps the summary of each of two reports that are called alike', async () => {
    const folder = await films('film')
    const report = await newReport()
    await scanOf({ folder, report })
    const before = await readFile(`${report}.summary.json`, 'utf8')
    await scanOf({ folder: await films('one', 'other'), report: report.replace('.csv', '.jsonl') })
    expect(await readFile(`${report}.summary.json`, 'utf8')).toBe(before)
  })

  it('refuses an output that another program writes, and takes over from one that was killed', async () => {
    const folder = await films('film')
    const report = await newReport()
    const other = await holdLock(`${report}.in-use`)
    expect(await problemOf(scanOf({ folder, report }))).toMatchObject({ code: 'in-use' })
    await other.kill()
    expect(await problemOf(scanOf({ folder, report }))).toBe(undefined)
    expect((await readdir(join(report, '..'))).sort()).toEqual(['out.csv', 'out.csv.summary.json'])
  })

  it('says that a folder without films has none, and leaves nothing', async () => {
    const folder = await newFolder()
    await mkdir(join(folder, '.hidden'))
    const report = await newReport()
    expect(await problemOf(scanOf({ folder, report }))).toMatchObject({ code: 'not-found' })
    expect(await readdir(join(report, '..'))).toEqual([])
  })

  it('goes on only under the terms of its beginning', async () => {
    const folder = await films(...numbered(200))
    const report = await newReport()
    const abort = new AbortController()
    let read = 0
    const stopped = scanOf({
      folder,
      report,
      signal: abort.signal,
      readFile: async () => (++read === 150 && abort.abort(), fakeRead()),
    })
    expect(await problemOf(stopped)).toMatchObject({ code: 'cancelled' })
    expect((await readdir(join(report, '..'))).sort()).toEqual(['out.csv.journal', 'out.csv.part'])
    expect(await problemOf(scanOf({ folder, report }))).toMatchObject({
      code: 'wrong-use',
      message: expect.stringContaining('--resume'),
    })
    const others = scanOf({ folder, report, resume: true, options: { glob: '*.dcm' } })
    expect(await problemOf(others)).toMatchObject({
      code: 'wrong-use',
      message: expect.stringContaining('other options'),
    })
    expect(await scanOf({ folder, report, resume: true })).toMatchObject({ films: 200 })
    expect(await problemOf(scanOf({ folder, report: `${report}2`, resume: true }))).toMatchObject({ code: 'wrong-use' })
  })

  it('gives the report of an undisturbed scan whatever a crash left of journal and rows', async () => {
    const folder = await films(...numbered(300))
    const whole = await undisturbed(folder)
    const report = await newReport()
    const abort = new AbortController()
    let read = 0
    const readFile_ = async () => (++read === 250 && abort.abort(), fakeRead())
    await problemOf(scanOf({ folder, report, signal: abort.signal, readFile: readFile_ }))
    const journal = await readFile(`${report}.journal`)
    const part = await readFile(`${report}.part`)
    const secondMark = journal.indexOf('\n', journal.indexOf('\n') + 1) + 1
    for (let i = 0; i < 12; i++) {
      // The rows are on disk before the mark that knows of them, so that either file may be cut only so.
      await writeFile(
        `${report}.journal`,
        journal.subarray(0, secondMark + Math.floor(((journal.length - secondMark) * i) / 11)),
      )
      await writeFile(`${report}.part`, part)
      await appendFile(`${report}.part`, i % 2 === 0 ? 'half a row' : '')
      expect(await scanOf({ folder, report, resume: true })).toMatchObject({ files: 300, films: 300 })
      expect(await readFile(report, 'utf8')).toBe(whole)
      expect((await readdir(join(report, '..'))).sort()).toEqual(['out.csv', 'out.csv.summary.json'])
    }
  })
})
