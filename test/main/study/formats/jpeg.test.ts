import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'
import { hasDamagedScans } from '#main/study/syntaxes/jpegScans/jpegScans.ts'
import { filmOf, headerOf, problemOf, storedOf } from '../../../support/decodeBytes.ts'
import { bonePattern } from '../../../support/dicomPhantom.ts'
import { concatBytes } from '../../../support/dicomWriter.ts'
import { flatJpeg12 } from '../../../support/flatJpeg12.ts'
import { encodeFrame } from '../../../support/jpegFamily.ts'

const rows = 96
const columns = 72
const grey = Uint8Array.from(bonePattern(rows, columns, 8), (value, at) => value ^ (at % 5))
const picture = () => sharp(grey, { raw: { width: columns, height: rows, channels: 1 } }).toColourspace('b-w')
const endMark = Uint8Array.of(0xff, 0xd9)

/** Where the coded data of the first scan begin. */
function scanStart(bytes: Uint8Array): number {
  const at = Buffer.from(bytes).indexOf(Buffer.of(0xff, 0xda))
  return at + 2 + bytes[at + 2]! * 256 + bytes[at + 3]!
}

function withBytes(bytes: Uint8Array, at: number, values: readonly number[]): Uint8Array {
  const changed = Uint8Array.from(bytes)
  changed.set(values, at)
  return changed
}

describe('JPEG files that are no ordinary ones', () => {
  it('of 12 bits', async () => {
    const bytes = flatJpeg12(2, 3, Uint16Array.of(100, 4000, 2222, 7, 1111, 4095))
    const film = await filmOf(bytes)
    expect([film.values[0], film.values[8], film.values.at(-1)]).toEqual([100, 4000, 4095])
    expect(film.warnings).toEqual(['lossy'])
    expect(await headerOf(bytes)).toMatchObject({
      rows: 16,
      columns: 24,
      bitsAllocated: 16,
      bitsStored: 12,
      lossy: true,
    })
  })

  it.each([8, 12, 16])('lossless, of %i bits', async (bitsStored) => {
    const values = bonePattern(rows, columns, bitsStored)
    const frame = { rows, columns, bitsStored, values }
    const bytes = await encodeFrame('encodeJpeg', frame, { lossy: false, predictor: 1 })
    expect(Array.from((await storedOf(bytes)).values)).toEqual(Array.from(values))
    expect((await filmOf(bytes)).warnings).toEqual([])
    expect(await headerOf(bytes)).toMatchObject({ bitsStored, lossy: false, photometric: 'GREY' })
  })

  it('lossless, of three colours', async () => {
    const values = Uint8Array.from({ length: rows * columns * 3 }, (_, at) => (at * 37) & 255)
    const frame = { rows, columns, bitsStored: 8, samplesPerPixel: 3, values } as const
    const bytes = await encodeFrame('encodeJpeg', frame, { lossy: false, predictor: 1 })
    expect(Array.from((await storedOf(bytes)).values)).toEqual(Array.from(values))
  })

  describe('turned upright by their EXIF orientation', () => {
    const values = Uint8Array.from({ length: 6 * 4 }, (_, at) => at * 10)
    const lossless = () =>
      encodeFrame('encodeJpeg', { rows: 6, columns: 4, bitsStored: 8, values }, { lossy: false, predictor: 1 })

    it.each([1, 2, 3, 4, 5, 6, 7, 8])('%i, as libvips turns others', async (orientation) => {
      const raw = { width: 4, height: 6, channels: 1 } as const
      const png = await sharp(values, { raw }).toColourspace('b-w').withMetadata({ orientation }).png().toBuffer()
      const expected = await filmOf(png)
      for (const bigEndian of [true, false]) {
        const bytes = withExif(await lossless(), orientation, { bigEndian })
        const film = await filmOf(bytes)
        expect([film.rows, film.columns]).toEqual([expected.rows, expected.columns])
        expect(Array.from(film.values)).toEqual(Array.from(expected.values))
        expect((await storedOf(bytes)).values).toEqual(film.values)
        expect(await headerOf(bytes)).toMatchObject({ rows: expected.rows, columns: expected.columns })
      }
    })

    it('of 12 bits', async () => {
      const bytes = withExif(flatJpeg12(1, 2, Uint16Array.of(100, 4000)), 8)
      const film = await filmOf(bytes)
      expect([film.rows, film.columns, film.values[0], film.values.at(-1)]).toEqual([16, 8, 4000, 100])
    })

    it('of three colours', async () => {
      const colours = Uint8Array.from({ length: 6 * 4 * 3 }, (_, at) => at * 3)
      const frame = { rows: 6, columns: 4, bitsStored: 8, samplesPerPixel: 3, values: colours } as const
      const bytes = await encodeFrame('encodeJpeg', frame, { lossy: false, predictor: 1 })
      const { values: turned } = await storedOf(withExif(bytes, 3))
      expect(Array.from(turned.subarray(0, 3))).toEqual(Array.from(colours.subarray(-3)))
    })

    it.each([
      ['is not there any more', 5000],
      ['is not spoken of', undefined],
    ])('where the directory of its small copy %s', async (_, next) => {
      const film = await filmOf(withExif(await lossless(), 6, { next }))
      expect([film.rows, film.columns]).toEqual([4, 6])
    })

    it.each([
      ['that is none', 9, {}],
      ['that is cut', 6, { entries: 40 }],
      ['of another kind', 6, { mark: 'http://' }],
      ['of no TIFF', 6, { version: 7 }],
    ] as const)('and left as they lie by one %s', async (_, orientation, more) => {
      const film = await filmOf(withExif(await lossless(), orientation, more))
      expect(Array.from(film.values)).toEqual(Array.from(values))
    })
  })

  it('inks are turned into colours without a profile', async () => {
    const plain = sharp({ create: { width: 16, height: 16, channels: 3, background: { r: 255, g: 255, b: 255 } } })
    const white = await filmOf(await plain.toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer())
    expect(Math.min(...white.values)).toBeGreaterThan(250)
  })

  it.each<[string, Uint8Array, string]>([
    ['JPEG-LS', Uint8Array.of(0xff, 0xd8, 0xff, 0xf7, 0, 11, 8, 0, 4, 0, 4, 1, 1, 0x11, 0, 0xff, 0xd9), 'JPEG-LS'],
    ['two components', frameOnly(0xc0, 8, 2), '2 components'],
    ['four components without a mark of Adobe', frameOnly(0xc0, 8, 4), 'four components'],
    ['a hierarchy', frameOnly(0xc5, 8, 1), 'process 5'],
    ['10 bits', frameOnly(0xc1, 10, 1), '10 bits'],
  ])('%s is refused for what it is', async (_, bytes, found) => {
    for (const asked of [headerOf(bytes), filmOf(bytes)])
      await expect(asked).rejects.toMatchObject({
        code: 'unsupported-format',
        message: expect.stringContaining(found) as string,
      })
  })
})

type ExifParts = {
  bigEndian: boolean
  /** Offset of the next directory. */
  next: number | undefined
  /** How many fields the directory claims. */
  entries: number
  version: number
  mark: string
}

/** A JPEG with an APP1 segment whose only field is Orientation (274), Exif 2.32 4.5.4 and 4.7.2. */
function withExif(
  jpeg: Uint8Array,
  orientation: number,
  { bigEndian = true, next, entries = 1, version = 42, mark = 'Exif\0\0' }: Partial<ExifParts> = {},
): Uint8Array {
  const tiff = new DataView(new ArrayBuffer(next === undefined ? 22 : 26))
  tiff.setUint16(0, bigEndian ? 0x4d4d : 0x4949)
  const little = !bigEndian
  tiff.setUint16(2, version, little)
  tiff.setUint32(4, 8, little)
  tiff.setUint16(8, entries, little)
  tiff.setUint16(10, 274, little)
  tiff.setUint16(12, 3, little)
  tiff.setUint32(14, 1, little)
  tiff.setUint16(18, orientation, little)
  if (next !== undefined) tiff.setUint32(22, next, little)
  const content = concatBytes([new TextEncoder().encode(mark), new Uint8Array(tiff.buffer)])
  const segment = Uint8Array.of(0xff, 0xe1, 0, content.length + 2)
  return concatBytes([jpeg.subarray(0, 2), segment, content, jpeg.subarray(2)])
}

/** A frame header of 4 × 4 pixels without anything behind it but the end mark. */
function frameOnly(process: number, precision: number, components: number): Uint8Array {
  const parts = Array.from({ length: components }, (_, index) => [index + 1, 0x11, 0]).flat()
  const length = 8 + parts.length
  return Uint8Array.of(0xff, 0xd8, 0xff, process, 0, length, precision, 0, 4, 0, 4, components, ...parts, ...endMark)
}

describe('damage to coded data', () => {
  const kinds = {
    sequential: () => picture().jpeg({ quality: 90 }).toBuffer(),
    'with tables of its own': () => picture().jpeg({ quality: 90, optimizeCoding: true }).toBuffer(),
    'in colour': () =>
      sharp(grey.subarray(0, 24 * columns * 3), { raw: { width: columns, height: 24, channels: 3 } })
        .jpeg({ quality: 90 })
        .toBuffer(),
    progressive: () => picture().jpeg({ quality: 90, progressive: true }).toBuffer(),
    'of 12 bits': async () =>
      Buffer.from(
        flatJpeg12(
          9,
          8,
          Uint16Array.from({ length: 72 }, (_, at) => (at * 997) & 4095),
        ),
      ),
  }

  it.each(Object.entries(kinds))('%s, cut and closed again, is damaged', async (_, make) => {
    const bytes = await make()
    const start = scanStart(bytes)
    for (const part of [0.3, 0.66, 0.9]) {
      const closed = concatBytes([bytes.subarray(0, start + Math.floor((bytes.length - start) * part)), endMark])
      expect(await problemOf(filmOf(closed))).toBe('malformed')
    }
  })

  it.each(Object.entries(kinds))('%s, with bytes changed, is damaged most of the time', async (_, make) => {
    const bytes = await make()
    const start = scanStart(bytes)
    const places = Array.from(
      { length: 20 },
      (_, index) => start + Math.floor(((bytes.length - start - 8) * index) / 20),
    )
    const codes = await Promise.all(
      places.map((at) => problemOf(filmOf(withBytes(bytes, at, [bytes[at]! ^ 0x5a, bytes[at + 1]! ^ 0x33])))),
    )
    // What only changes coefficients leaves a stream that is as good as any.
    expect(codes.filter((code) => code === 'malformed').length).toBeGreaterThanOrEqual(10)
    expect(codes.every((code) => ['malformed', 'none', 'truncated'].includes(code))).toBe(true)
  })

  it.each([
    ['zeros', [0, 0, 0, 0]],
    ['fill bytes', [0xff, 0xff]],
  ])('%s before the end mark hurt nothing', async (_, filling) => {
    const bytes = await kinds.sequential()
    const filled = concatBytes([bytes.subarray(0, -2), Uint8Array.from(filling), endMark])
    expect((await filmOf(filled)).values).toEqual((await filmOf(bytes)).values)
  })

  it('data behind the last block are damage', async () => {
    const bytes = await kinds.sequential()
    const more = concatBytes([bytes.subarray(0, -2), Uint8Array.of(0x12, 0x34, 0x56), endMark])
    expect(await problemOf(filmOf(more))).toBe('malformed')
  })
})

describe('hasDamagedScans', () => {
  it('walks through whole pictures of any content and quality', async () => {
    const random = new Random(5)
    for (const quality of [10, 50, 75, 90, 100]) {
      for (const noise of [0, 3, 40, 255]) {
        const values = grey.map((value) => Math.min(255, Math.max(0, Math.round(value + noise * random.normal()))))
        for (const optimizeCoding of [false, true]) {
          const bytes = await sharp(values, { raw: { width: columns, height: rows, channels: 1 } })
            .toColourspace('b-w')
            .jpeg({ quality, optimizeCoding })
            .toBuffer()
          expect(hasDamagedScans(bytes)).toBe(false)
          expect(hasDamagedScans(concatBytes([bytes.subarray(0, -12), endMark]))).toBe(true)
        }
      }
    }
  })

  it('follows restart marks, and tells when one is out of order', () => {
    const whole = flatJpeg12(1, 1, Uint16Array.of(2048))
    const start = scanStart(whole)
    const data = whole.subarray(start, -2)
    const interval = Uint8Array.of(0xff, 0xdd, 0, 4, 0, 1)
    const frame = Buffer.from(whole).indexOf(Buffer.of(0xff, 0xc1))
    const of = (marks: readonly number[]) => {
      // One block in a unit, as many units as marks and one.
      const head = withBytes(whole, frame + 7, [0, 8 * (marks.length + 1)]).subarray(2, start)
      const parts = marks.flatMap((mark) => [Uint8Array.of(0xff, 0xd0 + mark), data])
      return concatBytes([Uint8Array.of(0xff, 0xd8), interval, head, data, ...parts, endMark])
    }
    expect(hasDamagedScans(of([0, 1, 2, 3, 4, 5, 6, 7, 0]))).toBe(false)
    expect(hasDamagedScans(of([0, 2, 1]))).toBe(true)
    expect(hasDamagedScans(of([1]))).toBe(true)
  })

  it('does not judge other processes', async () => {
    expect(hasDamagedScans(await picture().jpeg({ progressive: true }).toBuffer())).toBeUndefined()
  })
})
