import { zstdCompressSync } from 'node:zlib'
import sharp from 'sharp'
import { bonePattern, dicomPhantom, type PhantomOptions } from './dicomPhantom.ts'
import { deflatedLittleEndian, explicitBigEndian, implicitLittleEndian, type DicomElement } from './dicomWriter.ts'
import { bmpOf, greys } from './bmp.ts'
import { flatJpeg12 } from './flatJpeg12.ts'
import { encodeFrame, type Encoder } from './jpegFamily.ts'
import { encodeLzw } from './lzwEncoder.ts'
import { encodeRle } from './rleEncoder.ts'
import { tiffOf } from './tiff.ts'

const rows = 24
const columns = 32

/** Small valid files of every kind that the program decodes, by name: what mutations start from. */
export async function mutationSeeds(): Promise<Record<string, Uint8Array>> {
  const film = (options: PhantomOptions = {}) => dicomPhantom({ rows, columns, ...options })
  const syntax = '1.2.840.10008.1.2.4.'
  const coded = async (uid: string, encoder: Encoder, parameters: Record<string, unknown>, bits: 8 | 12) => {
    const frame = await encodeFrame(
      encoder,
      { rows, columns, bitsStored: bits, values: bonePattern(rows, columns, bits) },
      parameters,
    )
    const bitsAllocated = bits === 8 ? 8 : 16
    return film({
      bitsAllocated,
      bitsStored: bits,
      transferSyntax: syntax + uid,
      encapsulatedFrames: [[frame], [frame]],
      frames: 2,
    })
  }
  const planes = new Uint8Array(bonePattern(rows, columns, 8))
  return {
    explicit: film({ window: { center: 5, width: 10 }, padding: { value: 3, limit: 9 }, frames: 2 }),
    implicit: film({ transferSyntax: implicitLittleEndian, meta: false, preamble: false }),
    bigEndian: film({ transferSyntax: explicitBigEndian, signed: true }),
    deflated: film({ transferSyntax: deflatedLittleEndian }),
    bits: film({ bitsAllocated: 1, bitsStored: 1, frames: 3 }),
    colour: film({ bitsAllocated: 8, samplesPerPixel: 3, photometric: 'RGB', planarConfiguration: 1 }),
    tables: film({
      elements: [lookupTable(0x00283000), lookupTable(0x00283010), ...palette()],
      patientName: 'A^B=\x1b$B;3ED\x1b(B',
    }),
    overlays: film({
      elements: [
        { tag: 0x60000010, vr: 'US', value: rows },
        { tag: 0x60000011, vr: 'US', value: columns },
        { tag: 0x60000102, vr: 'US', value: 0 },
        { tag: 0x60003000, vr: 'OW', value: new Uint8Array((rows * columns) / 8).fill(0x55) },
        { tag: 0x60020102, vr: 'US', value: 15 },
      ],
    }),
    palette: film({ bitsAllocated: 8, photometric: 'PALETTE COLOR', elements: palette() }),
    rle: film({
      bitsAllocated: 8,
      transferSyntax: '1.2.840.10008.1.2.5',
      encapsulatedFrames: [[encodeRle(planes, rows * columns, 1)]],
    }),
    jpeg: await coded('50', 'encodeJpeg', { lossy: true, quality: 90 }, 8),
    jpeg12: film({
      transferSyntax: `${syntax}51`,
      encapsulatedFrames: [
        [
          flatJpeg12(
            3,
            4,
            Uint16Array.from({ length: 12 }, (_, index) => index * 300),
          ),
        ],
      ],
    }),
    jpegLossless: await coded('70', 'encodeJpeg', { lossy: false, predictor: 1 }, 12),
    jpegLs: await coded('80', 'encodeJpegLs', { lossy: false }, 12),
    jpeg2000: await coded('90', 'encodeJpeg2000', { lossy: false }, 12),
    htj2k: await coded('201', 'encodeHtJpeg2000', { lossy: false }, 12),
    jpegXl: await coded('110', 'encodeJpegXl', { lossy: false }, 12),
    png: await picture().png().toBuffer(),
    jpegFile: await picture().jpeg().toBuffer(),
    tiff: await picture().tiff({ compression: 'deflate' }).toBuffer(),
    tiffTiles: tiffOf(
      [
        {
          rows,
          columns,
          tile: { rows: 16, columns: 32 },
          fields: { 258: [16], 259: [50000], 262: [0], 277: [1], 317: [2], 274: [6] },
          blocks: [zstdCompressSync(new Uint8Array(1024).fill(7)), zstdCompressSync(new Uint8Array(1024).fill(9))],
        },
      ],
      { bigEndian: true, big: true },
    ),
    tiffPacked: tiffOf([
      {
        rows,
        columns,
        fields: { 258: [12, 12, 12, 12], 259: [5], 262: [2], 277: [4], 338: [2] },
        blocks: [encodeLzw(Uint8Array.from({ length: rows * columns * 6 }, (_, at) => (at * at) & 255))],
      },
    ]),
    tiffChroma: tiffOf([
      {
        rows,
        columns,
        fields: { 258: [8, 8, 8], 259: [1], 262: [6], 277: [3], 530: [2, 2] },
        blocks: [new Uint8Array((rows * columns * 3) / 2).fill(99)],
      },
    ]),
    jpegFile12: flatJpeg12(
      3,
      4,
      Uint16Array.from({ length: 12 }, (_, index) => index * 300),
    ),
    webp: await picture().webp().toBuffer(),
    bmpRuns: bmpOf([[columns, 5, 0, 0, 0, 4, 1, 2, 3, 4, 0, 1]], {
      bits: 8,
      columns,
      rows: 2,
      compression: 1,
      palette: greys,
    }),
    bmp: bmpOf(
      Array.from({ length: rows }, (_, row) => Array.from(planes.subarray(row * columns, (row + 1) * columns))),
      { bits: 8, columns, palette: greys },
    ),
  }
}

function picture() {
  return sharp(Uint8Array.from(bonePattern(rows, columns, 8)), { raw: { width: columns, height: rows, channels: 1 } })
}

function lookupTable(tag: number): DicomElement {
  const item: DicomElement[] = [
    { tag: 0x00283002, vr: 'US', value: [16, 0, 12] },
    { tag: 0x00283006, vr: 'US', value: Array.from({ length: 16 }, (_, index) => index) },
  ]
  return { tag, vr: 'SQ', value: [item], undefinedLength: true }
}

function palette(): DicomElement[] {
  return [0, 1, 2].flatMap((colour) => [
    { tag: 0x00281101 + colour, vr: 'US', value: [256, 0, 16] },
    { tag: 0x00281221 + colour, vr: 'OW', value: [0, 1, 0, 1, 255, 65_535] },
  ])
}
