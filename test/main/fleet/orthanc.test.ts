import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { scanNamed } from '#main/fleet/scans/scanRecords.ts'
import { walkScan } from '#main/fleet/scans/walker.ts'
import { parseArchive } from '#main/fleet/sources/archive.ts'
import { begunScan, fakeWork, fleetTerms, keptRows, openFleet, walkedScan } from '../../support/fleet.ts'
import { bonePattern, dicomPhantom, type PhantomOptions } from '../../support/dicomPhantom.ts'
import { fakeRead } from '../../support/fakeReadings.ts'
import { newFolder } from '../../support/folder.ts'
import { newHome } from '../../support/home.ts'
import { encodeFrame } from '../../support/jpegFamily.ts'
import { hasOrthanc, startOrthanc, type Orthanc } from '../../support/orthanc.ts'
import { hasPostgres, startPostgres, type TestServer } from '../../support/postgres.ts'
import { runCli } from '../../support/runCli.ts'
import { steadyColumns } from '../../support/steadyColumns.ts'

const jpeg2000Lossless = '1.2.840.10008.1.2.4.90'
const root = '1.2.826.0.1.3680043.10.7'
/** More than a page of them. */
const smallStudies = 105
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function film(study: number, place: string, options: PhantomOptions = {}): Uint8Array {
  return dicomPhantom({
    modality: 'DX',
    patientId: `P-${study}`,
    ...options,
    elements: [
      { tag: 0x00080018, vr: 'UI', value: `${root}.${study}.${place}.1` },
      { tag: 0x00080020, vr: 'DA', value: study > smallStudies ? '20240517' : '20230517' },
      { tag: 0x0020000d, vr: 'UI', value: `${root}.${study}` },
      { tag: 0x0020000e, vr: 'UI', value: `${root}.${study}.${place}` },
    ],
  })
}

async function compressed(study: number, place: string): Promise<Uint8Array> {
  const frame = { rows: 200, columns: 160, bitsStored: 12, values: bonePattern(200, 160, 12) }
  const bytes = await encodeFrame('encodeJpeg2000', frame, { lossy: false })
  const { rows, columns } = frame
  return film(study, place, { rows, columns, transferSyntax: jpeg2000Lossless, encapsulatedFrames: [[bytes]] })
}

/** Orthanc 1.10.1 with its DICOMweb plugin 1.7. */
describe.skipIf(!hasPostgres || !hasOrthanc)('a fleet on Orthanc', () => {
  let server: TestServer
  let orthanc: Orthanc
  let url: string
  let fleet: Awaited<ReturnType<typeof openFleet>>
  const stored = new Map<string, Uint8Array>()
  beforeAll(async () => {
    ;[server, orthanc] = await Promise.all([startPostgres(), startOrthanc()])
    for (let study = 1; study <= smallStudies; study++)
      stored.set(`${study}`, film(study, '1', { rows: 16, columns: 16 }))
    stored.set('plain', film(200, '1', { rows: 200, columns: 160 }))
    stored.set('compressed', await compressed(200, '2'))
    stored.set('slice', film(200, '3', { modality: 'CT' }))
    stored.set('other', film(201, '1', { rows: 180, columns: 150, photometric: 'MONOCHROME1' }))
    for (const bytes of stored.values()) await orthanc.store(bytes)
  }, 240_000)
  beforeEach(async () => {
    url = await server.newDatabase()
    fleet = await openFleet(url)
  })
  afterEach(() => fleet.close())
  afterAll(async () => {
    await Promise.all([server?.stop(), orthanc?.close()])
  })

  it('gets every film once, page by page, with the bytes that were stored, also after a walk that broke off', async () => {
    const scan = await begunScan(fleet, 'all', fleetTerms(parseArchive(`${orthanc.base}/studies`)))
    const abort = new AbortController()
    const broken = walkScan(scan, {
      ...fleet,
      signal: abort.signal,
      stepFilms: 1,
      onProgress: (n) => n > 40 && abort.abort(),
    })
    await expect(broken).rejects.toMatchObject({ id: 'fleet-walk-stopped' })
    await walkScan(await scanNamed(fleet.database, 'all'), { ...fleet, signal: new AbortController().signal })
    const read: string[] = []
    await fakeWork(fleet, {
      readFile: async (path) => {
        read.push(sha256(await readFile(path)))
        return fakeRead()
      },
    })
    expect(read.sort()).toEqual([...stored.values()].map(sha256).sort())
    const rows = await keptRows(fleet.database, 'all')
    expect(rows).toHaveLength(stored.size)
    expect(rows.map(({ row }) => row.error_code).filter(Boolean)).toEqual([])
  }, 240_000)

  it('asks for the studies and the modalities that are wanted', async () => {
    const found = async (name: string, query: string, modalities: string[] = []): Promise<number> =>
      (await walkedScan(fleet, name, fleetTerms(parseArchive(`${orthanc.base}?${query}`), { modalities }))).films
    expect(await found('one', 'PatientID=P-7')).toBe(1)
    expect(await found('days', 'StudyDate=20240101-20241231')).toBe(4)
    expect(await found('films', 'StudyDate=20240101-20241231', ['DX'])).toBe(3)
    expect(await found('none', 'PatientID=nobody')).toBe(0)
  }, 120_000)

  it('reads them as a scan of the files reads them', async () => {
    const home = await newHome()
    const folder = await newFolder()
    for (const name of ['plain', 'compressed', 'other']) await writeFile(join(folder, name), stored.get(name)!)
    const engine = ['--engine', 'onnx-cpu']
    const csv = join(home, 'files.csv')
    expect(await runCli(home, 'scan', folder, '--csv', csv, ...engine)).toMatchObject({ code: 0 })
    const source = `${orthanc.base}?StudyDate=20240101-20241231`
    const on = ['--database', url]
    expect(await runCli(home, 'fleet', 'scan', source, '--name', 'real', '--modality', 'DX', ...on)).toMatchObject({
      code: 0,
    })
    expect(await runCli(await newHome(), 'fleet', 'work', '--until-done', ...engine, ...on)).toMatchObject({ code: 0 })
    const archiveCsv = join(home, 'archive.csv')
    expect(await runCli(home, 'fleet', 'export', 'real', '--csv', archiveCsv, ...on)).toMatchObject({ code: 0 })
    const withoutNames = async (path: string): Promise<string[]> =>
      (await steadyColumns(path)).map((line) => line.slice(1).join(',')).sort()
    expect((await steadyColumns(archiveCsv)).map(([file]) => file).slice(1)).toContain(
      `studies/${root}.200/series/${root}.200.2/instances/${root}.200.2.1`,
    )
    expect(await withoutNames(archiveCsv)).toEqual(await withoutNames(csv))
  }, 300_000)
})
