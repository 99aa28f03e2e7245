import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ImagePixel } from '#main/study/dicom/imagePixel.ts'
import { storedValues } from '#main/study/grey/storedFrame.ts'
import { filmOf } from '../../../support/decodeBytes.ts'
import { containerBytes, dicomPhantom } from '../../../support/dicomPhantom.ts'

function image(count: number, bitsAllocated: number, bitsStored: number, highBit: number, signed: boolean): ImagePixel {
  return {
    rows: 1,
    columns: count,
    frames: 1,
    samplesPerPixel: 1,
    planar: false,
    photometric: 'MONOCHROME2',
    bitsAllocated,
    bitsStored,
    highBit,
    signed,
    float: false,
  }
}

/** PS3.5 8.1.1, word by word, in big integers. */
function expectedValue(container: number, bitsStored: number, highBit: number, signed: boolean): number {
  const shifted = (BigInt(container) >> BigInt(highBit - bitsStored + 1)) & ((1n << BigInt(bitsStored)) - 1n)
  return Number(signed ? BigInt.asIntN(bitsStored, shifted) : shifted)
}

const layouts = fc.constantFrom<8 | 16 | 32>(8, 16, 32).chain((bitsAllocated) =>
  fc.integer({ min: 1, max: bitsAllocated }).chain((bitsStored) => {
    return fc.record({
      bitsAllocated: fc.constant(bitsAllocated),
      bitsStored: fc.constant(bitsStored),
      highBit: fc.integer({ min: bitsStored - 1, max: bitsAllocated - 1 }),
      signed: fc.boolean(),
      containers: fc.array(fc.integer({ min: 0, max: 2 ** bitsAllocated - 1 }), { minLength: 1, maxLength: 30 }),
    })
  }),
)

describe('storedValues', () => {
  it('follows PS3.5 8.1.1 for 1 to 32 bits stored, any high bit, signed or not', () => {
    fc.assert(
      fc.property(layouts, ({ bitsAllocated, bitsStored, highBit, signed, containers }) => {
        const bytes = containerBytes(containers, bitsAllocated)
        const { values } = storedValues(bytes, image(containers.length, bitsAllocated, bitsStored, highBit, signed))
        expect(Array.from(values)).toEqual(
          containers.map((container) => expectedValue(container, bitsStored, highBit, signed)),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('owns its memory, so that it can be handed to another thread', () => {
    const bytes = new Uint8Array(64)
    const { values } = storedValues(bytes.subarray(8, 24), image(8, 16, 16, 15, false))
    expect(values.buffer).not.toBe(bytes.buffer)
    expect(values.buffer.byteLength).toBe(16)
  })
})

describe('films of odd layout', () => {
  it('passes over overlay bits above the stored bits', async () => {
    const values = [5 | 0x8000, 4095 | 0xf000, 0x1000, 7]
    const film = await filmOf(dicomPhantom({ rows: 2, columns: 2, bitsStored: 12, values }))
    expect(Array.from(film.values)).toEqual([5, 4095, 0, 7])
    expect([film.minimum, film.maximum]).toEqual([0, 4095])
  })

  it('unpacks 1-bit frames that begin inside a byte', async () => {
    const values = [1, 0, 1, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 0]
    const bytes = dicomPhantom({ rows: 3, columns: 3, frames: 2, bitsAllocated: 1, bitsStored: 1, values })
    expect(Array.from((await filmOf(bytes, 0)).values)).toEqual(values.slice(0, 9))
    expect(Array.from((await filmOf(bytes, 1)).values)).toEqual(values.slice(9))
  })

  it.each([8, 16, 32] as const)('reads %i-bit containers big endian', async (bitsAllocated) => {
    const values = Array.from({ length: 9 }, (_, index) => (index * 2_654_435_761) % 2 ** bitsAllocated)
    const film = await filmOf(
      dicomPhantom({
        rows: 3,
        columns: 3,
        bitsAllocated,
        bitsStored: bitsAllocated,
        values,
        transferSyntax: '1.2.840.10008.1.2.2',
      }),
    )
    expect(Array.from(film.values)).toEqual(values)
  })

  it('reads float and double float pixels', async () => {
    for (const [tag, vr] of [
      [0x7fe00008, 'OF'],
      [0x7fe00009, 'OD'],
    ] as const) {
      const bytes = dicomPhantom({
        rows: 1,
        columns: 3,
        pixelBytes: new Uint8Array(6),
        elements: [{ tag, vr, value: [0.5, -1.25, 3] }],
      })
      const film = await filmOf(bytes)
      expect(Array.from(film.values)).toEqual([0.5, -1.25, 3])
      expect([film.minimum, film.maximum]).toEqual([-1.25, 3])
    }
  })
})
