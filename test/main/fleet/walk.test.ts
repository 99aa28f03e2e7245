import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JobFilm } from '#main/fleet/database/jobs.ts'
import { scanNamed } from '#main/fleet/scans/scanRecords.ts'
import { fleetStatus } from '#main/fleet/scans/status.ts'
import { walkScan } from '#main/fleet/scans/walker.ts'
import { begunScan, fleetTerms, openFleet, walkedScan } from '../../support/fleet.ts'
import { newFolder } from '../../support/folder.ts'
import { hasPostgres, startPostgres, type TestServer } from '../../support/postgres.ts'

describe.skipIf(!hasPostgres)('the walk of a fleet', () => {
  let server: TestServer
  let fleet: Awaited<ReturnType<typeof openFleet>>
  let folder: string
  beforeAll(async () => {
    server = await startPostgres()
  }, 120_000)
  beforeEach(async () => {
    fleet = await openFleet(await server.newDatabase())
    folder = await newFolder()
  })
  afterEach(() => fleet.close())
  afterAll(() => server.stop())

  const films = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const sub = join(folder, String(i % 7))
      await mkdir(sub, { recursive: true })
      await writeFile(join(sub, `IMG${i}.dcm`), '')
    }
  }
  const signal = new AbortController().signal

  async function jobFilms(id: number): Promise<JobFilm[]> {
    const { rows } = await fleet.database.query<{ data: { films: JobFilm[] } }>(
      `select data from fractureguard_jobs.job where name = $1`,
      [`scan-${id}`],
    )
    return rows.flatMap(({ data }) => data.films).sort(([a], [b]) => a - b)
  }

  it('makes jobs of all films, each with a place of its own in the order of the walk', async () => {
    await films(25)
    const { id, isWalked } = await walkedScan(fleet, 'all', fleetTerms(folder), { filmsPerJob: 4 })
    const found = await jobFilms(id)
    expect(isWalked).toBe(true)
    expect(found.map(([place]) => place)).toEqual(Array.from({ length: 25 }, (_, i) => i))
    expect(found.slice(0, 4).map(([, film]) => film)).toEqual([
      '0/IMG0.dcm',
      '0/IMG7.dcm',
      '0/IMG14.dcm',
      '0/IMG21.dcm',
    ])
  })

  it('goes on after a walk that broke off, with nothing left out and nothing twice', async () => {
    await films(60)
    const whole = await walkedScan(fleet, 'whole', fleetTerms(folder))
    let scan = await begunScan(fleet, 'broken', fleetTerms(folder))
    // Broken off at each point at which something was committed, and in the middle of what was not.
    for (let from = 0; !scan.isWalked; from += 7) {
      const abort = new AbortController()
      const walk = walkScan(scan, {
        ...fleet,
        signal: abort.signal,
        filmsPerJob: 3,
        stepFilms: 5,
        onProgress: (n) => n > from && abort.abort(),
      })
      await walk.catch((thrown: unknown) => expect(thrown).toMatchObject({ id: 'fleet-walk-stopped' }))
      scan = await scanNamed(fleet.database, 'broken')
    }
    expect(scan.films).toBe(60)
    expect(await jobFilms(scan.id)).toEqual(await jobFilms(whole.id))
  })

  it('is one: a second process that walks the same stops', async () => {
    await films(30)
    const scan = await begunScan(fleet, 'twice', fleetTerms(folder))
    let second: Promise<unknown> | undefined
    const first = walkScan(scan, {
      ...fleet,
      signal,
      stepFilms: 10,
      onProgress: () => {
        second ??= walkScan(scan, { ...fleet, signal, stepFilms: 7 }).then(
          () => undefined,
          (thrown: unknown) => thrown,
        )
      },
    })
    await first
    expect(await second).toMatchObject({ id: 'fleet-walked-elsewhere' })
    expect((await jobFilms(scan.id)).map(([place]) => place)).toEqual(Array.from({ length: 30 }, (_, i) => i))
  })

  it('counts what it leaves out', async () => {
    await films(8)
    await writeFile(join(folder, '.hidden'), '')
    await writeFile(join(folder, 'notes.txt'), '')
    await walkedScan(fleet, 'some', fleetTerms(folder, { glob: '*.dcm' }))
    const [{ tally, found, done }] = (await fleetStatus(fleet.database)).scans
    expect([done, found]).toEqual([0, 8])
    expect(tally).toMatchObject({ filtered: 1, skipped: { hidden: 1 } })
  })

  it('refuses another source, other options or another model under the same name', async () => {
    await films(1)
    await walkedScan(fleet, 'one', fleetTerms(folder))
    const other = fleetTerms(folder, { model: { id: 'plain', name: 'Plain', sha256: 'other' } })
    for (const terms of [fleetTerms('/elsewhere'), fleetTerms(folder, { glob: '*.png' }), other])
      await expect(begunScan(fleet, 'one', terms)).rejects.toMatchObject({ id: 'fleet-scan-of-other-terms' })
    await expect(begunScan(fleet, 'one', fleetTerms(folder))).resolves.toMatchObject({ films: 1 })
  })

  it('says when the folder is not there', async () => {
    const scan = await begunScan(fleet, 'gone', fleetTerms(join(folder, 'none')))
    await expect(walkScan(scan, { ...fleet, signal })).rejects.toMatchObject({ code: 'not-found' })
  })
})
