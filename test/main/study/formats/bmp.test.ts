import { describe, expect, it } from 'vitest'
import { filmOf, headerOf, problemOf } from '../../../support/decodeBytes.ts'
import { bmpOf, greys } from '../../../support/bmp.ts'

describe('BMP', () => {
  it.each([false, true])('of 8 bits with a palette of greys is grey, top down: %s', async (topDown) => {
    const bytes = bmpOf(
      [
        [10, 20, 30, 0],
        [40, 50, 60, 0],
      ],
      { bits: 8, palette: greys, topDown, gap: 8 },
    )
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
    const four = await filmOf(
      bmpOf([[0x01, 0x20, 0, 0]], {
        bits: 4,
        palette: [
          [5, 5, 5],
          [6, 6, 6],
          [255, 0, 0],
        ],
      }),
    )
    expect(Array.from(four.values)).toEqual([5, 6, 76])
    expect(four.warnings).toEqual(['converted-from-colour'])
  })

  it.each([24, 32])('of %i bits becomes luminance', async (bits) => {
    const pixel = (red: number, green: number, blue: number) =>
      bits === 24 ? [blue, green, red] : [blue, green, red, 9]
    const line = [...pixel(255, 0, 0), ...pixel(0, 255, 0), ...pixel(0, 0, 255)]
    while (line.length % 4) line.push(0)
    expect(Array.from((await filmOf(bmpOf([line], { bits }))).values)).toEqual([76, 150, 29])
  })

  it('of 16 bits has five for each colour, or what its masks say', async () => {
    const word = (value: number) => [value & 255, value >> 8]
    const five = await filmOf(bmpOf([[...word(0x7c00), ...word(0x03e0), ...word(0x001f), 0, 0]], { bits: 16 }))
    expect(Array.from(five.values)).toEqual([76, 150, 29])
    const greyWord = (level: number) => word((level << 11) | (level << 6) | level)
    const bytes = bmpOf([[...greyWord(0), ...greyWord(16), ...greyWord(31), 0, 0]], {
      bits: 16,
      compression: 3,
      masks: [0xf800, 0x07c0, 0x001f],
    })
    const six = await filmOf(bytes)
    expect(Array.from(six.values)).toEqual([0, 132, 255])
    expect(six.warnings).toEqual([])
  })

  it('of 32 bits has its colours where the masks say', async () => {
    const line = [255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 255]
    const bytes = bmpOf([line], { bits: 32, compression: 3, masks: [0x000000ff, 0x0000ff00, 0xff000000] })
    expect(Array.from((await filmOf(bytes)).values)).toEqual([76, 150, 29])
  })

  it('of run lengths is what the runs say', async () => {
    const eight = { bits: 8, palette: greys, compression: 1, columns: 5, rows: 3 }
    // Two 7s, then 1 2 3 as they are; next line; skip two columns, three 9s; end. The uppermost line was not covered.
    const runs = [2, 7, 0, 3, 1, 2, 3, 0, 0, 0, 0, 2, 2, 0, 3, 9, 0, 1]
    expect(Array.from((await filmOf(bmpOf([runs], eight))).values)).toEqual([
      0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 7, 7, 1, 2, 3,
    ])
    const four = { bits: 4, palette: greys.slice(0, 16), compression: 2, columns: 5, rows: 1 }
    expect(Array.from((await filmOf(bmpOf([[2, 0x12, 0, 3, 0x34, 0x50, 0, 1]], four))).values)).toEqual([1, 2, 3, 4, 5])
    expect(await problemOf(filmOf(bmpOf([runs.slice(0, -2)], eight)))).toBe('truncated')
    expect(await problemOf(filmOf(bmpOf([[...new Array(8).fill(0), 255, 1, 0, 1]], { ...eight, rows: 2 })))).toBe(
      'malformed',
    )
  })

  it('ends in a problem when it is cut, packed or too large', async () => {
    const bytes = bmpOf(
      [
        [1, 2, 3, 0],
        [4, 5, 6, 0],
      ],
      { bits: 8, palette: greys },
    )
    for (const left of [40, 200, bytes.length - 1])
      expect(await problemOf(filmOf(bytes.subarray(0, left)))).toBe('truncated')
    expect(await problemOf(filmOf(bmpOf([[0, 0, 0, 0]], { bits: 8, palette: greys, compression: 4 })))).toBe(
      'unsupported-format',
    )
    expect(await problemOf(filmOf(bmpOf([[0, 0, 0, 0]], { bits: 8, palette: greys, columns: 2 ** 30 })))).toBe(
      'too-large',
    )
    expect(await problemOf(filmOf(bytes, 1))).toBe('frame-out-of-range')
  })
})
