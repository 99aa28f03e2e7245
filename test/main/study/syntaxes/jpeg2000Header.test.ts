import { describe, expect, it } from 'vitest'
import { readJpeg2000Header } from '#main/study/syntaxes/jpeg2000Header.ts'

type Size = { end?: number; origin?: number; tile?: number; tileOrigin?: number }

/** SOC and SIZ of a grey image, the same along both axes. */
function header({ end = 64, origin = 0, tile = 64, tileOrigin = 0 }: Size, before = 0): Uint8Array {
  const view = new DataView(new ArrayBuffer(before + 45))
  view.setUint32(before, 0xff4fff51)
  view.setUint16(before + 4, 41)
  ;[end, end, origin, origin, tile, tile, tileOrigin, tileOrigin].forEach((value, index) => {
    view.setUint32(before + 8 + index * 4, value)
  })
  view.setUint16(before + 40, 1)
  view.setUint8(before + 42, 0x8b)
  view.setUint16(before + 43, 0x0101)
  return new Uint8Array(view.buffer)
}

describe('readJpeg2000Header', () => {
  it('reads size, components and sign, also behind boxes', () => {
    const expected = { rows: 60, columns: 60, components: 1, precision: 12, signed: true, tiles: 1 }
    expect(readJpeg2000Header(header({ origin: 4 }))).toMatchObject(expected)
    expect(readJpeg2000Header(header({ origin: 4 }, 85))).toMatchObject(expected)
  })

  it.each<[string, Size]>([
    ['an origin behind the end', { origin: 64 }],
    ['tiles of no size', { tile: 0 }],
    ['tiles that begin inside the image', { tileOrigin: 8 }],
    ['a first tile before the image', { origin: 32, tile: 16 }],
    ['more tiles than there can be', { end: 4096, tile: 1 }],
  ])('refuses %s', (_, size) => {
    expect(() => readJpeg2000Header(header(size))).toThrow(expect.objectContaining({ code: 'malformed' }))
  })

  it('refuses a header that is cut', () => {
    expect(() => readJpeg2000Header(header({}).subarray(0, 30))).toThrow(expect.objectContaining({ code: 'truncated' }))
  })
})
