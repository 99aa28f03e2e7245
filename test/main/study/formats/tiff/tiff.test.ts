import { deflateSync, zstdCompressSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { applyVoi } from '#shared/voi.ts'
import { filmOf, headerOf, problemOf, storedOf } from '../../../../support/decodeBytes.ts'
import { flatJpeg12 } from '../../../../support/flatJpeg12.ts'
import { encodeFrame } from '../../../../support/jpegFamily.ts'
import { encodeLzw } from '../../../../support/lzwEncoder.ts'
import { bytesOf, packedRows, tiffOf, type TiffPageParts } from '../../../../support/tiff.ts'

const rows = 5
const columns = 7
const count = rows * columns
const ramp = Array.from({ length: count }, (_, index) => index)

type Fields = TiffPageParts['fields']

/** One strip of `samplesPerPixel` samples, grey unless the fields say otherwise. */
function strip(
  block: Uint8Array,
  bits: number,
  fields: Fields = {},
  options: { bigEndian?: boolean; big?: boolean } = {},
) {
  const all = { 258: [bits], 259: [1], 262: [1], 277: [1], ...fields }
  return tiffOf([{ rows, columns, fields: all, blocks: [block] }], options)
}

async function valuesOf(bytes: Uint8Array): Promise<number[]> {
  return Array.from((await storedOf(bytes)).values)
}

const arrays = {
  'unsigned 8': [8, 1, Uint8Array.from(ramp, (value) => value * 7)],
  'signed 8': [8, 2, Int8Array.from(ramp, (value) => value * 7 - 120)],
  'unsigned 16': [16, 1, Uint16Array.from(ramp, (value) => value * 1800)],
  'signed 16': [16, 2, Int16Array.from(ramp, (value) => value * 80 - 1201)],
  'unsigned 32': [32, 1, Uint32Array.from(ramp, (value) => value * 1e8)],
  'signed 32': [32, 2, Int32Array.from(ramp, (value) => value * 1e7 - 1e8)],
  'half float': [16, 3, Float16Array.from(ramp, (value) => value / 8 - 1)],
  'single float': [32, 3, Float32Array.from(ramp, (value) => value / 3 - 1)],
  'double float': [64, 3, Float64Array.from(ramp, (value) => value / 3 - 100)],
  'unsigned because nothing is said (4)': [16, 4, Uint16Array.from(ramp, (value) => value * 1800)],
} as const

describe('samples of whole bytes', () => {
  it.each(Object.entries(arrays))('%s, in both byte orders and as BigTIFF', async (_, [bits, format, values]) => {
    for (const options of [{}, { bigEndian: true }, { big: true }, { big: true, bigEndian: true }]) {
      const bytes = strip(bytesOf(values, options.bigEndian), bits, { 339: [format] }, options)
      expect(await valuesOf(bytes)).toEqual(Array.from(values, Number))
      expect(await headerOf(bytes)).toMatchObject({
        rows,
        columns,
        bitsStored: bits,
        photometric: 'GREY',
        lossy: false,
      })
      expect((await filmOf(bytes)).warnings).toEqual([])
    }
  })

  it('of 64-bit floats make a film of single ones', async () => {
    const film = await filmOf(strip(bytesOf(arrays['double float'][2]), 64, { 339: [3] }))
    expect(film.values).toBeInstanceOf(Float32Array)
    expect([film.minimum, film.maximum]).toEqual([-100, Math.fround(34 / 3 - 100)])
  })
})

describe('samples that are no whole bytes', () => {
  it.each([1, 2, 4, 6, 9, 10, 12, 14, 15])('%i bits, in either byte order', async (bits) => {
    const values = ramp.map((value) => (value * 2741) % 2 ** bits)
    for (const bigEndian of [false, true]) {
      const bytes = strip(packedRows(values, columns, bits), bits, {}, { bigEndian })
      expect(await valuesOf(bytes)).toEqual(values)
      expect((await headerOf(bytes)).bitsStored).toBe(bits)
    }
  })

  it('12 bits, signed', async () => {
    const values = ramp.map((value) => value * 117 - 2048)
    const packed = packedRows(
      values.map((value) => value & 4095),
      columns,
      12,
    )
    expect(await valuesOf(strip(packed, 12, { 339: [2] }))).toEqual(values)
  })
})

const grey16 = arrays['unsigned 16'][2]

describe('compressions', () => {
  const plain = bytesOf(grey16)
  const packBits = Uint8Array.from([...plain].flatMap((byte) => [0, byte]))
  it.each<[string, number, Uint8Array]>([
    ['LZW', 5, encodeLzw(plain)],
    ['Deflate', 8, deflateSync(plain)],
    ['Deflate by its old number', 32946, deflateSync(plain)],
    ['PackBits', 32773, packBits],
    ['PackBits, filled up', 32773, Uint8Array.of(...packBits, 128, 128)],
    ['Zstandard', 50000, zstdCompressSync(plain)],
  ])('%s', async (_, compression, block) => {
    expect(await valuesOf(strip(block, 16, { 259: [compression] }))).toEqual([...grey16])
  })

  it('LZW over many code widths', async () => {
    const values = Uint8Array.from({ length: 120_000 }, (_, index) => (index * 7919 + (index >> 5) * 31) & 255)
    const fields = { 258: [8], 259: [5], 262: [1], 277: [1] }
    const bytes = tiffOf([{ rows: 300, columns: 400, fields, blocks: [encodeLzw(values)] }])
    expect(Buffer.compare(Buffer.from((await storedOf(bytes)).values.buffer), Buffer.from(values))).toBe(0)
  })

  it('with horizontal differences, in either byte order', async () => {
    const differences = grey16.map((value, index) => (index % columns === 0 ? value : value - grey16[index - 1]!))
    for (const bigEndian of [false, true]) {
      const block = deflateSync(bytesOf(differences, bigEndian))
      expect(await valuesOf(strip(block, 16, { 259: [8], 317: [2] }, { bigEndian }))).toEqual([...grey16])
    }
  })

  it('with floating point differences', async () => {
    const values = arrays['single float'][2]
    const big = bytesOf(values, true)
    const block = new Uint8Array(count * 4)
    for (let row = 0; row < rows; row++) {
      const line = Array.from({ length: columns * 4 }, (_, at) => {
        return big[(row * columns + (at % columns)) * 4 + Math.floor(at / columns)]!
      })
      line.forEach((byte, at) => (block[row * columns * 4 + at] = byte - (at === 0 ? 0 : line[at - 1]!)))
    }
    for (const bigEndian of [false, true])
      expect(await valuesOf(strip(deflateSync(block), 32, { 259: [8], 317: [3], 339: [3] }, { bigEndian }))).toEqual([
        ...values,
      ])
  })

  it('with the lowest bit of a byte first', async () => {
    const turned = packedRows(
      ramp.map((value) => value & 1),
      columns,
      1,
    ).map((byte) => {
      return Number.parseInt([...byte.toString(2).padStart(8, '0')].reverse().join(''), 2)
    })
    expect(await valuesOf(strip(turned, 1, { 266: [2] }))).toEqual(ramp.map((value) => value & 1))
  })

  it('CCITT Group 4, black and white as the file means them', async () => {
    const dark = Uint8Array.from({ length: 64 * 48 }, (_, index) => (index % 64 < 20 || index > 2000 ? 0 : 255))
    const bytes = await sharp(dark, { raw: { width: 64, height: 48, channels: 1 } })
      .toColourspace('b-w')
      .tiff({ compression: 'ccittfax4', bitdepth: 1 })
      .toBuffer()
    const shown = applyVoi(await filmOf(bytes))
    expect(Array.from(shown, (value) => value * 255)).toEqual([...dark])
    expect(await headerOf(bytes)).toMatchObject({ bitsStored: 1, lossy: false })
  })
})

describe('strips and tiles', () => {
  const part = (top: number, left: number, height: number, width: number): Uint8Array => {
    return bytesOf(
      Uint16Array.from({ length: height * width }, (_, index) => {
        const [row, column] = [top + Math.floor(index / width), left + (index % width)]
        return row < rows && column < columns ? grey16[row * columns + column]! : 9999
      }),
    )
  }
  const fields = { 258: [16], 259: [1], 262: [1], 277: [1] }

  it('several strips', async () => {
    const blocks = [part(0, 0, 2, columns), part(2, 0, 2, columns), part(4, 0, 1, columns)]
    expect(await valuesOf(tiffOf([{ rows, columns, fields, blocks, rowsPerStrip: 2 }]))).toEqual([...grey16])
  })

  it('tiles that reach beyond the film', async () => {
    const tile = { rows: 4, columns: 4 }
    const blocks = [part(0, 0, 4, 4), part(0, 4, 4, 4), part(4, 0, 4, 4), part(4, 4, 4, 4)]
    expect(await valuesOf(tiffOf([{ rows, columns, fields, blocks, tile }]))).toEqual([...grey16])
  })

  it('tiles for each colour', async () => {
    const tile = { rows: 8, columns: 8 }
    const planes = [0, 1, 2].map((plane) => {
      const block = new Uint8Array(64)
      ramp.forEach((value) => (block[Math.floor(value / columns) * 8 + (value % columns)] = value + plane * 50))
      return block
    })
    const bytes = tiffOf([
      { rows, columns, tile, blocks: planes, fields: { 258: [8, 8, 8], 259: [1], 262: [2], 277: [3], 284: [2] } },
    ])
    expect(await valuesOf(bytes)).toEqual(ramp.flatMap((value) => [value, value + 50, value + 100]))
  })
})

describe('colours', () => {
  it('white is zero: the stored values stay, the film is turned round', async () => {
    const film = await filmOf(strip(bytesOf(grey16), 16, { 262: [0] }))
    expect([...film.values]).toEqual([...grey16])
    expect(film.inverted).toBe(true)
    expect([applyVoi(film)[0], applyVoi(film).at(-1)]).toEqual([1, 0])
  })

  it('chroma of its own for each pixel: grey is its Y, and neutral chroma is no colour', async () => {
    const fields = { 258: [8, 8, 8], 262: [6], 277: [3], 530: [1, 1] }
    const neutral = await filmOf(strip(Uint8Array.from(ramp.flatMap((value) => [value, 128, 128])), 8, fields))
    expect([...neutral.values]).toEqual(ramp)
    expect(neutral.warnings).toEqual([])
    const strong = await filmOf(strip(Uint8Array.from(ramp.flatMap((value) => [value, 90, 200])), 8, fields))
    expect([...strong.values]).toEqual(ramp)
    expect(strong.warnings).toEqual(['converted-from-colour'])
  })

  it.each([
    [2, 2],
    [2, 1],
    [4, 2],
  ])('chroma for %i × %i pixels', async (across, down) => {
    const units: number[] = []
    for (let row = 0; row < rows; row += down) {
      for (let column = 0; column < columns; column += across) {
        for (let y = row; y < row + down; y++) {
          for (let x = column; x < column + across; x++)
            units.push(y < rows && x < columns ? ramp[y * columns + x]! : 250)
        }
        units.push(100 + row, 150 + column)
      }
    }
    const bytes = strip(Uint8Array.from(units), 8, { 258: [8, 8, 8], 262: [6], 277: [3], 530: [across, down] })
    expect([...(await filmOf(bytes)).values]).toEqual(ramp)
    const stored = await valuesOf(bytes)
    const at = (4 * columns + 6) * 3
    expect(stored.slice(at, at + 3)).toEqual([34, 100 + 4, 150 + Math.floor(6 / across) * across])
  })

  it('palettes, also those of which every entry is grey', async () => {
    const map = Array.from({ length: 768 }, (_, index) => (index % 256) * 257)
    const grey = strip(Uint8Array.from(ramp), 8, { 262: [3], 320: map })
    expect(await storedOf(grey)).toMatchObject({ samplesPerPixel: 1, values: Uint8Array.from(ramp) })
    expect((await headerOf(grey)).photometric).toBe('GREY')
    const coloured = strip(Uint8Array.from(ramp), 8, { 262: [3], 320: map.map((value, at) => (at < 256 ? 0 : value)) })
    expect(await valuesOf(coloured)).toEqual(ramp.flatMap((value) => [0, value, value]))
    expect((await headerOf(coloured)).photometric).toBe('COLOUR')
  })

  it('inks', async () => {
    const inks = Uint8Array.from(ramp.flatMap((value) => [0, 255, value, 51]))
    const bytes = strip(inks, 8, { 258: [8, 8, 8, 8], 262: [5], 277: [4] })
    expect((await valuesOf(bytes)).slice(3, 6)).toEqual([204, 0, Math.round((254 * 204) / 255)])
  })

  it('of floating point keep what lies between 0 and 1', async () => {
    const values = Float32Array.from(ramp.flatMap((value) => [value / 40, value / 40, value / 40]))
    const film = await filmOf(strip(bytesOf(values), 32, { 258: [32, 32, 32], 262: [2], 277: [3], 339: [3, 3, 3] }))
    expect(film.values[20]).toBeCloseTo(0.5, 6)
    expect(film.warnings).toEqual([])
  })
})

describe('a sample beyond the colours', () => {
  const values = Uint8Array.from(ramp.flatMap((value) => [value + 100, 51]))
  const second = (kind: number, more: Fields = {}) => strip(values, 8, { 258: [8, 8], 277: [2], 338: [kind], ...more })

  it.each([
    ['whose meaning is not said is left out', 0, (value: number) => value + 100],
    ['that was multiplied in is left out', 1, (value: number) => value + 100],
    ['of transparency makes black', 2, (value: number) => Math.round((value + 100) * 0.2)],
  ])('%s', async (_, kind, expected) => {
    expect(await valuesOf(second(kind))).toEqual(ramp.map(expected))
  })

  it('makes black also where white is zero', async () => {
    expect(await valuesOf(second(2, { 262: [0] }))).toEqual(ramp.map((value) => Math.round(255 - (155 - value) * 0.2)))
  })
})

describe('JPEG', () => {
  const smooth = Array.from({ length: 24 * 16 }, (_, index) => (index % 16) * 9 + Math.floor(index / 16) * 3)
  const fields = { 258: [8], 259: [7], 262: [1], 277: [1] }

  it('in strips, is lossy', async () => {
    const raw = { width: 16, height: 8, channels: 1 as const }
    const blocks = await Promise.all(
      [0, 1, 2].map((index) => {
        const part = Uint8Array.from(smooth.slice(index * 128, index * 128 + 128))
        return sharp(part, { raw }).toColourspace('b-w').jpeg({ quality: 98 }).toBuffer()
      }),
    )
    const bytes = tiffOf([{ rows: 24, columns: 16, fields, blocks, rowsPerStrip: 8 }])
    const film = await filmOf(bytes)
    expect(Math.max(...Array.from(film.values, (value, at) => Math.abs(value - smooth[at]!)))).toBeLessThan(6)
    expect(film.warnings).toEqual(['lossy'])
    expect((await headerOf(bytes)).lossy).toBe(true)
  })

  it('with its tables apart, as libtiff writes it', async () => {
    const bytes = await sharp(Uint8Array.from(smooth), { raw: { width: 16, height: 24, channels: 1 } })
      .toColourspace('b-w')
      .tiff({ compression: 'jpeg', quality: 98 })
      .toBuffer()
    const film = await filmOf(bytes)
    expect(Math.max(...Array.from(film.values, (value, at) => Math.abs(value - smooth[at]!)))).toBeLessThan(6)
    expect(film.warnings).toEqual(['lossy'])
  })

  it('of 12 bits', async () => {
    const levels = Uint16Array.of(100, 4000, 2222, 7, 1111, 4095)
    const blocks = [flatJpeg12(2, 3, levels)]
    const bytes = tiffOf([{ rows: 16, columns: 24, blocks, fields: { ...fields, 258: [12] } }])
    const film = await filmOf(bytes)
    expect([film.values[0], film.values[8], film.values[16 * 24 - 1]]).toEqual([100, 4000, 4095])
    expect(await headerOf(bytes)).toMatchObject({ bitsAllocated: 16, bitsStored: 12, lossy: true })
    const claimed8 = tiffOf([{ rows: 16, columns: 24, blocks, fields }])
    expect(await problemOf(filmOf(claimed8))).toBe('unsupported-format')
  })

  it('lossless, is not lossy', async () => {
    const values = Uint16Array.from(smooth, (value) => value * 300)
    const block = await encodeFrame(
      'encodeJpeg',
      { rows: 24, columns: 16, bitsStored: 16, values },
      { lossy: false, predictor: 1 },
    )
    const bytes = tiffOf([{ rows: 24, columns: 16, blocks: [block], fields: { ...fields, 258: [16] } }])
    expect(await valuesOf(bytes)).toEqual([...values])
    expect((await filmOf(bytes)).warnings).toEqual([])
    expect((await headerOf(bytes)).lossy).toBe(false)
  })

  it('of the old kind, where it is one whole stream', async () => {
    const stream = await sharp(Uint8Array.from(smooth), { raw: { width: 16, height: 24, channels: 1 } })
      .toColourspace('b-w')
      .jpeg({ quality: 98 })
      .toBuffer()
    // The first thing in the file is the strip, at byte 8.
    const old = { ...fields, 259: [6], 513: [8], 514: [stream.length] }
    const film = await filmOf(tiffOf([{ rows: 24, columns: 16, blocks: [stream], fields: old }]))
    expect(Math.max(...Array.from(film.values, (value, at) => Math.abs(value - smooth[at]!)))).toBeLessThan(6)
    expect(film.warnings).toEqual(['lossy'])
    const pieces = tiffOf([{ rows: 24, columns: 16, blocks: [stream], fields: { ...fields, 259: [6] } }])
    expect(await problemOf(filmOf(pieces))).toBe('unsupported-format')
  })
})

describe('orientation', () => {
  // The corners of the film as it is to be seen, from the upper left round, TIFF 6.0 tag 274.
  it.each([
    [1, [0, 6, 34, 28]],
    [2, [6, 0, 28, 34]],
    [3, [34, 28, 0, 6]],
    [4, [28, 34, 6, 0]],
    [5, [0, 28, 34, 6]],
    [6, [28, 0, 6, 34]],
    [7, [34, 6, 0, 28]],
    [8, [6, 34, 28, 0]],
  ])('%i', async (orientation, corners) => {
    const bytes = strip(Uint8Array.from(ramp), 8, { 274: [orientation] })
    const film = await filmOf(bytes)
    const { values, rows: high, columns: wide } = film
    expect([values[0], values[wide - 1], values[high * wide - 1], values[(high - 1) * wide]]).toEqual(corners)
    expect(await headerOf(bytes)).toMatchObject({ rows: high, columns: wide })
  })
})

describe('pages', () => {
  const page = (value: number, fields: Fields = {}): TiffPageParts => {
    const all = { 258: [8], 259: [1], 262: [1], 277: [1], ...fields }
    return { rows, columns, fields: all, blocks: [new Uint8Array(count).fill(value)] }
  }

  it('are frames; smaller copies and masks are none', async () => {
    const bytes = tiffOf([page(9, { 254: [1] }), page(10), page(11, { 254: [4] }), page(12, { 254: [2] })])
    expect((await headerOf(bytes)).frames).toBe(2)
    expect([(await filmOf(bytes, 0)).values[0], (await filmOf(bytes, 1)).values[0]]).toEqual([10, 12])
    expect(await problemOf(filmOf(bytes, 2))).toBe('frame-out-of-range')
    expect(await problemOf(headerOf(tiffOf([page(9, { 254: [1] })])))).toBe('unsupported-format')
  })
})

describe('what is not opened is refused for what it is, by header and film alike', () => {
  const grey = new Uint8Array(count * 16)
  const of = (bits: number, fields: Fields) => strip(grey, bits, fields)
  it.each<[string, Uint8Array, string, string]>([
    ['five samples', of(16, { 258: [16], 277: [5] }), 'unsupported-format', '5 samples a pixel'],
    ['64-bit whole numbers', of(64, {}), 'unsupported-format', '64 bits a sample'],
    ['24 bits', of(24, {}), 'unsupported-format', '24 bits a sample'],
    ['complex numbers', of(64, { 339: [6] }), 'unsupported-format', 'complex'],
    ['samples of different kinds', of(8, { 258: [8, 16, 8], 262: [2], 277: [3] }), 'unsupported-format', 'different'],
    ['LZMA', of(8, { 259: [34925] }), 'unsupported-format', 'LZMA'],
    ['CIE L*a*b*', of(8, { 258: [8, 8, 8], 262: [8], 277: [3] }), 'unsupported-format', 'L*a*b*'],
    ['a camera sensor', of(16, { 262: [32803] }), 'unsupported-format', 'colour filter'],
    ['inks of another kind', of(8, { 258: [8, 8, 8, 8], 262: [5], 277: [4], 332: [2] }), 'unsupported-format', 'inks'],
    ['a predictor of packed bits', of(12, { 259: [5], 317: [2] }), 'unsupported-format', 'predictor'],
    ['fewer samples than colours', of(8, { 262: [2], 277: [1] }), 'malformed', 'damaged'],
    ['no palette', of(8, { 262: [3] }), 'malformed', 'damaged'],
    ['no size', tiffOf([{ rows: 0, columns, blocks: [grey] }]), 'malformed', 'rows'],
    ['far too many pixels', tiffOf([{ rows: 60_000, columns: 60_000, blocks: [grey] }]), 'too-large', 'million'],
  ])('%s', async (_, bytes, code, found) => {
    for (const asked of [headerOf(bytes), filmOf(bytes)])
      await expect(asked).rejects.toMatchObject({ code, message: expect.stringContaining(found) as string })
  })
})

describe('damage', () => {
  const plain = bytesOf(grey16)
  const cut = (block: Uint8Array) => block.subarray(0, Math.floor(block.length * 0.7))
  const changed = (block: Uint8Array) => block.map((byte, at) => (at > 20 && at < 24 ? byte ^ 0x5a : byte))

  it('a file that ends too early is truncated, wherever it is cut', async () => {
    const whole = strip(plain, 16)
    for (let length = 8; length < whole.length; length++)
      expect(await problemOf(filmOf(whole.subarray(0, length)))).toBe('truncated')
  })

  it.each<[string, number, Uint8Array]>([
    ['uncompressed', 1, cut(plain)],
    ['LZW, short', 5, cut(encodeLzw(plain))],
    ['PackBits, short', 32773, cut(Uint8Array.from([...plain].flatMap((byte) => [0, byte])))],
    ['PackBits, changed', 32773, changed(Uint8Array.from([...plain].flatMap((byte) => [0, byte])))],
    ['Deflate, short', 8, cut(deflateSync(plain))],
    ['Deflate, changed', 8, changed(deflateSync(plain))],
    ['Zstandard, short', 50000, cut(zstdCompressSync(plain))],
    ['LZW with bytes left over', 5, Uint8Array.of(...encodeLzw(plain).subarray(0, -2), 1, 2, 3, 4, 5, 6, 7, 8, 9)],
    ['Deflate of what is no Deflate', 8, plain],
  ])('a strip of %s', async (_, compression, block) => {
    expect(await problemOf(filmOf(strip(block, 16, { 259: [compression] })))).toBe('malformed')
  })

  it('a chain of directories that runs in a circle', async () => {
    const bytes = strip(plain, 16)
    const view = new DataView(bytes.buffer)
    view.setUint32(bytes.length - 4, view.getUint32(4, true), true)
    expect(await problemOf(headerOf(bytes))).toBe('malformed')
  })

  it('strips that are not all there', async () => {
    const fields = { 258: [16], 259: [1], 262: [1], 277: [1] }
    const bytes = tiffOf([{ rows, columns, fields, blocks: [plain.subarray(0, 28)], rowsPerStrip: 2 }])
    expect(await problemOf(filmOf(bytes))).toBe('malformed')
  })
})
