import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DecodePool } from '#main/worker/decodePool.ts'
import { dicomPhantom } from '../../support/dicomPhantom.ts'
import {
  concatBytes,
  deflatedLittleEndian,
  explicitLittleEndian,
  writeDicomFile,
  type DicomElement,
} from '../../support/dicomWriter.ts'
import { newFolder } from '../../support/folder.ts'

/** Milliseconds within which each of these files must have its end; the pool's own limit is a minute. */
const limit = 15_000

let folder: string
let pool: DecodePool

beforeAll(async () => {
  folder = await newFolder()
  pool = new DecodePool({ threads: 1, headerLimit: limit, filmLimit: limit })
  await writeFile(join(folder, 'good'), dicomPhantom())
  await pool.film(join(folder, 'good'), 0)
})
afterAll(() => pool.close())

/** (0008,1140) SQ and an item, both of undefined length, one in another. */
function nested(depth: number): Uint8Array {
  const opening = Uint8Array.of(
    8,
    0,
    0x40,
    0x11,
    0x53,
    0x51,
    0,
    0,
    255,
    255,
    255,
    255,
    254,
    255,
    0,
    224,
    255,
    255,
    255,
    255,
  )
  return concatBytes([writeDicomFile([], explicitLittleEndian), ...new Array<Uint8Array>(depth).fill(opening)])
}

/** A thousand items in each of a thousand items. */
function million(): Uint8Array {
  const inner: DicomElement[][] = Array.from({ length: 1000 }, () => [{ tag: 0x00081150, vr: 'UI', value: '1.2' }])
  const outer: DicomElement[][] = Array.from({ length: 1000 }, () => [
    { tag: 0x00081140, vr: 'SQ', value: inner, undefinedLength: true },
  ])
  return dicomPhantom({ elements: [{ tag: 0x00081199, vr: 'SQ', value: outer, undefinedLength: true }] })
}

/** A PNG of a few bytes that says that it has 3.6 thousand million pixels. */
async function pngBomb(): Promise<Uint8Array> {
  const png = await sharp(new Uint8Array(100), { raw: { width: 10, height: 10, channels: 1 } })
    .png()
    .toBuffer()
  png.writeUInt32BE(60_000, 16)
  png.writeUInt32BE(60_000, 20)
  return png
}

/** A real picture of one colour, small as a file and larger than is opened. */
function realPngBomb(): Promise<Uint8Array> {
  return sharp({ create: { width: 10_200, height: 10_000, channels: 3, background: '#000' } })
    .png({ compressionLevel: 1 })
    .toBuffer()
}

function deflateBomb(): Uint8Array {
  const meta = writeDicomFile([], deflatedLittleEndian).subarray(0, -2)
  return concatBytes([meta, deflateRawSync(Buffer.alloc(2 ** 28 + 2 ** 20), { level: 1 })])
}

/** The length of an element is larger than the file. */
function lyingLength(): Uint8Array {
  const bytes = dicomPhantom({ patientId: 'X', elements: [{ tag: 0x00091001, vr: 'UN', value: new Uint8Array(8) }] })
  const at = Buffer.from(bytes).indexOf(Buffer.from([9, 0, 1, 0x10]))
  new DataView(bytes.buffer).setUint32(at + 8, 0x7ffffff0, true)
  return bytes
}

/**
 * Unknown elements of undefined length, for each of which the parser looks for a delimiter that is not there until the
 * end.
 */
function searches(): Uint8Array {
  const unknown = Uint8Array.of(9, 0, 1, 0x10, 0x55, 0x4e, 0, 0, 255, 255, 255, 255)
  return concatBytes([
    writeDicomFile([], explicitLittleEndian),
    ...new Array<Uint8Array>(20_000).fill(unknown),
    new Uint8Array(30_000_000),
  ])
}

/** Pixels by the thousand million from a few bytes. */
const rleBomb = () =>
  dicomPhantom({
    rows: 10_000,
    columns: 10_000,
    bitsAllocated: 16,
    transferSyntax: '1.2.840.10008.1.2.5',
    encapsulatedFrames: [
      [
        concatBytes([
          new Uint8Array(Uint32Array.of(2, 64, 66, ...new Array<number>(13).fill(0)).buffer),
          Uint8Array.of(129, 7, 129, 7),
        ]),
      ],
    ],
  })

const files: [string, () => Uint8Array | Promise<Uint8Array>, readonly string[], string | undefined][] = [
  ['a PNG that claims to be huge', pngBomb, ['too-large', 'malformed'], undefined],
  ['a PNG that is huge', realPngBomb, ['too-large'], undefined],
  ['a deflated DICOM file that unpacks without end', deflateBomb, ['too-large'], undefined],
  ['a file that is cut in its pixels', () => dicomPhantom().subarray(0, 3000), ['truncated'], '(7FE0,0010)'],
  ['sequences in sequences without end', () => nested(100_000), ['malformed', 'truncated'], '(0008,1140)'],
  ['a sequence of a million items', million, ['too-large'], undefined],
  ['searches for delimiters that are not there', searches, ['too-large', 'malformed', 'truncated'], undefined],
  ['an RLE image that is too short for its pixels', rleBomb, ['truncated'], '(7FE0,0010)'],
  [
    'more memory for a frame than any film needs',
    () =>
      dicomPhantom({
        rows: 10_000,
        columns: 10_000,
        samplesPerPixel: 3,
        bitsAllocated: 16,
        bitsStored: 16,
        pixelBytes: new Uint8Array(9),
      }),
    ['too-large'],
    undefined,
  ],
  ['an element longer than the file', lyingLength, ['truncated'], '(0009,1001)'],
  [
    'fewer pixels than rows and columns say',
    () => dicomPhantom({ pixelBytes: new Uint8Array(100) }),
    ['malformed'],
    '(7FE0,0010)',
  ],
]

describe('a file that could take a decoder along', () => {
  it.each(files)('%s: ends in a problem in time, and the next film opens', async (_, make, codes, where) => {
    const path = join(folder, 'bad')
    await writeFile(path, await make())
    for (const call of [() => pool.header(path), () => pool.film(path, 0)]) {
      const started = performance.now()
      const problem = await call().then(
        () => undefined,
        (thrown: { code: string; message: string; where?: string }) => thrown,
      )
      // The header alone of a file with too few pixels is right.
      if (problem === undefined) continue
      expect(codes).toContain(problem.code)
      expect(problem.message).toMatch(/^[A-Z].*\.$/)
      if (where) expect(problem.where).toBe(where)
      expect(performance.now() - started).toBeLessThan(limit)
    }
    await expect(pool.film(path, 0)).rejects.toMatchObject({ name: 'ProblemError' })
    expect((await pool.film(join(folder, 'good'), 0)).rows).toBe(64)
  })
})
