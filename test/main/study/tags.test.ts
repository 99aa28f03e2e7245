import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { studyDecoder } from '#main/study/openStudy.ts'
import { fileTags } from '#main/study/tags.ts'
import { thumbnailOf, thumbnailSide } from '#main/study/thumbnail.ts'
import { dicomPhantom } from '../../support/dicomPhantom.ts'
import { newFolder } from '../../support/folder.ts'

async function write(bytes: Uint8Array): Promise<string> {
  const path = join(await newFolder(), 'film')
  await writeFile(path, bytes)
  return path
}

it('a header is dumped element by element, private ones marked, long values cut', async () => {
  const elements = [
    { tag: 0x00104000, vr: 'LT', value: 'x'.repeat(1000) },
    { tag: 0x00091010, vr: 'LO', value: 'Maker' },
    { tag: 0x00091011, vr: 'OB', value: new Uint8Array(10) },
  ]
  const tags = await fileTags(await write(dicomPhantom({ patientName: 'Roe^Jane', elements })))
  const of = (tag: string) => tags.find((one) => one.tag === tag)
  expect(tags[0]).toMatchObject({ tag: '(0002,0010)', keyword: 'TransferSyntaxUID', value: '1.2.840.10008.1.2.1' })
  expect(of('(0010,0010)')).toEqual({
    tag: '(0010,0010)',
    vr: 'PN',
    keyword: 'PatientName',
    private: false,
    depth: 0,
    value: 'Roe^Jane',
    cut: false,
  })
  expect(of('(0028,0010)')).toMatchObject({ keyword: 'Rows', vr: 'US', value: '64' })
  expect(of('(0010,4000)')).toMatchObject({ cut: true, value: 'x'.repeat(240) })
  expect(of('(0009,1010)')).toMatchObject({ private: true, value: 'Maker' })
  expect(of('(0009,1011)')).toMatchObject({ private: true, value: '10 bytes' })
  expect(of('(7FE0,0010)')).toBeUndefined()
})

it('a file that is not DICOM has no header to dump', async () => {
  const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#888' } })
    .png()
    .toBuffer()
  expect(await fileTags(await write(png))).toEqual([])
})

it('a thumbnail is the film in its own window', async () => {
  const film = await studyDecoder.film(await write(dicomPhantom({ rows: 400, columns: 300 })), 0)
  const { data, info } = await sharp(await thumbnailOf(film))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect([info.width, info.height]).toEqual([96, thumbnailSide])
  // The shaft in the middle is bright, the upper corner dark.
  expect(data[48 + 96 * 30]).toBeGreaterThan(180)
  expect(data[0]).toBeLessThan(20)
})
