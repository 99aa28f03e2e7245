import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ImagePixel } from '#main/study/dicom/imagePixel.ts'
import { decodeRle } from '#main/study/syntaxes/rle.ts'
import { filmOf, problemOf } from '../../../support/decodeBytes.ts'
import { bonePattern, dicomPhantom } from '../../../support/dicomPhantom.ts'
import { encodeRle } from '../../../support/rleEncoder.ts'

function image(rows: number, columns: number, bitsAllocated: number, samplesPerPixel: 1 | 3): ImagePixel {
  return {
    rows,
    columns,
    frames: 1,
    samplesPerPixel,
    planar: false,
    photometric: samplesPerPixel === 3 ? 'RGB' : 'MONOCHROME2',
    bitsAllocated,
    bitsStored: bitsAllocated,
    highBit: bitsAllocated - 1,
    signed: false,
    float: false,
  }
}

describe('decodeRle', () => {
  it('undoes what an encoder does, for every container and number of samples', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 300 }),
        fc.constantFrom(8, 16, 32),
        fc.constantFrom<1 | 3>(1, 3),
        fc.infiniteStream(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 }))),
        (rows, columns, bits, samples, stream) => {
          const planes = Uint8Array.from(take(stream, (rows * columns * samples * bits) / 8))
          const decoded = decodeRle(encodeRle(planes, rows * columns, bits / 8), image(rows, columns, bits, samples))
          expect(Buffer.compare(decoded.bytes, planes)).toBe(0)
          expect(decoded.planar).toBe(samples === 3)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('passes over the control byte 128', () => {
    const frame = segments([[128, 0, 7, 128, 254, 9]])
    expect(Array.from(decodeRle(frame, image(1, 4, 8, 1)).bytes)).toEqual([7, 9, 9, 9])
  })

  it('refuses segments that hold more than their pixels, but for a byte that makes them even', async () => {
    const read = async (...segment: number[]) => decodeRle(segments([segment]), image(1, 3, 8, 1))
    expect((await read(3, 7, 8, 9, 0)).warnings).toEqual(['length-disagrees'])
    expect((await read(2, 7, 8, 9, 0, 0)).warnings).toBeUndefined()
    expect(await problemOf(read(5, 7, 8, 9, 1, 2, 3))).toBe('malformed')
    expect(await problemOf(read(2, 7, 8, 9, 250, 5))).toBe('malformed')
  })

  it('never throws anything but a problem, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const frame = bytes.length % 2 ? bytes : segments([Array.from(bytes)])
        const code = await problemOf((async () => decodeRle(frame, image(8, 8, 8, 1)))())
        expect(['none', 'truncated', 'malformed']).toContain(code)
      }),
    )
  })

  it.each([
    ['a header cut short', new Uint8Array(40), 'truncated'],
    ['too many segments', segments([[1], [1]]), 'malformed'],
    ['too few bytes', segments([[0, 1]]), 'truncated'],
    ['a run without its value', segments([[254]]), 'truncated'],
    ['an offset beyond the end', segments([[0, 1]], 5000), 'truncated'],
  ])('refuses %s', async (_, frame, code) => {
    expect(await problemOf((async () => decodeRle(frame, image(2, 2, 8, 1)))())).toBe(code)
  })
})

describe('a DICOM film in RLE', () => {
  it('has the pixels that were put in', async () => {
    const values = bonePattern(20, 30, 12)
    const planes = new Uint8Array(values.length * 2)
    values.forEach((value, index) => planes.set([value & 0xff, value >> 8], index * 2))
    const frame = encodeRle(planes, 600, 2)
    const film = await filmOf(
      dicomPhantom({ rows: 20, columns: 30, transferSyntax: '1.2.840.10008.1.2.5', encapsulatedFrames: [[frame]] }),
    )
    expect(Array.from(film.values)).toEqual(Array.from(values))
  })
})

function take(stream: Iterable<number>, count: number): number[] {
  const taken = []
  for (const value of stream) {
    if (taken.length === count) break
    taken.push(value)
  }
  return taken
}

function segments(parts: readonly number[][], firstOffset = 64): Uint8Array {
  const header = new DataView(new ArrayBuffer(64))
  header.setUint32(0, parts.length, true)
  let offset = firstOffset
  parts.forEach((part, index) => {
    header.setUint32(4 + index * 4, offset, true)
    offset += part.length
  })
  return Uint8Array.from([...new Uint8Array(header.buffer), ...parts.flat()])
}
