import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { pixelsSha256 } from '#main/study/openStudy.ts'
import { dicomDirFile, imageRecord } from '../../../support/dicomDir.ts'
import { dicomPhantom } from '../../../support/dicomPhantom.ts'
import { newFolder } from '../../../support/folder.ts'
import { records, runCli } from '../../../support/runCli.ts'
import { writeZip } from '../../../support/zips.ts'

let home: string
let films: string

beforeAll(async () => {
  home = await newFolder()
  films = await newFolder()
  const film = dicomPhantom({
    frames: 2,
    modality: 'DX',
    window: { center: 100, width: 50 },
    imagerPixelSpacingMm: [0.1, 0.2],
    patientName: 'Muster^Anna',
    patientId: 'P1',
  })
  await writeFile(join(films, 'a.dcm'), film)
  await sharp(
    Uint8Array.from({ length: 80 * 60 }, (_, i) => i % 251),
    { raw: { width: 80, height: 60, channels: 1 } },
  )
    .png()
    .toFile(join(films, 'b.png'))
  await writeFile(join(films, 'c.dcm'), dicomPhantom({ pixelBytes: new Uint8Array(10) }))
  await mkdir(join(films, 'disc', 'PAT'), { recursive: true })
  await writeFile(join(films, 'disc', 'PAT', 'IM1'), film)
  await writeFile(join(films, 'disc', 'DICOMDIR'), dicomDirFile([imageRecord(['PAT', 'IM1'])]))
  await writeZip(join(films, 'films.zip'), [
    ['in/film', Buffer.from(film)],
    ['in/readme', Buffer.from('Muster, Anna')],
  ])
})

const file = (...parts: string[]) => join(films, ...parts)

describe('info', () => {
  it('prints what each file is, with the hash of its pixels or the error, also for files in archives', async () => {
    const run = await runCli(home, 'info', '--json', films)
    expect(run.stderr).toBe('')
    expect(run.code).toBe(1)
    const rows = records(run)
    expect(rows.map((row) => [row.file, (row.error as { code?: string } | undefined)?.code])).toEqual([
      [file('a.dcm'), undefined],
      [file('b.png'), undefined],
      [file('c.dcm'), 'malformed'],
      [file('disc', 'PAT', 'IM1'), undefined],
      [file('films.zip', 'in', 'film'), undefined],
      [file('films.zip', 'in', 'readme'), 'not-an-image'],
    ])
    expect(rows[0]).toEqual({
      file: file('a.dcm'),
      format: 'dicom',
      transferSyntax: '1.2.840.10008.1.2.1',
      modality: 'DX',
      rows: 64,
      columns: 48,
      frames: 2,
      bitsAllocated: 16,
      bitsStored: 12,
      signed: false,
      photometric: 'MONOCHROME2',
      lossy: false,
      spacing: { calibration: 'at-detector', rowMm: 0.1, columnMm: 0.2 },
      window: { center: 100, width: 50, function: 'LINEAR' },
      windowFrom: 'file',
      warnings: [],
      pixelsSha256: await pixelsSha256(file('a.dcm')),
    })
    expect(rows[1]).toMatchObject({
      format: 'png',
      windowFrom: 'values',
      pixelsSha256: await pixelsSha256(file('b.png')),
    })
    // What the header says is told also where the pixels cannot be had.
    expect(rows[2]).toMatchObject({ rows: 64, error: { code: 'malformed', where: '(7FE0,0010)' } })
    expect(rows[4]).toMatchObject({ pixelsSha256: rows[0].pixelsSha256 })
    expect(run.stdout).not.toMatch(/Muster|P1/)
  })

  it('opens a DICOMDIR that is named', async () => {
    const run = await runCli(home, 'info', '--json', file('disc', 'DICOMDIR'))
    expect(records(run).map((row) => row.file)).toEqual([file('disc', 'PAT', 'IM1')])
    expect(run.code).toBe(0)
  })

  it('prints no control characters of films or names', async () => {
    const named = join(await newFolder(), 'a\u001b[2K\nb.dcm')
    await writeFile(named, dicomPhantom({ modality: 'D\u001b[31mX', values: new Uint16Array(64 * 48 * 2).fill(7) }))
    const run = await runCli(home, 'info', named)
    expect(run.code).toBe(0)
    expect(run.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
    expect(run.stdout).toMatch(/D\ufffd\[31mX .*a\ufffd\[2K\ufffdb\.dcm$/m)
    expect(run.stdout).toMatch(/; warnings: window-from-values, length-disagrees; pixels/)
  })

  it('prints lines for a person', async () => {
    const run = await runCli(home, 'info', file('a.dcm'), file('missing'))
    expect(run.code).toBe(1)
    expect(run.stdout).toMatch(/^FORMAT +TRANSFER SYNTAX/m)
    expect(run.stdout).toMatch(/^dicom +1\.2\.840\.10008\.1\.2\.1 +DX +48 × 64 × 2 +12\/16 +\S*a\.dcm$/m)
    expect(run.stdout).toMatch(
      /0\.1 × 0\.2 mm at the detector; window 100 \/ 50 LINEAR of the file; pixels [0-9a-f]{64}$/m,
    )
    expect(run.stdout).toMatch(/missing: There is no such file/)
  })
})
