import { expect, it } from 'vitest'
import { filmOf } from '../../../support/decodeBytes.ts'
import { bonePattern, dicomPhantom } from '../../../support/dicomPhantom.ts'
import { concatBytes } from '../../../support/dicomWriter.ts'
import { encodeFrame, type Encoder } from '../../../support/jpegFamily.ts'

const rows = 40
const columns = 36

it.each<[string, Encoder, object]>([
  ['50', 'encodeJpeg', { lossy: true, quality: 90 }],
  ['70', 'encodeJpeg', { lossy: false, predictor: 1 }],
  ['80', 'encodeJpegLs', { lossy: false }],
  ['90', 'encodeJpeg2000', { lossy: false }],
  ['201', 'encodeHtJpeg2000', { lossy: false }],
])('bytes behind the end of a code stream are warned of, padding is not: %s', async (end, encoder, parameters) => {
  const frame = { rows, columns, bitsStored: 8, values: bonePattern(rows, columns, 8) }
  const stream = await encodeFrame(encoder, frame, { ...parameters })
  const transferSyntax = `1.2.840.10008.1.2.4.${end}`
  const of = async (behind: Uint8Array) =>
    filmOf(
      dicomPhantom({
        rows,
        columns,
        bitsAllocated: 8,
        transferSyntax,
        encapsulatedFrames: [[concatBytes([stream, behind])]],
      }),
    )
  const plain = await of(new Uint8Array(0))
  for (const [behind, warned] of [
    [new Uint8Array(0), false],
    // Whatever makes its length even.
    [new Uint8Array(stream.length % 2).fill(7), false],
    [new Uint8Array(12), false],
    [Uint8Array.of(1, 2, 3, 4), true],
    [stream, true],
  ] as const) {
    const film = await of(behind)
    expect(film.values).toEqual(plain.values)
    expect(film.warnings.includes('length-disagrees')).toBe(warned)
  }
})
