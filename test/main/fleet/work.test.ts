import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { requirePrepared } from '#main/fleet/database/migrations.ts'
import { exportScan } from '#main/fleet/exports/exportScan.ts'
import { cancelScan, removeScan, retryFilms } from '#main/fleet/scans/manage.ts'
import { fleetStatus } from '#main/fleet/scans/status.ts'
import { settle } from '#main/fleet/work/settle.ts'
import { fakeRead } from '../../support/fakeReadings.ts'
import { ageHearts, fakeWork, fleetTerms, keptRows, openFleet, walkedScan } from '../../support/fleet.ts'
import { newFolder } from '../../support/folder.ts'
import { hasPostgres, startPostgres, type TestServer } from '../../support/postgres.ts'
import { scanOf } from '../../support/scanOf.ts'

const workerProcess = join(import.meta.dirname, '../../support/fleetWorkerProcess.ts')
/** A report without what is different each time. */
const withoutTimes = (csv: string): string => csv.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')

describe.skipIf(!hasPostgres)('workers of a fleet', () => {
  let server: TestServer
  let url: string
  let fleet: Awaited<ReturnType<typeof openFleet>>
  let folder: string
  beforeAll(async () => {
    server = await startPostgres()
  }, 120_000)
  beforeEach(async () => {
    url = await server.newDatabase()
    fleet = await openFleet(url)
    folder = await newFolder()
  })
  afterEach(() => fleet.close())
  afterAll(() => server.stop())

  const films = async (names: readonly string[]): Promise<void> => {
    for (const name of names) {
      await mkdir(join(folder, name, '..'), { recursive: true })
      await writeFile(join(folder, name), '')
    }
  }
  const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i % 3}/IMG${i}.dcm`)
  const superviseOnce = async (): Promise<void> => {
    await ageHearts(fleet)
    await fleet.jobs.supervise()
  }

  it('three of them write the rows of a scan of one machine, in its order', async () => {
    await films([...numbered(70), 'bad.dcm', ',=1+1".dcm'])
    const readFile = async (path: string) => {
      if (path.endsWith('bad.dcm')) throw new ProblemError('file-empty')
      return fakeRead(0.1 + (path.length % 8) / 10, { modality: 'DX', patientId: 'Anna' })
    }
    const report = join(await newFolder(), 'one.csv')
    await scanOf({ folder, report, readFile, style: { format: 'csv', bom: false } })
    const { films: found } = await walkedScan(fleet, 'many', fleetTerms(folder), { filmsPerJob: 5 })
    expect(found).toBe(72)
    const read = await Promise.all([1, 2, 3].map(() => fakeWork(fleet, { readFile })))
    expect(read.reduce((sum, films) => sum + films)).toBe(72)
    const path = join(await newFolder(), 'many.csv')
    const request = { name: 'many', format: 'csv' as const, path, replace: false, partial: false }
    expect(await exportScan(fleet.database, request)).toBe(72)
    expect(withoutTimes(await readFileText(path))).toBe(withoutTimes(await readFileText(report)))
    const [{ state, tally }] = (await fleetStatus(fleet.database)).scans
    expect({ state, files: tally.files, errors: tally.errors }).toEqual({
      state: 'complete',
      files: 72,
      errors: { 'not-an-image': 1 },
    })
  })

  it('one that leaves ends what it reads and gives the rest back, at once and without blame', async () => {
    await films(numbered(300))
    await walkedScan(fleet, 'left', fleetTerms(folder))
    const abort = new AbortController()
    let begun = 0
    await fakeWork(fleet, {
      signal: abort.signal,
      readFile: async () => {
        if (++begun === 30) abort.abort()
        return fakeRead()
      },
    })
    const before = (await keptRows(fleet.database, 'left')).length
    expect(before).toBeGreaterThanOrEqual(29)
    expect(before).toBeLessThan(300)
    const jobs = await fleet.database.query(
      `select from fractureguard_jobs.job where state = 'active' or retry_count > 0`,
    )
    expect(jobs.rowCount).toBe(0)
    await fakeWork(fleet)
    const rows = await keptRows(fleet.database, 'left')
    expect(rows.map(({ position }) => Number(position))).toEqual(Array.from({ length: 300 }, (_, i) => i))
  })

  it('one that leaves waits a few seconds for a film, and not for as long as it takes', async () => {
    await films(numbered(6))
    await walkedScan(fleet, 'slow', fleetTerms(folder))
    const abort = new AbortController()
    let read = 0
    const readSlowly = async (path: string) => {
      if (path.includes('IMG3')) await new Promise(() => undefined)
      if (++read === 5) abort.abort()
      return fakeRead()
    }
    const began = performance.now()
    expect(await fakeWork(fleet, { signal: abort.signal, readFile: readSlowly })).toBe(5)
    // A container's host waits ten.
    expect(performance.now() - began).toBeLessThan(9_000)
    expect(await keptRows(fleet.database, 'slow')).toHaveLength(5)
    expect(await fakeWork(fleet)).toBe(1)
    const blamed = await fleet.database.query('select from fractureguard_jobs.job where retry_count > 0')
    expect(blamed.rowCount).toBe(0)
  })

  it('a film that ends two workers while it is alone with them is a problem row, and all others are read', async () => {
    await films([...numbered(6), 'killer.dcm'])
    await walkedScan(fleet, 'deadly', fleetTerms(folder))
    let deaths = 0
    for (let tries = 0; tries < 12; tries++) {
      const child = spawn(process.execPath, [workerProcess, url], { stdio: 'ignore' })
      const [code] = await once(child, 'exit')
      if (code === 0) break
      deaths += 1
      await superviseOnce()
    }
    expect(deaths).toBe(3)
    const rows = await keptRows(fleet.database, 'deadly')
    expect(rows.map(({ film, row }) => [film, row.error_code])).toEqual([
      ...numbered(6)
        .sort()
        .map((film) => [film, undefined]),
      ['killer.dcm', 'compute-crashed'],
    ])
    const { state } = (await fleetStatus(fleet.database)).scans[0]
    expect(state).toBe('complete')
  }, 120_000)

  it('films that may have ended a worker are read one at a time, so that none is suspected for another', async () => {
    await films(numbered(8))
    const { id } = await walkedScan(fleet, 'suspects', fleetTerms(folder))
    await fleet.jobs.take(id)
    await superviseOnce()
    const held: number[] = []
    await fakeWork(fleet, {
      readFile: async () => {
        // Long enough for the worker to look for more.
        await sleep(250)
        const { rows } = await fleet.database.query(`select id from fractureguard_jobs.job where state = 'active'`)
        held.push(rows.length)
        return fakeRead()
      },
    })
    expect(held).toEqual(Array.from({ length: 8 }, () => 1))
  })

  it('one that was stopped writes nothing when another has its job', async () => {
    await films(numbered(4))
    const { id } = await walkedScan(fleet, 'stopped', fleetTerms(folder))
    const job = (await fleet.jobs.take(id))!
    await superviseOnce()
    await fakeWork(fleet)
    const late = job.data.films.map((film) => ({ film, outcome: { rows: [] } }))
    const settled = { scanId: id, workerId: crypto.randomUUID(), job, outcomes: late, rest: [job.data.films] }
    expect(await settle(fleet.database, fleet.jobs, settled)).toBe(false)
    expect(await fleet.jobs.touch(id, job)).toBe(false)
    expect(await keptRows(fleet.database, 'stopped')).toHaveLength(4)
    expect((await fleetStatus(fleet.database)).scans[0].tally.files).toBe(4)
  })

  it('see a folder under another path, and put a scan aside whose folder they do not see', async () => {
    await films(numbered(5))
    await walkedScan(fleet, 'mapped', fleetTerms(folder, { absolutePaths: true }))
    const elsewhere = `${folder}-moved`
    await rename(folder, elsewhere)
    const abort = new AbortController()
    const aside: string[] = []
    const onAside: Parameters<typeof fakeWork>[1] = {
      signal: abort.signal,
      onAside: ({ name }, { id }) => {
        aside.push(`${name} ${id}`)
        abort.abort()
      },
    }
    expect(await fakeWork(fleet, onAside)).toBe(0)
    // Two jobs may be fetched before the first one tells.
    expect([...new Set(aside)]).toEqual(['mapped fleet-source-gone'])
    const seen: string[] = []
    const readFile = async (path: string) => {
      seen.push(path)
      return fakeRead()
    }
    expect(await fakeWork(fleet, { readFile, maps: [{ from: folder, to: elsewhere }] })).toBe(5)
    expect(seen.every((path) => path.startsWith(`${elsewhere}/`))).toBe(true)
    const rows = await keptRows(fleet.database, 'mapped')
    expect(rows.map(({ row }) => row.file)).toEqual(
      numbered(5)
        .sort()
        .map((name) => `${folder}/${name}`),
    )
  })

  it('stop where no reading is possible, with their films given back', async () => {
    await films(numbered(5))
    await walkedScan(fleet, 'engine', fleetTerms(folder))
    const readFile = async () => {
      throw new ProblemError('engine-not-ready', { engine: 'onnx-cpu' })
    }
    await expect(fakeWork(fleet, { readFile })).rejects.toMatchObject({ code: 'engine-unavailable' })
    expect(await fakeWork(fleet)).toBe(5)
  })

  it('retry only films with the named problems, and count them once', async () => {
    await films([...numbered(6), 'a.bad', 'b.bad', 'c.slow'])
    await walkedScan(fleet, 'again', fleetTerms(folder), { filmsPerJob: 4 })
    const faulty = async (path: string) => {
      if (path.endsWith('.bad')) throw new ProblemError('file-empty')
      if (path.endsWith('.slow')) throw new ProblemError('compute-too-slow')
      return fakeRead()
    }
    await fakeWork(fleet, { readFile: faulty })
    const status = async () => (await fleetStatus(fleet.database)).scans[0]
    expect((await status()).tally.errors).toEqual({ 'not-an-image': 2, 'time-limit': 1 })
    expect(await retryFilms(fleet.database, fleet.jobs, 'again', ['time-limit'])).toBe(1)
    expect(await status()).toMatchObject({ state: 'reading', tally: { files: 8 } })
    expect(await fakeWork(fleet)).toBe(1)
    expect(await status()).toMatchObject({
      state: 'complete',
      tally: { files: 9, rows: 9, films: 7, errors: { 'not-an-image': 2 } },
    })
    expect(await retryFilms(fleet.database, fleet.jobs, 'again', ['time-limit'])).toBe(0)
  })

  it('read no more of a scan that is cancelled; it is removed with its rows and nothing of others', async () => {
    await films(numbered(30))
    await walkedScan(fleet, 'first', fleetTerms(folder), { filmsPerJob: 5 })
    await walkedScan(fleet, 'second', fleetTerms(folder), { filmsPerJob: 5 })
    await expect(removeScan(fleet.database, fleet.jobs, 'first')).rejects.toMatchObject({
      id: 'fleet-scan-not-at-rest',
    })
    await cancelScan(fleet.database, fleet.jobs, 'first')
    expect(await fakeWork(fleet)).toBe(30)
    expect(await keptRows(fleet.database, 'first')).toHaveLength(0)
    await removeScan(fleet.database, fleet.jobs, 'first')
    expect((await fleetStatus(fleet.database)).scans.map(({ name }) => name)).toEqual(['second'])
    expect(await keptRows(fleet.database, 'second')).toHaveLength(30)
    await expect(cancelScan(fleet.database, fleet.jobs, 'first')).rejects.toMatchObject({ id: 'fleet-scan-unknown' })
    await requirePrepared(fleet.database)
  })
})

const readFileText = (path: string): Promise<string> => readFile(path, 'utf8')
