import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { bonePattern, dicomPhantom } from './dicomPhantom.ts'
import { mutationSeeds } from './mutationSeeds.ts'

/** What is wrong with some files, and the code that their rows must have. */
export type BadFile = { name: string; code: string }
export type ManyFilms = { files: number; bad: BadFile[]; readable: number }

/**
 * Fills a folder with made films in folders of a hundred: the formats that the program decodes, films of several
 * frames, and among them every kind of bad file.
 */
export async function writeManyFilms(folder: string, count: number): Promise<ManyFilms> {
  const kinds = await filmKinds()
  const bad = await badKinds()
  const made: ManyFilms = { files: 0, bad: [], readable: 0 }
  for (let i = 0; i < count; i++) {
    const place = `${Math.floor(i / 100)}`
    const isBad = i % 20 === 7
    const [kind, bytes, code] = isBad ? bad[Math.floor(i / 20) % bad.length] : kinds[i % kinds.length]
    const name = `${place}/IMG${i}${kind}`
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), bytes)
    made.files += 1
    if (isBad) made.bad.push({ name, code: code! })
    else made.readable += 1
  }
  await writeFile(join(folder, '.hidden'), '')
  await symlink('/', join(folder, 'out'))
  return made
}

type Kind = readonly [ending: string, bytes: Uint8Array, code?: string]

async function filmKinds(): Promise<Kind[]> {
  const raw = { raw: { width: 80, height: 60, channels: 1 } } as const
  const pictures = await Promise.all(
    Array.from({ length: 5 }, async (_, i): Promise<Kind[]> => {
      const grey = sharp(
        Uint8Array.from(bonePattern(60, 80, 8), (value) => Math.min(255, value + 9 * i)),
        raw,
      )
      return [
        ['.png', await grey.clone().png().toBuffer()],
        ['.jpg', await grey.clone().jpeg().toBuffer()],
      ]
    }),
  )
  return [
    ...pictures.flat(),
    ['.dcm', dicomPhantom({ modality: 'DX', patientId: '=1+1' })],
    [' cine.dcm', dicomPhantom({ modality: 'XA', frames: 11, rows: 16, columns: 16 })],
    [' slices', dicomPhantom({ modality: 'CT', frames: 3 })],
  ]
}

async function badKinds(): Promise<Kind[]> {
  const whole = dicomPhantom({ modality: 'DX' })
  const png = await sharp({ create: { width: 90, height: 90, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const noPixels = dicomPhantom({ pixelBytes: new Uint8Array(0) })
  const { jpeg2000 = whole } = await mutationSeeds()
  return [
    [' empty.dcm', new Uint8Array(0), 'not-an-image'],
    [' notes.txt', Buffer.from('Muster, Anna'), 'not-an-image'],
    [' cut.dcm', whole.subarray(0, whole.length - 999), 'truncated'],
    [' cut.png', png.subarray(0, 150), 'truncated|malformed'],
    [' nothing.dcm', noPixels, 'no-pixel-data|truncated|malformed'],
    [' huge.dcm', dicomPhantom({ rows: 65_000, columns: 65_000, values: [1, 2, 3] }), 'too-large|truncated'],
    [
      ' syntax.dcm',
      dicomPhantom({ transferSyntax: '1.2.840.10008.1.2.4.100', encapsulatedFrames: [[whole.subarray(0, 40)]] }),
      'unsupported-transfer-syntax',
    ],
    [' codestream.dcm', jpeg2000.subarray(0, Math.floor(jpeg2000.length / 2)), 'truncated|malformed'],
    [' random', Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256), 'not-an-image'],
    [" =cmd|' ,C calc'!A0.csv", Buffer.from('=1+1'), 'not-an-image'],
  ]
}
