import { describe, expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'
import { filmOf, problemOf } from '../../../support/decodeBytes.ts'
import { dicomPhantom, type PhantomOptions } from '../../../support/dicomPhantom.ts'
import { encapsulate } from '../../../support/dicomWriter.ts'
import { encodeFrame } from '../../../support/jpegFamily.ts'

const rows = 16
const columns = 16
const jpegLs = '1.2.840.10008.1.2.4.80'
const values = [0, 1, 2].map((frame) =>
  Uint8Array.from({ length: rows * columns }, (_, index) => (index * (frame + 3) + frame * 50) & 0xff),
)
const coded = await Promise.all(
  values.map((frame) => encodeFrame('encodeJpegLs', { rows, columns, bitsStored: 8, values: frame }, { lossy: false })),
)

function phantom(options: PhantomOptions): Uint8Array {
  return dicomPhantom({ rows, columns, frames: 3, bitsAllocated: 8, transferSyntax: jpegLs, ...options })
}

function split(frame: Uint8Array): Uint8Array[] {
  const middle = (frame.length >> 2) * 2
  return [frame.subarray(0, middle), frame.subarray(middle)]
}

describe.each(['basic', 'extended', 'none'] as const)('offset table: %s', (offsetTable) => {
  it.each([
    ['one fragment a frame', coded.map((frame) => [frame])],
    ['two fragments a frame', coded.map(split)],
    ['fragments of uneven number', [[coded[0]!], split(coded[1]!), [coded[2]!]]],
  ])('%s', async (_, encapsulatedFrames) => {
    const bytes = phantom({ encapsulatedFrames, offsetTable })
    for (let frame = 0; frame < 3; frame++)
      expect(Array.from((await filmOf(bytes, frame)).values)).toEqual(Array.from(values[frame]!))
  })
})

describe('bytes that look like the start of a code stream of another kind', () => {
  const frames = [0, 0x0aff, 0xd8ff].map((first) =>
    Uint16Array.from({ length: rows * columns }, (_, index) => (index === 0 ? first : index * 7)),
  )

  const whole = (bytes: Uint8Array) => [bytes]
  it.each([
    ['basic', split],
    ['extended', split],
    ['none', whole],
  ] as const)('are pixels where nothing is coded; offset table: %s', async (offsetTable, parts) => {
    const bytes = phantom({
      bitsAllocated: 16,
      bitsStored: 16,
      transferSyntax: '1.2.840.10008.1.2.1.98',
      encapsulatedFrames: frames.map((frame) => parts(new Uint8Array(frame.buffer))),
      offsetTable,
    })
    for (const [frame, expected] of frames.entries()) {
      const film = await filmOf(bytes, frame)
      expect(Array.from(film.values)).toEqual(Array.from(expected))
      expect(film.warnings).not.toContain('length-disagrees')
    }
  })

  it('are coded data where a fragment goes on with them', async () => {
    const [stream, at, noise] = await streamWith(0xff, 0x0a)
    const parts = [stream.subarray(0, at), stream.subarray(at)]
    const options = { rows: 64, columns: 64, bitsAllocated: 8, transferSyntax: jpegLs, offsetTable: 'none' } as const
    const one = await filmOf(dicomPhantom({ ...options, encapsulatedFrames: [parts] }))
    expect(one.warnings).not.toContain('length-disagrees')
    const two = await filmOf(dicomPhantom({ ...options, frames: 2, encapsulatedFrames: [[stream], parts] }), 1)
    expect(Array.from(two.values)).toEqual(Array.from(noise))
  })
})

/** A JPEG-LS stream with two bytes at an even place, the place, and the pixels. */
async function streamWith(first: number, second: number): Promise<[Uint8Array, number, Uint8Array]> {
  for (let seed = 1; seed < 100; seed++) {
    const random = new Random(seed)
    const noise = Uint8Array.from({ length: 64 * 64 }, () => random.below(256))
    const stream = await encodeFrame(
      'encodeJpegLs',
      { rows: 64, columns: 64, bitsStored: 8, values: noise },
      { lossy: false },
    )
    const at = stream.findIndex((byte, index) => index % 2 === 0 && byte === first && stream[index + 1] === second)
    if (at > 0) return [stream, at, noise]
  }
  throw new Error('No stream has these bytes.')
}

describe('encapsulated pixel data', () => {
  const pixels = (value: Uint8Array) =>
    phantom({ elements: [{ tag: 0x7fe00010, vr: 'OB', value, undefinedLength: true }] })

  it('does without an offset table that lies', async () => {
    const bytes = pixels(encapsulate([0, 13, 999_999], coded))
    expect(Array.from((await filmOf(bytes, 1)).values)).toEqual(Array.from(values[1]!))
  })

  it('joins the fragments of a film with one frame', async () => {
    const bytes = dicomPhantom({
      rows,
      columns,
      bitsAllocated: 8,
      transferSyntax: jpegLs,
      encapsulatedFrames: [split(coded[0]!)],
      offsetTable: 'none',
    })
    expect(Array.from((await filmOf(bytes)).values)).toEqual(Array.from(values[0]!))
  })

  it('shows no frame in the place of another that is missing', async () => {
    const [one, two, three] = coded as [Uint8Array, Uint8Array, Uint8Array]
    const lastMissing = pixels(encapsulate([], [...split(one), two]))
    for (const frame of [0, 1, 2]) expect(await problemOf(filmOf(lastMissing, frame))).toBe('malformed')
    const emptied = pixels(encapsulate([], [one, new Uint8Array(0), three]))
    expect(Array.from((await filmOf(emptied, 0)).values)).toEqual(Array.from(values[0]!))
    expect(await problemOf(filmOf(emptied, 1))).toBe('truncated')
    expect(Array.from((await filmOf(emptied, 2)).values)).toEqual(Array.from(values[2]!))
    expect((await filmOf(emptied, 2)).warnings).toContain('length-disagrees')
  })

  it('is truncated when frames are missing', async () => {
    expect(await problemOf(filmOf(pixels(encapsulate([], coded.slice(0, 2))), 2))).toBe('truncated')
    expect(await problemOf(filmOf(pixels(encapsulate([], [])), 0))).toBe('truncated')
  })

  it('is truncated when a fragment claims more than there is', async () => {
    const whole = pixels(encapsulate([], coded))
    expect(await problemOf(filmOf(whole.subarray(0, whole.length - 40), 0))).toBe('truncated')
  })

  it('is malformed when something else stands between the fragments', async () => {
    const value = encapsulate([], coded)
    value[8] = 0x12
    expect(await problemOf(filmOf(pixels(value), 0))).toBe('malformed')
  })

  it('is malformed in a file that says it is not compressed', async () => {
    const bytes = phantom({ transferSyntax: '1.2.840.10008.1.2.1', encapsulatedFrames: coded.map((frame) => [frame]) })
    expect(await problemOf(filmOf(bytes))).toBe('malformed')
  })
})
