import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { scanNamed } from '#main/fleet/scans/scanRecords.ts'
import { walkScan } from '#main/fleet/scans/walker.ts'
import { parseArchive } from '#main/fleet/sources/archive.ts'
import { begunScan, fakeWork, fleetTerms, keptRows, openFleet, walkedScan } from '../../support/fleet.ts'
import { startFakeArchive, type ArchivedInstance, type FakeArchive } from '../../support/fakeArchive.ts'
import { fakeRead } from '../../support/fakeReadings.ts'
import { hasPostgres, startPostgres, type TestServer } from '../../support/postgres.ts'

/** Two series of each study, a film of the first and two slices of the second. */
function archived(studies: number, from = 0): ArchivedInstance[] {
  return Array.from({ length: studies }, (_, i) => from + i).flatMap((i) =>
    ['1', '2.1', '2.2'].map((place) => ({
      study: `1.2.${i}`,
      series: `1.2.${i}.${place[0]}`,
      instance: `1.2.${i}.${place}`,
      modality: place === '1' ? 'DX' : 'CT',
      bytes: Buffer.from(`film ${i} ${place} \r\n--gap is no boundary`),
    })),
  )
}
const nameOf = ({ study, series, instance }: ArchivedInstance): string =>
  `studies/${study}/series/${series}/instances/${instance}`

describe.skipIf(!hasPostgres)('a fleet on a DICOMweb archive', () => {
  let server: TestServer
  let fleet: Awaited<ReturnType<typeof openFleet>>
  const archives: FakeArchive[] = []
  beforeAll(async () => {
    server = await startPostgres()
  }, 120_000)
  beforeEach(async () => {
    fleet = await openFleet(await server.newDatabase())
  })
  afterEach(async () => {
    await fleet.close()
    for (const archive of archives.splice(0)) await archive.close()
  })
  afterAll(() => server.stop())

  const start = async (...options: Parameters<typeof startFakeArchive>): Promise<FakeArchive> => {
    const archive = await startFakeArchive(...options)
    archives.push(archive)
    return archive
  }
  const sourceOf = ({ base }: FakeArchive) => parseArchive(`${base}/studies?StudyDate=20240101-`)
  const signal = new AbortController().signal

  it.each([{}, { mostItems: 7 }, { bare: true }])('reads what is stored, as it is stored: %o', async (options) => {
    const archive = await start(options)
    archive.instances.push(...archived(30))
    const read = new Map<string, string>()
    const readFilm = async (path: string) => {
      const text = await readFile(path, 'utf8')
      read.set(text, path)
      return fakeRead()
    }
    process.env.FRACTUREGUARD_DICOMWEB_AUTHORIZATION = 'Bearer made-up'
    process.env.FRACTUREGUARD_DICOMWEB_ORIGIN = new URL(archive.base).origin
    try {
      await walkedScan(fleet, 'archive', fleetTerms(sourceOf(archive)))
      await fakeWork(fleet, { readFile: readFilm })
    } finally {
      delete process.env.FRACTUREGUARD_DICOMWEB_AUTHORIZATION
      delete process.env.FRACTUREGUARD_DICOMWEB_ORIGIN
    }
    const rows = await keptRows(fleet.database, 'archive')
    expect(rows.map(({ row }) => row.file)).toEqual(archive.instances.map(nameOf))
    expect([...read.keys()].sort()).toEqual(archive.instances.map(({ bytes }) => String(bytes)).sort())
    const fetches = archive.requests.filter(({ path }) => /instances\/./.test(path))
    expect(fetches).toHaveLength(90)
    expect(new Set(fetches.map(({ accept }) => accept))).toEqual(
      new Set(['multipart/related; type="application/dicom"; transfer-syntax=*']),
    )
    expect(archive.requests.every(({ authorization }) => authorization === 'Bearer made-up')).toBe(true)
  })

  it('fetches only modalities that are wanted', async () => {
    const archive = await start()
    archive.instances.push(...archived(5))
    const { films } = await walkedScan(fleet, 'films', fleetTerms(sourceOf(archive), { modalities: ['DX'] }))
    expect(films).toBe(5)
    expect(archive.requests.filter(({ path }) => /\.2\/instances$/.test(path))).toEqual([])
  })

  it('goes on where the walk broke off, although studies have come in before that place', async () => {
    const archive = await start({ mostItems: 4 })
    archive.instances.push(...archived(20))
    const abort = new AbortController()
    const scan = await begunScan(fleet, 'growing', fleetTerms(sourceOf(archive)))
    const walk = walkScan(scan, {
      ...fleet,
      signal: abort.signal,
      stepFilms: 1,
      onProgress: (n) => n > 25 && abort.abort(),
    })
    await expect(walk).rejects.toMatchObject({ id: 'fleet-walk-stopped' })
    archive.instances.unshift(...archived(3, 100))
    await walkScan(await scanNamed(fleet.database, 'growing'), { ...fleet, signal, stepFilms: 1 })
    await fakeWork(fleet)
    const names = (await keptRows(fleet.database, 'growing')).map(({ film }) => film)
    expect(new Set(names).size).toBe(names.length)
    for (const one of archived(20)) expect(names).toContain(nameOf(one))
  })

  it('says that the rest cannot be reached where the archive knows no pages', async () => {
    const archive = await start({ ignoresOffset: true, mostItems: 4 })
    archive.instances.push(...archived(6))
    await expect(walkedScan(fleet, 'pages', fleetTerms(sourceOf(archive)))).rejects.toMatchObject({
      id: 'fleet-archive-without-offset',
    })
    const small = await start({ ignoresOffset: true })
    small.instances.push(...archived(6))
    expect(await walkedScan(fleet, 'one page', fleetTerms(sourceOf(small)))).toMatchObject({ films: 18 })
  })

  it('a film that is refused is a problem row; an archive that is silent puts its scan aside, with nothing lost', async () => {
    const archive = await start()
    archive.instances.push(...archived(2))
    await walkedScan(fleet, 'refused', fleetTerms(sourceOf(archive)))
    let isSilent = true
    archive.refuse((path) => (isSilent ? 503 : path.endsWith('1.2.1.1') ? 403 : undefined))
    const abort = new AbortController()
    const aside: (string | undefined)[] = []
    await fakeWork(fleet, {
      signal: abort.signal,
      onAside: (_, { id }) => {
        aside.push(id)
        abort.abort()
      },
    })
    expect(aside).toEqual(['fleet-archive-silent'])
    expect(await keptRows(fleet.database, 'refused')).toHaveLength(0)
    isSilent = false
    await fakeWork(fleet)
    const rows = await keptRows(fleet.database, 'refused')
    expect(rows.map(({ row }) => row.error_code ?? row.verdict)).toEqual([
      'uncertain',
      'uncertain',
      'uncertain',
      'not-readable',
      'uncertain',
      'uncertain',
    ])
  }, 60_000)
})

describe('the address of an archive', () => {
  it('is its base and the query of its studies', () => {
    const base = 'https://archive/dicom-web'
    for (const address of [`${base}?A=1`, `${base}/?A=1`, `${base}/studies?A=1`])
      expect(parseArchive(address)).toEqual({ kind: 'dicomweb', base, query: 'A=1' })
  })

  it.each(['ftp://archive/', 'https://user:word@archive/', 'https://user@archive/', 'https://'])(
    'is not %s',
    (address) => {
      expect(() => parseArchive(address)).toThrow(new ProblemError('fleet-source-impossible'))
    },
  )
})
