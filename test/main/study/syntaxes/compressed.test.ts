import { describe, expect, it } from 'vitest'
import { filmOf, headerOf, problemOf, storedOf } from '../../../support/decodeBytes.ts'
import { bonePattern, dicomPhantom } from '../../../support/dicomPhantom.ts'
import { flatJpeg12 } from '../../../support/flatJpeg12.ts'
import { encodeFrame, type Encoder } from '../../../support/jpegFamily.ts'

const rows = 40
const columns = 56

type Case = {
  name: string
  uid: string
  encoder: Encoder
  parameters: Record<string, unknown>
  bits: number
  tolerance: number
}

const jpeg = '1.2.840.10008.1.2.4.'
const cases: Case[] = [
  {
    name: 'JPEG baseline, 8 bits',
    uid: `${jpeg}50`,
    encoder: 'encodeJpeg',
    parameters: { lossy: true, quality: 100 },
    bits: 8,
    tolerance: 4,
  },
  {
    name: 'JPEG lossless, 12 bits',
    uid: `${jpeg}70`,
    encoder: 'encodeJpeg',
    parameters: { lossy: false, predictor: 1 },
    bits: 12,
    tolerance: 0,
  },
  {
    name: 'JPEG lossless, predictor 6',
    uid: `${jpeg}57`,
    encoder: 'encodeJpeg',
    parameters: { lossy: false, predictor: 6 },
    bits: 16,
    tolerance: 0,
  },
  { name: 'JPEG-LS', uid: `${jpeg}80`, encoder: 'encodeJpegLs', parameters: { lossy: false }, bits: 12, tolerance: 0 },
  {
    name: 'JPEG-LS near',
    uid: `${jpeg}81`,
    encoder: 'encodeJpegLs',
    parameters: { lossy: true, allowedLossyError: 3 },
    bits: 12,
    tolerance: 3,
  },
  {
    name: 'JPEG 2000 lossless',
    uid: `${jpeg}90`,
    encoder: 'encodeJpeg2000',
    parameters: { lossy: false },
    bits: 16,
    tolerance: 0,
  },
  {
    name: 'JPEG 2000 lossy',
    uid: `${jpeg}91`,
    encoder: 'encodeJpeg2000',
    parameters: { lossy: true, rate: 2 },
    bits: 12,
    tolerance: 40,
  },
  {
    name: 'HTJ2K lossless',
    uid: `${jpeg}201`,
    encoder: 'encodeHtJpeg2000',
    parameters: { lossy: false },
    bits: 12,
    tolerance: 0,
  },
  {
    name: 'JPEG XL lossless',
    uid: `${jpeg}110`,
    encoder: 'encodeJpegXl',
    parameters: { lossy: false },
    bits: 12,
    tolerance: 0,
  },
]

describe.each(cases)('$name', ({ uid, encoder, parameters, bits, tolerance }) => {
  const values = bonePattern(rows, columns, bits)
  const options = {
    rows,
    columns,
    bitsStored: bits,
    bitsAllocated: bits <= 8 ? (8 as const) : (16 as const),
    transferSyntax: uid,
  }
  const encode = () => encodeFrame(encoder, { rows, columns, bitsStored: bits, values }, parameters)

  it('decodes to the pixels that were put in', async () => {
    const bytes = dicomPhantom({ ...options, encapsulatedFrames: [[await encode()]] })
    const film = await filmOf(bytes)
    const worst = Math.max(...Array.from(film.values, (value, index) => Math.abs(value - values[index]!)))
    expect(worst).toBeLessThanOrEqual(tolerance)
    expect(film.values.length).toBe(rows * columns)
    const { lossy } = await headerOf(bytes)
    expect(lossy).toBe(tolerance > 0)
    expect(film.warnings.includes('lossy')).toBe(lossy)
  })

  it('refuses a stream that is larger than the file says', async () => {
    const bytes = dicomPhantom({ ...options, rows: rows - 8, encapsulatedFrames: [[await encode()]] })
    expect(await problemOf(filmOf(bytes))).toBe('malformed')
  })

  it('refuses a stream of noise and still decodes the next film', async () => {
    const frame = await encode()
    const noise = frame.map((byte, index) => (index < 60 ? byte : (byte * 31 + index * 17) & 0xff))
    const code = await problemOf(filmOf(dicomPhantom({ ...options, encapsulatedFrames: [[noise]] })))
    expect(['none', 'malformed', 'truncated']).toContain(code)
    const film = await filmOf(dicomPhantom({ ...options, encapsulatedFrames: [[frame]] }))
    expect(Math.abs(film.values[columns * 20 + 28]! - values[columns * 20 + 28]!)).toBeLessThanOrEqual(tolerance)
  })

  it('refuses a stream that is cut in half', async () => {
    const frame = await encode()
    const cut = frame.subarray(0, frame.length >> 1)
    expect(['malformed', 'truncated']).toContain(
      await problemOf(filmOf(dicomPhantom({ ...options, encapsulatedFrames: [[cut]] }))),
    )
  })
})

describe('JPEG 2000, of either block coder', () => {
  it.each<[string, Encoder]>([
    ['90', 'encodeJpeg2000'],
    ['201', 'encodeHtJpeg2000'],
    ['202', 'encodeHtJpeg2000'],
  ])('keeps every value of any size, depth, sign and number of colours: %s', async (end, encoder) => {
    const sizes = [
      [2, 3],
      [3, 5],
      [64, 65],
      [130, 67],
    ] as const
    for (const [high, wide] of sizes) {
      for (const [bitsStored, samplesPerPixel, signed] of [
        [8, 1, false],
        [8, 3, false],
        [12, 1, true],
        [16, 1, false],
        [16, 1, true],
      ] as const) {
        const least = signed ? -(2 ** (bitsStored - 1)) : 0
        const values = Array.from(
          { length: high * wide * samplesPerPixel },
          (_, index) => least + ((index * 40_503) % 2 ** bitsStored),
        )
        const frame = await encodeFrame(
          encoder,
          { rows: high, columns: wide, bitsStored, samplesPerPixel, signed, values },
          { lossy: false, ...(end === '202' ? { progressionOrder: 2 } : {}) },
        )
        const options = { rows: high, columns: wide, bitsStored, samplesPerPixel, signed } as const
        const colours = samplesPerPixel === 3 ? { photometric: 'YBR_RCT' } : {}
        const bitsAllocated = bitsStored === 8 ? 8 : 16
        const bytes = dicomPhantom({
          ...options,
          ...colours,
          bitsAllocated,
          transferSyntax: jpeg + end,
          encapsulatedFrames: [[frame]],
        })
        expect(Array.from((await storedOf(bytes)).values)).toEqual(values)
      }
    }
  })
})

describe('JPEG extended of 12 bits', () => {
  it('decodes to the levels of its blocks', async () => {
    const levels = Uint16Array.from({ length: 35 }, (_, block) => (block * 997) % 4096)
    const frame = flatJpeg12(5, 7, levels)
    const film = await filmOf(
      dicomPhantom({ rows, columns, bitsStored: 12, transferSyntax: `${jpeg}51`, encapsulatedFrames: [[frame]] }),
    )
    levels.forEach((level, block) => {
      expect(film.values[Math.floor(block / 7) * 8 * columns + (block % 7) * 8 + 3 * columns + 5]).toBe(level)
    })
    expect(film.warnings).toContain('lossy')
  })
})

describe('colour and sign', () => {
  it('takes the luminance of a lossless RGB film', async () => {
    const values = Uint8Array.from({ length: rows * columns * 3 }, (_, index) => (index * 13) & 0xff)
    const frame = await encodeFrame(
      'encodeJpeg',
      { rows, columns, bitsStored: 8, samplesPerPixel: 3, values },
      { lossy: false, predictor: 1 },
    )
    const film = await filmOf(
      dicomPhantom({
        rows,
        columns,
        bitsAllocated: 8,
        samplesPerPixel: 3,
        photometric: 'RGB',
        transferSyntax: `${jpeg}70`,
        encapsulatedFrames: [[frame]],
      }),
    )
    expect(film.values[1]).toBe(Math.round(0.299 * values[3]! + 0.587 * values[4]! + 0.114 * values[5]!))
    expect(film.warnings).toContain('converted-from-colour')
  })

  it('extends the sign of a JPEG lossless film of 12 signed bits', async () => {
    const stored = Int16Array.from({ length: rows * columns }, (_, index) => (index % 4096) - 2048)
    const frame = await encodeFrame(
      'encodeJpeg',
      { rows, columns, bitsStored: 12, values: stored.map((value) => value & 0xfff) },
      { lossy: false, predictor: 1 },
    )
    const film = await filmOf(
      dicomPhantom({
        rows,
        columns,
        bitsStored: 12,
        signed: true,
        transferSyntax: `${jpeg}70`,
        encapsulatedFrames: [[frame]],
      }),
    )
    expect(Array.from(film.values)).toEqual(Array.from(stored))
  })
})

describe('an unknown transfer syntax', () => {
  it('is named', async () => {
    const bytes = dicomPhantom({
      transferSyntax: '1.2.840.10008.1.2.4.100',
      encapsulatedFrames: [[new Uint8Array(10)]],
    })
    await expect(filmOf(bytes)).rejects.toMatchObject({
      code: 'unsupported-transfer-syntax',
      message: expect.stringContaining('1.2.840.10008.1.2.4.100'),
    })
  })

  it('is not repeated when it is not a UID', async () => {
    const bytes = dicomPhantom({ transferSyntax: 'Doe^John', encapsulatedFrames: [[new Uint8Array(10)]] })
    await expect(filmOf(bytes)).rejects.toMatchObject({
      code: 'unsupported-transfer-syntax',
      message: expect.not.stringContaining('Doe'),
    })
  })
})
