import { join } from 'node:path'
import { writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { NetworkShape } from '#shared/model.ts'
import { leastSize, networkInput } from '#main/network/networkInput.ts'
import { fileInputs } from '#main/reading/filmInput.ts'
import { halvingsFor } from '#main/study/grey/halvedFilm.ts'
import { withStudy } from '#main/study/openStudy.ts'
import { thumbnail, thumbnailOf } from '#main/study/thumbnail.ts'
import { bonePattern, dicomPhantom, type PhantomOptions } from '../../../support/dicomPhantom.ts'
import type { DicomElement } from '../../../support/dicomWriter.ts'
import { newFolder } from '../../../support/folder.ts'
import { encodeFrame, type Encoder } from '../../../support/jpegFamily.ts'

type Shape = Pick<NetworkShape, 'inputSize' | 'fit'>
type Made = PhantomOptions & {
  encoder?: Encoder
  parameters?: Record<string, unknown>
  /** Bits of a sample of the code stream, where they are not those that are stored. */
  precision?: number
}

const jpeg2000 = '1.2.840.10008.1.2.4.90'
const rows = 403
const columns = 318
/** A bone of 12 bits on a ramp, with the grain of a detector. */
const values = bonePattern(rows, columns, 12).map((value, i) => Math.min(4095, value + ((i * 7919) % 13)))

/** All that 12 bits can be, so that what is seen does not hang on the window. */
const window = { center: 2047.5, width: 4095, function: 'LINEAR_EXACT' }
const noWindow = { window: [] }

async function filmFile({
  encoder = 'encodeJpeg2000',
  parameters = { lossy: false },
  precision,
  ...options
}: Made = {}) {
  const frame = { rows, columns, bitsStored: 12, values, window, ...options }
  const stream = await encodeFrame(encoder, { ...frame, bitsStored: precision ?? frame.bitsStored }, parameters)
  const path = join(await newFolder(), 'film.dcm')
  const bytes = dicomPhantom({ transferSyntax: jpeg2000, ...frame, encapsulatedFrames: [[stream]] })
  await writeFile(path, bytes)
  return path
}

/** The film's input from the resolution that it needs, and from all of it. */
async function inputs(path: string, shape: Shape) {
  return withStudy(path, async (study) => {
    const { film, ...halved } = await study.filmOfLeast(0, leastSize(shape))
    const whole = await study.film(0)
    return { halved, film, whole, fast: networkInput(film, shape, halved), slow: networkInput(whole, shape) }
  })
}

function apart(a: Float32Array, b: Float32Array): { typical: number; most: number } {
  const differences = a.map((value, i) => Math.abs(value - b[i]!))
  const squares = differences.reduce((sum, value) => sum + value * value, 0)
  return { typical: Math.sqrt(squares / a.length), most: Math.max(...differences) }
}

/** VOI LUT Sequence (0028,3010): so many entries of 12 bits, one for each value from 0 on. */
const voiLut = (count: number): DicomElement => ({
  tag: 0x00283010,
  vr: 'SQ',
  value: [
    [
      { tag: 0x00283002, vr: 'US', value: [count, 0, 12] },
      { tag: 0x00283006, vr: 'OW', value: Array.from({ length: count }, (_, entry) => entry) },
    ],
  ],
})

describe('a film of JPEG 2000 for the network', () => {
  const lossy = { transferSyntax: '1.2.840.10008.1.2.4.91', parameters: { lossy: true, rate: 5 } }
  const syntaxes: (Made & { name: string; typical: number; most?: number })[] = [
    { name: 'lossless', typical: 0.002 },
    { name: 'lossy', ...lossy, typical: 0.002 },
    {
      name: 'HTJ2K',
      transferSyntax: '1.2.840.10008.1.2.4.201',
      encoder: 'encodeHtJpeg2000',
      // The encoder writes whole containers.
      bitsStored: 16,
      values: values.map((value) => value << 4),
      window: { ...window, center: 32_767.5, width: 65_535 },
      typical: 0.002,
    },
    {
      name: 'signed',
      signed: true,
      values: values.map((value) => (value - 2048) & 0xffff),
      window: { ...window, center: -0.5 },
      typical: 0.002,
    },
    { name: 'with a narrow window', window: { center: 1500, width: 2000 }, typical: 0.004, most: 0.12 },
    { name: 'with a VOI LUT', ...noWindow, elements: [voiLut(4096)], typical: 0.002 },
    { name: 'MONOCHROME1', photometric: 'MONOCHROME1', typical: 0.002 },
    { name: 'of which lossy whole containers are coded', ...lossy, precision: 16, typical: 0.002 },
  ]
  it.each(syntaxes)(
    '$name: is decoded at a quarter of its size and looks the same',
    async ({ typical, most = 0.05, ...made }) => {
      const path = await filmFile(made)
      for (const shape of [
        { inputSize: 48, fit: 'pad' },
        { inputSize: 40, fit: 'squash' },
      ] as const) {
        const { halved, film, whole, fast, slow } = await inputs(path, shape)
        expect(halved).toEqual({ halvings: 2, whole: { rows, columns } })
        expect([film.rows, film.columns]).toEqual([101, 80])
        expect(film.warnings).toEqual(whole.warnings)
        expect(fast.region).toEqual(slow.region)
        expect(fast.film).toEqual({ rows, columns })
        const difference = apart(fast.pixels, slow.pixels)
        expect(difference.typical).toBeLessThan(typical)
        // At the line of two pixels across the bone, sharper than any that a detector takes.
        expect(difference.most).toBeLessThan(most)
      }
    },
  )

  it('does not move: half a pixel to any side would show', async () => {
    const { film, halved, slow } = await inputs(await filmFile(), { inputSize: 48, fit: 'pad' })
    const right = apart(networkInput(film, { inputSize: 48, fit: 'pad' }, halved).pixels, slow.pixels)
    // As if each of its pixels were a square of four by four.
    const moved = networkInput(film, { inputSize: 48, fit: 'pad' })
    expect(apart(moved.pixels, slow.pixels).typical).toBeGreaterThan(4 * right.typical)
  })

  it('keeps all of it where the input needs that, or where a stream has one resolution', async () => {
    const shape = { inputSize: 150, fit: 'pad' } as const
    const { halved, fast, slow } = await inputs(await filmFile(), shape)
    expect(halved.halvings).toBe(0)
    expect(fast).toEqual(slow)
    const lossless = { transferSyntax: '1.2.840.10008.1.2.4.80', encoder: 'encodeJpegLs' } as const
    expect((await inputs(await filmFile(lossless), { inputSize: 32, fit: 'pad' })).halved.halvings).toBe(0)
  })

  /** One pixel that all levels but the finest smooth away. */
  const bright = values.map((value, i) => (i === 200 * columns + 151 ? 4095 : value >> 2))
  /** A line of a pixel within 13 bits and, across the bone, one far beyond them. */
  const beyond = values.map((value, i) => (i % columns === 151 ? 4096 + value : value))
  const far = values.map((value, i) => (i % columns === 151 ? 16_383 : value))
  const careful: (Made & { name: string })[] = [
    { name: 'no window, which its values then choose', ...noWindow, values: bright },
    { name: 'a window of no width', window: { center: 500, width: 0 }, values: bright },
    { name: 'a VOI LUT without data', ...noWindow, elements: [voiLut(0)], values: bright },
    { name: 'lossless values just beyond the stored bits', precision: 16, values: beyond },
    {
      name: 'lossless values just beyond the stored bits, HTJ2K',
      transferSyntax: '1.2.840.10008.1.2.4.201',
      encoder: 'encodeHtJpeg2000',
      precision: 16,
      values: beyond,
    },
    {
      name: 'values beyond the stored bits that a wavelet smooths',
      ...lossy,
      parameters: { lossy: false },
      precision: 16,
      values: far,
    },
    { name: 'lossy values beyond the stored bits', ...lossy, precision: 16, values: far },
    { name: 'padding', padding: { value: 0 } },
    { name: 'bits beside the stored ones', bitsStored: 10, values: values.map((value) => value >> 2), highBit: 11 },
    { name: 'pixels that are not square', pixelSpacingMm: [0.2, 0.1] },
    {
      name: 'a shutter',
      elements: [
        { tag: 0x00181600, vr: 'CS', value: 'RECTANGULAR' },
        { tag: 0x00181602, vr: 'IS', value: '20' },
        { tag: 0x00181604, vr: 'IS', value: '200' },
        { tag: 0x00181606, vr: 'IS', value: '20' },
        { tag: 0x00181608, vr: 'IS', value: '200' },
      ] as never,
    },
  ]
  it.each(careful)('$name: is decoded whole', async (made) => {
    const { halved, film, whole, fast, slow } = await inputs(await filmFile(made), { inputSize: 32, fit: 'pad' })
    expect(halved.halvings).toBe(0)
    expect(film.window).toEqual(whole.window)
    expect(film.warnings).toEqual(whole.warnings)
    expect(fast).toEqual(slow)
  })

  it('has the problem that opening it has, when it is cut', async () => {
    const path = join(await newFolder(), 'cut.dcm')
    const stream = await encodeFrame('encodeJpeg2000', { rows, columns, bitsStored: 12, values }, { lossy: false })
    const cut = stream.subarray(0, Math.floor(stream.length / 2) & ~1)
    const options = { rows, columns, bitsStored: 12, window, transferSyntax: jpeg2000 }
    await writeFile(path, dicomPhantom({ ...options, encapsulatedFrames: [[cut]] }))
    const { frames } = await fileInputs(path, { frame: 0 }, { inputSize: 48, fit: 'pad' })
    const opened = await withStudy(path, (study) => study.film(0)).catch((thrown: unknown) => thrown)
    expect(opened).toMatchObject({ name: 'ProblemError' })
    expect(frames[0]).toMatchObject({ problem: { code: (opened as { code: string }).code } })
  })

  it('has the thumbnail of the whole film', async () => {
    const path = await filmFile()
    const whole = await withStudy(path, (study) => study.film(0))
    const [fast, slow] = await Promise.all(
      [await thumbnail(path), await thumbnailOf(whole)].map((png) => sharp(png).raw().toBuffer()),
    )
    const difference = apart(
      Float32Array.from(fast!, (v) => v / 255),
      Float32Array.from(slow!, (v) => v / 255),
    )
    expect(difference.typical).toBeLessThan(0.02)
  })
})

describe('how often a film may be halved', () => {
  it.each([
    [{ rows: 3000, columns: 2500 }, { side: 'longer', pixels: 640 }, 5, 2],
    [{ rows: 3000, columns: 2500 }, { side: 'shorter', pixels: 640 }, 5, 1],
    [{ rows: 3000, columns: 2500 }, { side: 'longer', pixels: 224 }, 5, 3],
    [{ rows: 3000, columns: 2500 }, { side: 'longer', pixels: 224 }, 1, 1],
    [{ rows: 447, columns: 447 }, { side: 'longer', pixels: 224 }, 5, 1],
    [{ rows: 446, columns: 446 }, { side: 'longer', pixels: 224 }, 5, 0],
    [{ rows: 100, columns: 100 }, { side: 'longer', pixels: 224 }, 5, 0],
  ] as const)('%o, %o', (size, least, most, times) => {
    expect(halvingsFor(size, least, most)).toBe(times)
  })
})
