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

  it.each([12, 16, 24, 40, 52, 56, 64, 108, 124])('with a header of %i bytes', async (headerBytes) => {
    const palette = [
      [10, 10, 10],
      [90, 90, 90],
      [200, 200, 200],
      [250, 250, 250],
    ]
    const lines = [
      [0b00011011, 0, 0, 0],
      [0b11100100, 0, 0, 0],
    ]
    const two = bmpOf(lines, { bits: 2, palette, headerBytes, columns: 4 })
    expect(Array.from((await filmOf(two)).values)).toEqual([10, 90, 200, 250, 250, 200, 90, 10])
    const colours = bmpOf([[1, 2, 3, 255, 254, 253, 0, 0]], { bits: 24, headerBytes, columns: 2 })
    expect(await headerOf(colours)).toMatchObject({ rows: 1, columns: 2, photometric: 'COLOUR' })
    expect(Array.from((await filmOf(colours)).values)).toEqual([2, 254])
    for (let length = 0; length < two.length; length += 3)
      expect(['truncated', 'not-an-image']).toContain(await problemOf(filmOf(two.subarray(0, length))))
  })

  it('keeps the levels of masks with more than 8 bits', async () => {
    const levels = [0, 517, 1023]
    const line = levels.flatMap((level) => [...new Uint8Array(Uint32Array.of(level * (1 + 2 ** 10 + 2 ** 20)).buffer)])
    const bytes = bmpOf([line], { bits: 32, compression: 3, masks: [0x3ff00000, 0xffc00, 0x3ff] })
    expect(Array.from((await filmOf(bytes)).values)).toEqual(levels)
    expect(await headerOf(bytes)).toMatchObject({ bitsAllocated: 16, bitsStored: 10 })
  })

  it('shows what is transparent black, unless no pixel is said to be opaque', async () => {
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000]
    const line = (opacity: number) => [200, 200, 200, opacity, 100, 100, 100, 255 * Math.sign(opacity)]
    const of = (opacity: number) =>
      bmpOf([line(opacity)], { bits: 32, compression: 3, masks, headerBytes: 56, columns: 2 })
    expect(Array.from((await filmOf(of(51))).values)).toEqual([40, 100])
    expect(Array.from((await filmOf(of(0))).values)).toEqual([200, 100])
  })

  it('with a palette shorter than its pixels ask for is damaged', async () => {
    const bytes = bmpOf([[0, 1, 2, 0]], { bits: 8, palette: greys.slice(0, 2) })
    expect(await problemOf(filmOf(bytes))).toBe('malformed')
  })

  it.each([
    ['JPEG within', { bits: 0, compression: 4 }, 'JPEG'],
    ['a header of Windows that nobody knows', { bits: 24, headerBytes: 200 }, '200 bytes'],
    ['Huffman codes of OS/2', { bits: 1, compression: 3, headerBytes: 64 }, 'OS/2'],
    ['64 bits a pixel', { bits: 64 }, '64 bits'],
  ])('%s is refused for what it is', async (_, options, found) => {
    const bytes = bmpOf([new Array<number>(200).fill(0)], options)
    for (const asked of [headerOf(bytes), filmOf(bytes)])
      await expect(asked).rejects.toMatchObject({
        code: 'unsupported-format',
        message: expect.stringContaining(found) as string,
      })
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
