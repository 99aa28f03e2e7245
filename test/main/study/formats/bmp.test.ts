import { describe, expect, it } from 'vitest'
import { filmOf, headerOf, problemOf } from '../../../support/decodeBytes.ts'
import { bmpOf, greys } from '../../../support/bmp.ts'

describe('BMP', () => {
  it.each([false, true])('of 8 bits with a palette of greys is grey, top down: %s', async (topDown) => {
    const bytes = bmpOf([[10, 20, 30, 0], [40, 50, 60, 0]], { bits: 8, palette: greys, topDown, gap: 8 })
    const film = await filmOf(bytes)
    expect(Array.from(film.values)).toEqual([10, 20, 30, 40, 50, 60])
    expect(film.warnings).toEqual([])
    expect(await headerOf(bytes)).toMatchObject({
      format: 'bmp',
      rows: 2,
      columns: 3,
      frames: 1,
      bitsStored: 8,
      photometric: 'GREY',
      lossy: false,
    })
  })

  it('goes through its palette, also of 1 and 4 bits', async () => {
    const one = await filmOf(
      bmpOf(
        [
          [0b10100000, 0, 0, 0],
          [0b01000000, 0, 0, 0],
        ],
        {
          bits: 1,
          palette: [
            [255, 255, 255],
            [0, 0, 0],
          ],
        },
      ),
    )
    expect(Array.from(one.values)).toEqual([0, 255, 0, 255, 0, 255])
    const four = await filmOf(bmpOf([[0x01, 0x20, 0, 0]], { bits: 4, palette: [[5, 5, 5], [6, 6, 6], [255, 0, 0]] }))
    expect(Array.from(four.values)).toEqual([5, 6, 76])
    expect(four.warnings).toEqual(['converted-from-colour'])
  })

  it.each([24, 32])('of %i bits becomes luminance', async (bits) => {
    const pixel = (red: number, green: number, blue: number) => (bits === 24 ? [blue, green, red] : [blue, green, red, 9])
    const line = [...pixel(255, 0, 0), ...pixel(0, 255, 0), ...pixel(0, 0, 255)]
    while (line.length % 4) line.push(0)
    expect(Array.from((await filmOf(bmpOf([line], { bits }))).values)).toEqual([76, 150, 29])
  })

  it('ends in a problem when it is cut, packed or too large', async () => {
    const bytes = bmpOf([[1, 2, 3, 0], [4, 5, 6, 0]], { bits: 8, palette: greys })
    for (const left of [40, 200, bytes.length - 1]) expect(await problemOf(filmOf(bytes.subarray(0, left)))).toBe('truncated')
    expect(await problemOf(filmOf(bmpOf([[0, 0, 0, 0]], { bits: 8, palette: greys, compression: 1 })))).toBe('unsupported-format')
    expect(await problemOf(filmOf(bmpOf([[0, 0, 0, 0]], { bits: 8, palette: greys, columns: 2 ** 30 })))).toBe('too-large')
    expect(await problemOf(filmOf(bytes, 1))).toBe('frame-out-of-range')
  })
})
