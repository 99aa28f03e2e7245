import { describe, expect, it } from 'vitest'
import { readJpegXlHeader } from '#main/study/syntaxes/jpegXlHeader.ts'
import { bonePattern } from '../../../support/dicomPhantom.ts'
import { encodeFrame } from '../../../support/jpegFamily.ts'

describe('readJpegXlHeader', () => {
  // Multiples of 8 up to 256 and the common ratios have short forms of their own.
  it.each([
    [40, 56],
    [40, 40],
    [48, 64],
    [301, 300],
    [1000, 1500],
    [9, 700],
  ])('reads %i rows and %i columns', async (rows, columns) => {
    const frame = await encodeFrame(
      'encodeJpegXl',
      { rows, columns, bitsStored: 8, values: bonePattern(rows, columns, 8) },
      { lossy: false },
    )
    expect(readJpegXlHeader(frame)).toMatchObject({ rows, columns, components: 1, precision: 8, xyb: false })
  })

  it.each([
    ['nothing', [], 'malformed'],
    ['a JPEG', [0xff, 0xd8, 0xff, 0xe0], 'malformed'],
    ['a start only', [0xff, 0x0a, 0x7f], 'truncated'],
  ])('refuses %s', (_, bytes, code) => {
    expect(() => readJpegXlHeader(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ code }))
  })
})
