import { rmSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import dicomParser from 'dicom-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchStudy, peerOf } from '#main/pacs/index.ts'
import { withStudy } from '#main/study/openStudy.ts'
import { bonePattern, dicomPhantom, type PhantomOptions } from '../../support/dicomPhantom.ts'
import { newFolder } from '../../support/folder.ts'
import { newHome } from '../../support/home.ts'
import { encodeFrame, type Encoder } from '../../support/jpegFamily.ts'
import { hasOrthanc, startOrthanc, type Orthanc } from '../../support/orthanc.ts'
import { everyFile } from '../../support/plantedPatient.ts'
import { encodeRle } from '../../support/rleEncoder.ts'
import { records, runCli, type CliRun } from '../../support/runCli.ts'
import { tcpProxy } from '../../support/tcpProxy.ts'

const root = '1.2.826.0.1.3680043.10.8'
const [rows, columns] = [120, 90]
const values = bonePattern(rows, columns, 12)

function film(study: number, series: number, options: PhantomOptions = {}): Uint8Array {
  return dicomPhantom({
    ...{ modality: 'DX', patientId: `P-${study}`, patientName: `Doe^${study}`, rows, columns, values },
    ...options,
    elements: [
      { tag: 0x00080018, vr: 'UI', value: `${root}.${study}.${series}.1` },
      { tag: 0x00080020, vr: 'DA', value: '20240517' },
      { tag: 0x0020000d, vr: 'UI', value: `${root}.${study}` },
      { tag: 0x0020000e, vr: 'UI', value: `${root}.${study}.${series}` },
      ...(options.elements ?? []),
    ],
  })
}

/** The same film in the five ways that radiographs are stored in, without loss. */
async function inAllSyntaxes(study: number): Promise<Uint8Array[]> {
  const coded = async (series: number, syntax: string, encoder: Encoder, parameters: Record<string, unknown>) => {
    const frame = await encodeFrame(encoder, { rows, columns, bitsStored: 12, values }, parameters)
    return film(study, series, { transferSyntax: syntax, encapsulatedFrames: [[frame]] })
  }
  const bytes = new Uint8Array(Uint16Array.from(values).buffer)
  return [
    film(study, 1),
    await coded(2, '1.2.840.10008.1.2.4.70', 'encodeJpeg', { lossy: false, predictor: 1 }),
    await coded(3, '1.2.840.10008.1.2.4.80', 'encodeJpegLs', { lossy: false }),
    await coded(4, '1.2.840.10008.1.2.4.90', 'encodeJpeg2000', { lossy: false }),
    film(study, 5, {
      transferSyntax: '1.2.840.10008.1.2.5',
      encapsulatedFrames: [[encodeRle(bytes, rows * columns, 2)]],
    }),
  ]
}

async function written(films: readonly Uint8Array[]): Promise<string> {
  const folder = await newFolder()
  for (const [i, bytes] of films.entries()) await writeFile(join(folder, `${i}.dcm`), bytes)
  return folder
}

/** Orthanc 1.10.1 with its DICOMweb plugin 1.7. */
describe.skipIf(!hasOrthanc)('an archive over DIMSE and DICOMweb', () => {
  let orthanc: Orthanc
  let home: string
  const run = (...args: string[]): Promise<CliRun> => runCli(home, ...args)

  beforeAll(async () => {
    ;[orthanc, home] = [await startOrthanc(), await newHome()]
    const node = `ORTHANC@127.0.0.1:${orthanc.dicomPort}`
    expect(await run('connections', 'add', 'node', '--dicom', node)).toMatchObject({ code: 0 })
    expect(await run('connections', 'add', 'web', '--dicomweb', orthanc.base)).toMatchObject({ code: 0 })
  }, 120_000)
  afterAll(() => orthanc?.close())

  it('is listed, and answers', async () => {
    expect((await run('connections')).stdout).toMatch(/^node +DICOM node ORTHANC@[\s\S]*^web +DICOMweb http/m)
    expect(await run('connections', 'test', 'node')).toMatchObject({ code: 0 })
    expect(await run('connections', 'test', 'web')).toMatchObject({ code: 0 })
    expect((await stat(join(home, 'connections.json'))).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['node', 1],
    ['web', 2],
  ])(
    'takes films of five syntaxes over %s, and gives them back with the same pixels',
    async (connection, study) => {
      const folder = await written(await inAllSyntaxes(study))
      const sent = await run('pacs', 'send', connection, folder, '--json')
      expect({ code: sent.code, compared: records(sent).map((one) => one.compared) }).toEqual({ code: 0, compared: Array(5).fill('whole') }) // prettier-ignore

      for (const by of ['node', 'web']) {
        const found = records(await run('pacs', 'query', by, '--patient-id', `P-${study}`, '--json'))
        expect(found).toEqual([
          expect.objectContaining({ studyUid: `${root}.${study}`, patientName: `Doe^${study}`, date: '20240517', modalities: ['DX'], instances: 5 }), // prettier-ignore
        ])
      }
      for (const by of ['node', 'web']) {
        const back = await newFolder()
        expect(await run('pacs', 'fetch', by, `${root}.${study}`, '--to', back)).toMatchObject({ code: 0 })
        const files = await readdir(back)
        expect(files).toHaveLength(5)
        const syntaxes = new Set<string | undefined>()
        for (const file of files) {
          const film = await withStudy(join(back, file), (study) => study.film(0))
          expect(Array.from(film.values)).toEqual(Array.from(values))
          syntaxes.add(dicomParser.parseDicom(await readFile(join(back, file))).string('x00020010'))
        }
        // Each as it is stored.
        expect(syntaxes.size).toBe(5)
      }
    },
    240_000,
  )

  it('finds by name, date and modality, and says where there is more', async () => {
    const folder = await written([film(10, 1), film(11, 1), film(12, 1)])
    expect(await run('pacs', 'send', 'web', folder)).toMatchObject({ code: 0 })
    for (const by of ['node', 'web']) {
      const uids = async (...wish: string[]) =>
        records(await run('pacs', 'query', by, ...wish, '--json')).map(({ studyUid }) => studyUid)
      expect(await uids('--patient-name', 'Doe^11')).toEqual([`${root}.11`])
      expect(await uids('--date', '20240101-20241231', '--patient-id', 'P-1?')).toHaveLength(3)
      expect(await uids('--date', '20200101')).toEqual([])
      expect(await uids('--modality', 'CT', '--patient-id', 'P-1?')).toEqual([])
      expect((await run('pacs', 'query', by, '--patient-id', 'P-1?', '--most', '2')).stdout).toContain('more than 2')
    }
  }, 120_000)

  it.each([
    ['web', 20],
    ['node', 21],
  ])(
    'says over %s when the archive keeps another object under the same UID',
    async (connection, study) => {
      const name = { elements: [{ tag: 0x00080005, vr: 'CS', value: 'ISO_IR 100' }, { tag: 0x00080080, vr: 'LO', value: Buffer.from('Köln', 'latin1') }] } // prettier-ignore
      const first = await written([film(study, 1, name)])
      expect(await run('pacs', 'send', connection, first)).toMatchObject({ code: 0 })
      const changed = await written([film(study, 1, { ...name, patientName: 'Roe^20' })])
      const again = await run('pacs', 'send', connection, changed)
      expect(again).toMatchObject({ code: 1, stdout: expect.stringContaining('differs from what was sent') })
      // The very same object again is no problem.
      const [same] = records(await run('pacs', 'send', connection, first, '--json'))
      expect(same).toMatchObject({ compared: 'whole' })
    },
    60_000,
  )

  it('is asked what it lists where it allows no C-GET', async () => {
    const shy = await startOrthanc({ DicomAlwaysAllowGet: false })
    try {
      await run('connections', 'add', 'shy', '--dicom', `ORTHANC@127.0.0.1:${shy.dicomPort}`)
      const made = (time: string) =>
        written([film(22, 1, { elements: [{ tag: 0x00080023, vr: 'DA', value: '20240517' }, { tag: 0x00080033, vr: 'TM', value: time }] })]) // prettier-ignore
      const [sent] = records(await run('pacs', 'send', 'shy', await made('101500'), '--json'))
      expect(sent).toMatchObject({ compared: 'listed' })
      const other = await run('pacs', 'send', 'shy', await made('101501'))
      expect(other).toMatchObject({ code: 1, stdout: expect.stringContaining('differs from what was sent') })
    } finally {
      await shy.close()
    }
  }, 120_000)

  it('sends results of a reading', async () => {
    const [folder, results] = [await written([film(30, 1)]), await newFolder()]
    expect(await run('read', '--dicom', 'sc,sr,pr', '--to', results, folder)).toMatchObject({ code: 0 })
    for (const connection of ['node', 'web']) {
      const sent = await run('pacs', 'send', connection, results)
      expect(sent).toMatchObject({ code: 0, stdout: expect.stringContaining('3 objects sent') })
    }
    const back = await newFolder()
    expect(await run('pacs', 'fetch', 'node', `${root}.30`, '--to', back)).toMatchObject({ code: 0 })
    expect(await readdir(back)).toHaveLength(3)
    const found = records(await run('pacs', 'query', 'web', '--patient-id', 'P-30', '--json'))
    expect(found).toMatchObject([{ studyUid: `${root}.30`, instances: 3 }])
  }, 120_000)

  it('names what cannot be sent, and sends the rest', async () => {
    const folder = await written([film(40, 1), new TextEncoder().encode('no film')])
    const sent = await run('pacs', 'send', 'node', folder)
    expect(sent).toMatchObject({ code: 1, stdout: expect.stringMatching(/Not sent: .*1\.dcm.*not a DICOM file[\s\S]*1 object sent/) }) // prettier-ignore
  }, 60_000)

  it('is not spoken to by a wrong title, and a study that is not there is none', async () => {
    await run('connections', 'add', 'other', '--dicom', `NOBODY@127.0.0.1:${orthanc.dicomPort}`)
    const refused = await run('connections', 'test', 'other')
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('does not answer to this AE title') })
    const none = await run('pacs', 'fetch', 'web', '1.2.3.999', '--to', await newFolder())
    expect(none.code).toBe(1)
    const byNode = await run('pacs', 'fetch', 'node', '1.2.3.999', '--to', await newFolder())
    expect(byNode).toMatchObject({ code: 1, stderr: expect.stringContaining('DICOM status C000') })
  }, 60_000)

  it('leaves nothing of an object that came half', async () => {
    const study = await written([1, 2, 3].map((series) => film(50, series, { rows: 3000, columns: 2000, pixelBytes: new Uint8Array(12_000_000) }))) // prettier-ignore
    expect(await run('pacs', 'send', 'web', study)).toMatchObject({ code: 0 })
    const cable = await tcpProxy(orthanc.dicomPort)
    const folder = await newFolder()
    const peer = await peerOf({ name: 'far', kind: 'dicom', aeTitle: 'ORTHANC', host: '127.0.0.1', port: cable.port, callingAeTitle: 'FRACTUREGUARD' }) // prettier-ignore
    const half = fetchStudy(peer, `${root}.50`, folder, {
      signal: new AbortController().signal,
      onObject: () => void setTimeout(() => void cable.cut(), 1),
    })
    await expect(half).rejects.toMatchObject({ id: 'pacs-broke-off' })
    const files = await readdir(folder)
    expect(files.length).toBeLessThan(3)
    expect(files.filter((name) => !name.endsWith('.dcm'))).toEqual([])
    // Into a folder that is gone.
    await cable.mend()
    const gone = fetchStudy(peer, `${root}.50`, folder, {
      signal: new AbortController().signal,
      onObject: () => void rmSync(folder, { recursive: true, force: true }),
    })
    await expect(gone).rejects.toMatchObject({ id: 'pacs-folder-not-writable' })
    await cable.cut()
  }, 120_000)

  it('leaves no names in anything that the program keeps, and all of it for its user alone', async () => {
    expect(await readFile(join(home, 'audit.jsonl'), 'utf8')).toContain('objects-sent')
    const named: string[] = []
    for (const path of await everyFile(home)) {
      if (/Doe\^|Roe\^|P-\d/.test(await readFile(path, 'latin1'))) named.push(path)
      expect([path, (await stat(path)).mode & 0o077]).toEqual([path, 0])
    }
    expect(named).toEqual([])
  })
})
