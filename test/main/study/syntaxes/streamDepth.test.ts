import { describe, expect, it } from 'vitest'
import { jpegCondition } from '#main/study/syntaxes/jpegDamage.ts'
import { filmOf, problemOf } from '../../../support/decodeBytes.ts'
import { bonePattern, dicomPhantom, type PhantomOptions } from '../../../support/dicomPhantom.ts'
import { flatJpeg12 } from '../../../support/flatJpeg12.ts'
import { encodeFrame, type Encoder } from '../../../support/jpegFamily.ts'

const rows = 16
const columns = 24
const syntax = (end: string) => `1.2.840.10008.1.2.4.${end}`
/** From 0 to 4199 and back: beyond 12 bits, as overshoot is. */
const beyond = Array.from({ length: rows * columns }, (_, pixel) => 4199 - Math.abs(4199 - pixel * 21))

async function film(
  end: string,
  encoder: Encoder,
  bitsStored: number,
  values: ArrayLike<number>,
  header: PhantomOptions = {},
  signed = false,
) {
  const parameters = encoder === 'encodeJpeg' && bitsStored === 8 ? { lossy: true, quality: 95 } : { lossy: false }
  const frame = await encodeFrame(encoder, { rows, columns, bitsStored, values, signed }, parameters)
  return filmOf(dicomPhantom({ rows, columns, transferSyntax: syntax(end), encapsulatedFrames: [[frame]], ...header }))
}

describe('a stream of more bits than are stored', () => {
  it.each<[string, string, Encoder]>([
    ['JPEG 2000', '91', 'encodeJpeg2000'],
    ['HTJ2K', '203', 'encodeHtJpeg2000'],
    ['JPEG XL', '112', 'encodeJpegXl'],
  ])('holds overshoot at the limit: %s', async (_, end, encoder) => {
    const { values, warnings } = await film(end, encoder, 16, beyond)
    expect(Array.from(values)).toEqual(beyond.map((value) => Math.min(4095, value)))
    expect(warnings).not.toContain('bits-disagree')
  })

  it('holds signed overshoot at both limits', async () => {
    const signedBeyond = beyond.map((value) => value - 2100)
    for (const [end, encoder] of [
      ['91', 'encodeJpeg2000'],
      ['203', 'encodeHtJpeg2000'],
    ] as const) {
      const { values } = await film(end, encoder, 16, signedBeyond, { signed: true }, true)
      expect(Array.from(values)).toEqual(signedBeyond.map((value) => Math.min(2047, Math.max(-2048, value))))
    }
  })

  it('holds signed overshoot that an unsigned near-lossless stream has as bit patterns', async () => {
    const signedBeyond = beyond.map((value) => value - 2100)
    const encode = (values: readonly number[]) =>
      encodeFrame(
        'encodeJpegLs',
        { rows, columns, bitsStored: 16, values: values.map((value) => value & 0xffff) },
        { lossy: true, allowedLossyError: 1 },
      )
    const header = { rows, columns, signed: true, transferSyntax: syntax('81') }
    const extended = await filmOf(dicomPhantom({ ...header, encapsulatedFrames: [[await encode(signedBeyond)]] }))
    const apart = Array.from(extended.values, (value, pixel) =>
      Math.abs(value - Math.min(2047, Math.max(-2048, signedBeyond[pixel]!))),
    )
    expect(Math.max(...apart)).toBeLessThanOrEqual(1)
    // Zeros above the stored bits instead of the sign.
    const masked = beyond.map((value) => (value - 2100) & 0xfff)
    const zeros = await filmOf(dicomPhantom({ ...header, encapsulatedFrames: [[await encode(masked)]] }))
    expect([zeros.minimum < -1900, zeros.maximum > 1900, zeros.maximum <= 2047]).toEqual([true, true, true])
  })

  it('believes the stream where it goes far beyond: that is no overshoot', async () => {
    const far = beyond.map((value) => value * 4)
    const { values, warnings } = await film('91', 'encodeJpeg2000', 16, far)
    expect(Array.from(values)).toEqual(far)
    expect(warnings).toContain('bits-disagree')
  })

  it.each<[string, string, Encoder]>([
    ['JPEG Lossless', '70', 'encodeJpeg'],
    ['JPEG-LS', '80', 'encodeJpegLs'],
    ['JPEG 2000', '90', 'encodeJpeg2000'],
    ['HTJ2K', '201', 'encodeHtJpeg2000'],
    ['JPEG XL', '110', 'encodeJpegXl'],
  ])('drops no value of a lossless stream without a word: %s', async (_, end, encoder) => {
    const { values, warnings } = await film(end, encoder, 16, beyond)
    expect(Array.from(values)).toEqual(beyond.map((value) => value & 0xfff))
    expect(warnings).toContain('bits-disagree')
    const overlay = [{ tag: 0x60000102, vr: 'US', value: 12 }]
    expect((await film(end, encoder, 16, beyond, { elements: overlay })).warnings).not.toContain('bits-disagree')
  })

  it.each<[string, string, Encoder]>([
    ['JPEG 2000', '90', 'encodeJpeg2000'],
    ['HTJ2K', '201', 'encodeHtJpeg2000'],
  ])('drops no value of a signed lossless stream without a word: %s', async (_, end, encoder) => {
    const signedBeyond = beyond.map((value) => value - 2100)
    const of = (header: PhantomOptions) => film(end, encoder, 16, signedBeyond, { signed: true, ...header }, true)
    const wrapped = await of({})
    expect(Array.from(wrapped.values)).toEqual(signedBeyond.map((value) => (value << 20) >> 20))
    expect(wrapped.warnings).toContain('bits-disagree')
    // A high bit at the top of the container takes the lowest bits away.
    expect((await of({ highBit: 15 })).warnings).toContain('bits-disagree')
    expect((await of({ bitsStored: 13 })).warnings).not.toContain('bits-disagree')
  })

  it.each<[string, string, Encoder]>([
    ['JPEG 2000', '90', 'encodeJpeg2000'],
    ['HTJ2K', '201', 'encodeHtJpeg2000'],
  ])('keeps the sign of 8 bits: %s', async (_, end, encoder) => {
    const values = Array.from({ length: rows * columns }, (_, pixel) => (pixel % 256) - 128)
    const shifted = values.map((value) => value + 128)
    const frame = await encodeFrame(encoder, { rows, columns, bitsStored: 8, values: shifted }, { lossy: false })
    // Ssiz: the same stream with a sign is one of values that are half of the range less.
    frame[42] = frame[42]! | 0x80
    const options = { rows, columns, bitsAllocated: 8, signed: true, transferSyntax: syntax(end) } as const
    const read = await filmOf(dicomPhantom({ ...options, encapsulatedFrames: [[frame]] }))
    expect(Array.from(read.values)).toEqual(values)
    expect(read.warnings).not.toContain('bits-disagree')
  })

  it('holds 12-bit JPEG within 10 bits', async () => {
    const frame = flatJpeg12(2, 3, Uint16Array.of(0, 400, 1016, 1024, 1104, 512))
    const { values } = await filmOf(
      dicomPhantom({
        rows,
        columns,
        bitsStored: 10,
        transferSyntax: syntax('51'),
        encapsulatedFrames: [[frame]],
      }),
    )
    const flat = [0, 8, 16, 8 * 24, 8 * 24 + 8, 8 * 24 + 16].map((pixel) => values[pixel])
    expect(flat).toEqual([0, 400, 1016, 1023, 1023, 512])
  })
})

describe('a stream of fewer bits than are stored', () => {
  const values = Array.from(bonePattern(rows, columns, 8))
  it.each<[string, string, Encoder]>([
    ['JPEG-LS', '80', 'encodeJpegLs'],
    ['JPEG 2000', '90', 'encodeJpeg2000'],
    ['HTJ2K', '201', 'encodeHtJpeg2000'],
    ['JPEG XL', '110', 'encodeJpegXl'],
  ])('is taken as it is: %s', async (_, end, encoder) => {
    for (const header of [{ bitsStored: 12 }, { bitsStored: 16 }, { bitsStored: 12, highBit: 15 }]) {
      const read = await film(end, encoder, 8, values, header)
      expect(Array.from(read.values)).toEqual(values)
      expect(read.warnings).toContain('bits-disagree')
    }
    const agreed = await film(end, encoder, 8, values, { bitsStored: 8 })
    expect(Array.from(agreed.values)).toEqual(values)
    expect(agreed.warnings).not.toContain('bits-disagree')
  })
})

describe('a stream of more bits than are allocated', () => {
  const values = Array.from(bonePattern(rows, columns, 12))
  it.each<[string, string, Encoder, number]>([
    ['JPEG Lossless', '70', 'encodeJpeg', 12],
    ['JPEG-LS', '80', 'encodeJpegLs', 12],
    ['JPEG 2000', '90', 'encodeJpeg2000', 16],
    ['HTJ2K', '201', 'encodeHtJpeg2000', 12],
    ['JPEG XL', '110', 'encodeJpegXl', 16],
  ])('is taken as it is: %s', async (_, end, encoder, bits) => {
    const read = await film(end, encoder, bits, values, { bitsAllocated: 8, bitsStored: 8 })
    expect(Array.from(read.values)).toEqual(values)
    expect(read.warnings).toContain('bits-disagree')
  })
})

describe('samples that the codecs cannot hand over', () => {
  it.each([
    ['more bits than 16', 42, 0x17],
    ['subsampled colours', 43, 2],
  ])('are refused: %s', async (_, at, byte) => {
    const frame = await encodeFrame(
      'encodeJpeg2000',
      { rows, columns, bitsStored: 12, values: beyond },
      { lossy: false },
    )
    frame[at] = byte
    const bytes = dicomPhantom({ rows, columns, transferSyntax: syntax('90'), encapsulatedFrames: [[frame]] })
    expect(await problemOf(filmOf(bytes))).toBe('unsupported-format')
  })
})

describe('jpegCondition', () => {
  const encode = () =>
    encodeFrame('encodeJpeg', { rows: 64, columns: 64, bitsStored: 8, values: bonePattern(64, 64, 8) }, { lossy: true })

  it('tells whole pictures from damaged ones', async () => {
    const whole = await encode()
    const cut = Uint8Array.from([...whole.subarray(0, Math.round(whole.length * 0.7)), 0xff, 0xd9])
    expect(await jpegCondition(whole)).toBe('whole')
    expect(await jpegCondition(cut)).toBe('damaged')
    expect(await jpegCondition(whole.subarray(0, -2))).toBe('damaged')
    expect(await jpegCondition(whole.subarray(0, 40))).toBe('damaged')
  })

  it('passes over zeros that fill up the coded data, and over nothing else', async () => {
    const whole = await encode()
    const filled = (filling: number[]) => Uint8Array.from([...whole.subarray(0, -2), ...filling, 0xff, 0xd9])
    expect(await jpegCondition(filled([0, 0, 0, 0, 0, 0]))).toBe('whole')
    expect(await jpegCondition(filled([1, 2, 3, 4, 5, 6]))).toBe('damaged')
  })

  it('is told apart from oddities, which a film is warned of', async () => {
    const whole = await encode()
    const frame = Uint8Array.from([...whole.subarray(0, -2), 0, 0, 0, 0, 0, 0, 0xff, 0xd9])
    const header = { rows: 64, columns: 64, bitsAllocated: 8 as const, transferSyntax: syntax('50') }
    const of = async (stream: Uint8Array) =>
      (await filmOf(dicomPhantom({ ...header, encapsulatedFrames: [[stream]] }))).warnings
    expect(await of(frame)).toContain('decoder-warned')
    expect(await of(whole)).not.toContain('decoder-warned')
  })

  it('does not judge what libjpeg cannot read', async () => {
    const whole = await encode()
    const at = Buffer.from(whole).indexOf(Buffer.of(0xff, 0xc0))
    whole[at + 1] = 0xc9
    expect(await jpegCondition(whole)).toBe('unknown')
  })
})
