import { describe, expect, it } from 'vitest'
import { greyFilmSchema } from '#shared/film.ts'
import { applyVoi } from '#shared/voi.ts'
import { filmOf, problemOf } from '../../../support/decodeBytes.ts'
import { dicomPhantom, type PhantomOptions } from '../../../support/dicomPhantom.ts'
import { explicitBigEndian, explicitLittleEndian, type DicomElement } from '../../../support/dicomWriter.ts'

const row = { rows: 1, columns: 4, values: [0, 100, 200, 400] }

function film(options: PhantomOptions) {
  return filmOf(dicomPhantom({ ...row, ...options }))
}

function table(
  tag: number,
  first: number,
  bits: number,
  entries: readonly number[],
  extra: readonly DicomElement[] = [],
): DicomElement {
  const item: DicomElement[] = [
    { tag: 0x00283002, vr: 'US', value: [entries.length, first & 0xffff, bits] },
    { tag: 0x00283006, vr: 'US', value: entries },
    ...extra,
  ]
  return { tag, vr: 'SQ', value: [item] }
}

const modalityLut = (first: number, bits: number, entries: number[]) => table(0x00283000, first, bits, entries)
const voiLut = (first: number, bits: number, entries: number[]) => {
  return table(0x00283010, first, bits, entries, [{ tag: 0x00283003, vr: 'LO', value: 'HARDER' }])
}

describe('modality', () => {
  it('keeps stored values and notes the rescale', async () => {
    const { values, slope, intercept, minimum, maximum } = await film({ rescale: { slope: 2, intercept: -1024 } })
    expect(Array.from(values)).toEqual(row.values)
    expect({ slope, intercept, minimum, maximum }).toEqual({ slope: 2, intercept: -1024, minimum: 0, maximum: 400 })
  })

  describe('with a rescale beyond all numbers', () => {
    const rescaled = (slope: string, intercept: string): DicomElement[] => [
      { tag: 0x00281052, vr: 'DS', value: intercept },
      { tag: 0x00281053, vr: 'DS', value: slope },
    ]
    it.each<[string, PhantomOptions]>([
      ['slope', { elements: rescaled('1e306', '0') }],
      ['negative slope', { elements: rescaled('-1e306', '0') }],
      ['slope and intercept', { elements: rescaled('4e304', '1.7e308') }],
      ['width of the range', { signed: true, elements: rescaled('8e304', '0') }],
      ['file with a window', { window: { center: 5, width: 5 }, elements: rescaled('1e306', '0') }],
      ['VOI LUT', { elements: [voiLut(0, 8, [0, 255]), ...rescaled('1e306', '0')] }],
      [
        'floating point film',
        {
          pixelBytes: new Uint8Array(8),
          elements: [...rescaled('1e300', '0'), { tag: 0x7fe00008, vr: 'OF', value: [1e30, 1, 2, 3] }],
        },
      ],
    ])('is malformed: %s', async (_, options) => {
      expect(await problemOf(film(options))).toBe('malformed')
    })

    it('is none where it is passed over, and large numbers are none', async () => {
      const angiography = { tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.12.1' }
      expect((await film({ elements: [angiography, ...rescaled('1e306', '0')] })).slope).toBe(1)
      const large = await film({ elements: rescaled('1e300', '-1e300') })
      expect(greyFilmSchema.safeParse(large).success).toBe(true)
      expect(Array.from(applyVoi(large))).toEqual([0, 0.25, 0.5, 1])
    })
  })

  it('applies a modality LUT, first and last entry beyond its ends, and no rescale beside it', async () => {
    const one = await film({ elements: [modalityLut(100, 12, [1000, 900, 800])], rescale: { slope: 3, intercept: 5 } })
    expect(Array.from(one.values)).toEqual([1000, 1000, 800, 800])
    expect([one.slope, one.intercept, one.minimum, one.maximum]).toEqual([1, 0, 800, 1000])
  })

  it('reads the first input of a table as signed for signed films', async () => {
    const one = await film({
      signed: true,
      bitsStored: 16,
      values: [-2, -1, 0, 1],
      elements: [modalityLut(-2, 16, [10, 20, 30, 40])],
    })
    expect(Array.from(one.values)).toEqual([10, 20, 30, 40])
  })

  it('keeps padding apart when a table is applied', async () => {
    const one = await film({
      values: [7, 100, 101, 102],
      padding: { value: 7 },
      elements: [modalityLut(100, 16, [0, 30_000, 65_535])],
    })
    expect(Array.from(one.values)).toEqual([-1, 0, 30_000, 65_535])
    expect(one.padding).toEqual({ low: -1, high: -1 })
    expect([one.minimum, one.maximum]).toEqual([0, 65_535])
    expect(Array.from(applyVoi(one))).toEqual([0, 0, expect.closeTo(30_000 / 65_535, 5), 1])
  })

  it('refuses a table that is shorter than it claims', async () => {
    const short: DicomElement = {
      tag: 0x00283000,
      vr: 'SQ',
      value: [
        [
          { tag: 0x00283002, vr: 'US', value: [100, 0, 16] },
          { tag: 0x00283006, vr: 'US', value: [1, 2] },
        ],
      ],
    }
    expect(await problemOf(film({ elements: [short] }))).toBe('malformed')
  })
})

describe('entries of 8 bits, two in a word', () => {
  const odd = [10, 20, 30, 40, 50]
  const stored = { columns: 5, bitsAllocated: 8, bitsStored: 8, values: [0, 1, 2, 3, 4] } as const
  const described = (tag: number, length: number) => ({ tag, vr: 'US', value: [length, 0, 8] })
  /** PS3.3 C.11.1.1: the first of two entries in the lower byte, which a file in big endian has behind the other. */
  const packed = (entries: readonly number[], bigEndian: boolean): Uint8Array => {
    const words = Buffer.from(entries.length % 2 === 0 ? entries : [...entries, 0])
    return Uint8Array.from(bigEndian ? words.swap16() : words)
  }
  const sequence = (tag: number) => (vr: string, bigEndian: boolean) => {
    const item = [described(0x00283002, odd.length), { tag: 0x00283006, vr, value: packed(odd, bigEndian) }]
    return { elements: [{ tag, vr: 'SQ', value: [item] }] }
  }
  const palette = (dataTag: number, words: readonly number[]) => (vr: string, bigEndian: boolean) => ({
    photometric: 'PALETTE COLOR',
    elements: [0, 1, 2].flatMap((colour) => [
      described(0x00281101 + colour, odd.length),
      { tag: dataTag + colour, vr, value: packed(words, bigEndian) },
    ]),
  })
  const tables: [string, (vr: string, bigEndian: boolean) => PhantomOptions][] = [
    ['modality LUT', sequence(0x00283000)],
    ['VOI LUT', sequence(0x00283010)],
    ['palette', palette(0x00281201, odd)],
    ['segmented palette', palette(0x00281221, [0, 1, 10, 1, 4, 50])],
  ]
  it.each(tables)('keep their order in every byte order: %s', async (_, options) => {
    const of = (transferSyntax: string, made: PhantomOptions) => film({ ...stored, ...made, transferSyntax })
    expect(Array.from((await of(explicitLittleEndian, options('OW', false))).values)).toEqual(odd)
    expect(Array.from((await of(explicitBigEndian, options('OW', true))).values)).toEqual(odd)
    // Bytes are in order in either, PS3.5 7.3.
    expect(Array.from((await of(explicitBigEndian, options('OB', false))).values)).toEqual(odd)
  })
})

describe('window', () => {
  it('takes the first window of the file and offers the others by name', async () => {
    const one = await film({
      window: [
        { center: 200, width: 400, explanation: 'NORMAL' },
        { center: 300, width: 50, explanation: 'BONE' },
      ],
    })
    expect(one.window).toEqual({ center: 200, width: 400, function: 'LINEAR' })
    expect(one.windows.map(({ name }) => name)).toEqual(['NORMAL', 'BONE', ''])
    expect(one.windows[1]!.window).toEqual({ center: 300, width: 50, function: 'LINEAR' })
    expect(one.warnings).toEqual([])
  })

  it.each(['LINEAR_EXACT', 'SIGMOID'])('keeps the function %s', async (name) => {
    expect((await film({ window: { center: 1, width: 2, function: name } })).window.function).toBe(name)
  })

  it('spans the modality values when the file has no window, without padding, and says so', async () => {
    const one = await film({ rescale: { slope: -1, intercept: 10 }, padding: { value: 400 } })
    expect(one.window).toEqual({ center: -90, width: 200, function: 'LINEAR_EXACT' })
    expect(one.warnings).toEqual(['window-from-values'])
    expect(Array.from(applyVoi(one))).toEqual([1, 0.5, 0, 0])
  })

  it('passes over windows of no width', async () => {
    const one = await film({
      window: [
        { center: 5, width: 0 },
        { center: 200, width: 300 },
      ],
    })
    expect(one.window).toEqual({ center: 200, width: 300, function: 'LINEAR' })
    expect((await film({ window: { center: 5, width: -1 } })).warnings).toContain('window-from-values')
  })

  it('applies a VOI LUT where there is no window', async () => {
    const one = await film({
      elements: [
        voiLut(
          0,
          10,
          Array.from({ length: 401 }, (_, index) => Math.min(1023, index * 3)),
        ),
      ],
    })
    expect(Array.from(one.values)).toEqual([0, 300, 600, 1023])
    expect(one.window).toEqual({ center: 511.5, width: 1023, function: 'LINEAR_EXACT' })
    expect(one.windows[0]!.name).toBe('HARDER')
    expect(one.warnings).toEqual([])
    expect(Array.from(applyVoi(one))).toEqual([0, expect.closeTo(300 / 1023, 6), expect.closeTo(600 / 1023, 6), 1])
  })

  it('applies a VOI LUT to modality values, which may be negative', async () => {
    const one = await film({ rescale: { slope: 1, intercept: -100 }, elements: [voiLut(-100, 8, [0, 1, 2])] })
    expect(Array.from(one.values)).toEqual([0, 2, 2, 2])
  })

  it('prefers a window to a VOI LUT, so that it can be changed', async () => {
    const one = await film({ window: { center: 200, width: 400 }, elements: [voiLut(0, 8, [0, 255])] })
    expect(Array.from(one.values)).toEqual(row.values)
  })
})

describe('inversion', () => {
  it.each([
    ['MONOCHROME2', undefined, false],
    ['MONOCHROME1', undefined, true],
    ['MONOCHROME2', 'INVERSE', true],
    // Both say the same; white and black change places once, PS3.3 C.8.11.3.
    ['MONOCHROME1', 'INVERSE', true],
    ['MONOCHROME2', 'IDENTITY', false],
  ] as const)('%s with presentation LUT shape %s', async (photometric, presentationLutShape, inverted) => {
    const one = await film({
      photometric,
      ...(presentationLutShape ? { presentationLutShape } : {}),
      window: { center: 200, width: 400, function: 'LINEAR_EXACT' },
    })
    expect(one.inverted).toBe(inverted)
    expect(Array.from(applyVoi(one))).toEqual(inverted ? [1, 0.75, 0.5, 0] : [0, 0.25, 0.5, 1])
  })
})

describe('padding', () => {
  it('is a range with a limit', async () => {
    const one = await film({ padding: { value: 200, limit: 90 } })
    expect(one.padding).toEqual({ low: 90, high: 200 })
    expect([one.minimum, one.maximum]).toEqual([0, 400])
  })

  it('is signed for signed films', async () => {
    const one = await film({ signed: true, bitsStored: 16, values: [-2000, 0, 1, 2], padding: { value: -2000 } })
    expect(one.padding).toEqual({ low: -2000, high: -2000 })
    expect([one.minimum, one.maximum]).toEqual([0, 2])
  })

  it('does not empty a film that is all padding', async () => {
    const one = await film({ values: [5, 5, 5, 5], padding: { value: 5 } })
    expect([one.minimum, one.maximum, one.window.width]).toEqual([5, 5, 1])
  })
})

describe('padding of floating point films', () => {
  type Made = { value: number; limit?: number; pixels: readonly number[] }
  const single = ({ value, limit, pixels }: Made): DicomElement[] => [
    { tag: 0x00280122, vr: 'FL', value },
    ...(limit === undefined ? [] : [{ tag: 0x00280124, vr: 'FL', value: limit }]),
    { tag: 0x7fe00008, vr: 'OF', value: pixels },
  ]
  const double = ({ value, limit, pixels }: Made): DicomElement[] => [
    { tag: 0x00280123, vr: 'FD', value },
    ...(limit === undefined ? [] : [{ tag: 0x00280125, vr: 'FD', value: limit }]),
    { tag: 0x7fe00009, vr: 'OD', value: pixels },
  ]
  const largest = (2 - 2 ** -23) * 2 ** 127

  describe.each([
    ['single', single],
    ['double', double],
  ])('of %s precision', (_, elements) => {
    it.each([
      { value: -1e30, pixels: [-1e30, 0.25, 0.5, 0.75] },
      // It lies between two numbers of single precision.
      { value: 0.1, pixels: [0.1, 0.25, 0.5, 0.75] },
      { value: 3, limit: 7, pixels: [5, 0.25, 0.5, 0.75] },
      { value: 7, limit: 3, pixels: [5, 0.25, 0.5, 0.75] },
      { value: -Infinity, limit: -1e9, pixels: [-2e9, 0.25, 0.5, 0.75] },
      { value: Infinity, pixels: [Infinity, 0.25, 0.5, 0.75] },
      { value: NaN, pixels: [NaN, 0.25, 0.5, 0.75] },
      { value: 7, limit: NaN, pixels: [7, 0.25, 0.5, 0.75] },
    ])('is black and chooses no window: %j', async (made) => {
      const one = await film({ pixelBytes: new Uint8Array(8), elements: elements(made) })
      expect(one.window).toEqual({ center: 0.5, width: 0.5, function: 'LINEAR_EXACT' })
      expect(Array.from(applyVoi(one))).toEqual([0, 0, 0.5, 1])
      expect(Array.from(applyVoi({ ...one, inverted: true }))).toEqual([0, 1, 0.5, 0])
      expect(greyFilmSchema.safeParse(one).success).toBe(true)
    })

    it('is none where no value says so', async () => {
      const one = await film({ pixelBytes: new Uint8Array(8), elements: elements({ value: 9, pixels: [0, 1, 2, 3] }) })
      expect([one.minimum, one.maximum, Array.from(one.values)]).toEqual([0, 3, [0, 1, 2, 3]])
    })
  })

  it('is that of the precision that the pixels have', async () => {
    const other = double({ value: 0, pixels: [] }).filter(({ tag }) => tag === 0x00280123)
    const pixels = { tag: 0x7fe00008, vr: 'OF', value: [0, 1, 2, 3] }
    const integers = { tag: 0x00280120, vr: 'US', value: 1 }
    const one = await film({ pixelBytes: new Uint8Array(8), elements: [...other, integers, pixels] })
    expect(one.padding).toBeUndefined()
  })

  it('may lie beyond single precision', async () => {
    const elements = double({ value: -1.7e308, pixels: [-1.7e308, 0.25, 0.5, 0.75] })
    const one = await film({ pixelBytes: new Uint8Array(8), elements })
    expect(one.padding).toEqual({ low: -largest, high: -largest })
    expect([one.minimum, one.maximum]).toEqual([0.25, 0.75])
  })
})

describe('colour', () => {
  const rgb = { rows: 1, columns: 2, samplesPerPixel: 3, bitsAllocated: 8, photometric: 'RGB' } as const
  const luminance = [Math.round(0.299 * 10 + 0.587 * 200 + 0.114 * 30), 76]

  it.each([
    ['pixel by pixel', 0, [10, 200, 30, 255, 0, 0]],
    ['plane by plane', 1, [10, 255, 200, 0, 30, 0]],
  ] as const)('becomes luminance, %s', async (_, planarConfiguration, values) => {
    const one = await filmOf(dicomPhantom({ ...rgb, planarConfiguration, values }))
    expect(Array.from(one.values)).toEqual(luminance)
    expect(one.warnings).toEqual(['converted-from-colour'])
    expect(one.window).toEqual({ center: 100, width: 48, function: 'LINEAR_EXACT' })
  })

  it.each([
    ['RGB', [10, 10, 10, 200, 201, 199], []],
    ['RGB', [10, 10, 10, 200, 201, 198], ['converted-from-colour']],
    ['YBR_FULL', [10, 128, 128, 200, 127, 129], []],
    ['YBR_FULL', [10, 128, 128, 200, 126, 128], ['converted-from-colour']],
  ] as const)('is told from a grey film that is stored as %s: %j', async (photometric, values, warnings) => {
    expect((await filmOf(dicomPhantom({ ...rgb, photometric, values }))).warnings).toEqual(warnings)
  })

  it('is the Y of YBR_FULL', async () => {
    expect(
      Array.from(
        (await filmOf(dicomPhantom({ ...rgb, photometric: 'YBR_FULL', values: [9, 1, 2, 250, 3, 4] }))).values,
      ),
    ).toEqual([9, 250])
  })

  it('is both Y of a pair in YBR_FULL_422', async () => {
    const one = await filmOf(
      dicomPhantom({ ...rgb, photometric: 'YBR_FULL_422', pixelBytes: Uint8Array.of(9, 250, 100, 101) }),
    )
    expect(Array.from(one.values)).toEqual([9, 250])
  })

  const palette = (entries: readonly number[][], bits: number): DicomElement[] =>
    entries.flatMap((values, colour) => [
      { tag: 0x00281101 + colour, vr: 'US', value: [values.length, 0, bits] },
      { tag: 0x00281201 + colour, vr: 'OW', value: values },
    ])

  it('goes through a palette', async () => {
    const elements = palette(
      [
        [0, 65_535, 0],
        [0, 0, 65_535],
        [0, 0, 0],
      ],
      16,
    )
    const one = await film({
      bitsAllocated: 8,
      bitsStored: 8,
      photometric: 'PALETTE COLOR',
      values: [0, 1, 2, 9],
      elements,
    })
    expect(Array.from(one.values)).toEqual([
      0,
      Math.round(0.299 * 65_535),
      Math.round(0.587 * 65_535),
      Math.round(0.587 * 65_535),
    ])
    expect(one.warnings).toEqual(['converted-from-colour'])
  })

  it('goes through a segmented palette', async () => {
    const grey = [0, 2, 0, 1000, 1, 4, 5000, 2, 2, 0, 0]
    const elements: DicomElement[] = [0, 1, 2].flatMap((colour) => [
      { tag: 0x00281101 + colour, vr: 'US', value: [8, 0, 16] },
      { tag: 0x00281221 + colour, vr: 'OW', value: grey },
    ])
    const one = await film({
      columns: 8,
      bitsAllocated: 8,
      bitsStored: 8,
      photometric: 'PALETTE COLOR',
      values: [0, 1, 2, 3, 4, 5, 6, 7],
      elements,
    })
    expect(Array.from(one.values)).toEqual([0, 1000, 2000, 3000, 4000, 5000, 0, 1000])
    expect(one.warnings).toEqual([])
  })

  it('ends on a segmented palette whose segments refer to one another without end', async () => {
    // Each pair of references repeats the pair before it: 2 to the power of 60 segments that hold nothing.
    const words = [0, 0]
    let last = 0
    for (let level = 0; level < 60; level++) {
      const start = words.length
      words.push(0, 0, 2, 2 + (level > 0 ? 1 : 0), last * 2, 0, 2, 2 + (level > 0 ? 1 : 0), last * 2, 0)
      last = start
    }
    const elements: DicomElement[] = [0, 1, 2].flatMap((colour) => [
      { tag: 0x00281101 + colour, vr: 'US', value: [8, 0, 16] },
      { tag: 0x00281221 + colour, vr: 'OW', value: words },
    ])
    expect(await problemOf(film({ bitsAllocated: 8, bitsStored: 8, photometric: 'PALETTE COLOR', elements }))).toBe(
      'malformed',
    )
  })

  it('refuses a palette film without a palette', async () => {
    expect(await problemOf(film({ bitsAllocated: 8, photometric: 'PALETTE COLOR' }))).toBe('malformed')
  })
})

describe('frames of an enhanced film', () => {
  it('have their own window, rescale and spacing', async () => {
    const groups = (center: number, slope: number): DicomElement[] => [
      {
        tag: 0x00289132,
        vr: 'SQ',
        value: [
          [
            { tag: 0x00281050, vr: 'DS', value: String(center) },
            { tag: 0x00281051, vr: 'DS', value: '10' },
          ],
        ],
      },
      {
        tag: 0x00289145,
        vr: 'SQ',
        value: [
          [
            { tag: 0x00281052, vr: 'DS', value: '0' },
            { tag: 0x00281053, vr: 'DS', value: String(slope) },
          ],
        ],
      },
    ]
    const bytes = dicomPhantom({
      ...row,
      frames: 2,
      values: [...row.values, ...row.values],
      elements: [{ tag: 0x52009230, vr: 'SQ', value: [groups(5, 1), groups(7, 3)] }],
    })
    expect(await filmOf(bytes, 0)).toMatchObject({ slope: 1, window: { center: 5 } })
    expect(await filmOf(bytes, 1)).toMatchObject({ slope: 3, window: { center: 7 } })
  })
})
