import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bonePattern, dicomPhantom, type PhantomOptions } from './dicomPhantom.ts'
import {
  concatBytes,
  encodeItems,
  explicitBigEndian,
  explicitLittleEndian,
  metaInformation,
  type DicomElement,
} from './dicomWriter.ts'
import { encodeFrame, type Encoder } from './jpegFamily.ts'

export const rows = 96
export const columns = 72
const window = { center: 1800, width: 3000 }
const implicitLittle = { explicit: false, littleEndian: true }
const xRay = '1.2.840.10008.5.1.4.1.1.'
const jpegSyntax = '1.2.840.10008.1.2.4.'

/** What a film that is read rightly must come to. */
export type Expected = {
  /** Code of the problem that it ends in; the rest is about films that open. */
  problem?: string
  /** Smallest and largest stored value. */
  stored?: readonly [number, number]
  /** Levels by which `stored` may differ, for lossy compression. */
  within?: number
  /** A film that must look the same. */
  like?: Uint8Array
  /** Row, column and grey (0 to 1) of pixels as they are first shown. */
  shown?: readonly (readonly [number, number, number])[]
  /** What is warned of, beside `lossy` and `window-from-values`. */
  warnings?: readonly string[]
  /** Parts of the header. */
  header?: object
}

export type WrongFilm = { name: string; bytes(): Uint8Array | Promise<Uint8Array> } & Expected

const hand12 = bonePattern(rows, columns, 12)
const hand8 = bonePattern(rows, columns, 8)

export const film = (options: PhantomOptions = {}): Uint8Array => dicomPhantom({ rows, columns, window, ...options })
const plain = film()
const unwindowed = film({ window: undefined })

/** A stream of `bits` bits under a header that says something else. */
async function coded(
  syntax: string,
  encoder: Encoder,
  bits: 8 | 12 | 16,
  parameters: Record<string, unknown>,
  header: PhantomOptions,
): Promise<Uint8Array> {
  const values = bits === 8 ? hand8 : hand12
  const frame = await encodeFrame(encoder, { rows, columns, bitsStored: bits, values }, parameters)
  return film({ window: undefined, transferSyntax: jpegSyntax + syntax, encapsulatedFrames: [[frame]], ...header })
}

const fixture = (name: string): Uint8Array =>
  readFileSync(join(import.meta.dirname, '../fixtures/decode', `${name}.dcm`))

type TableOptions = { first?: number; bits?: number; entries: readonly number[]; vr?: 'US' | 'SS' }

/** A modality (0028,3000) or VOI LUT sequence (0028,3010) with one table. */
export function tableItem({ first = 0, bits = 12, entries, vr = 'US' }: TableOptions, count = 4096): DicomElement[] {
  return [
    { tag: 0x00283002, vr, value: [count, first & 0xffff, bits] },
    { tag: 0x00283006, vr: 'OW', value: new Uint8Array(Uint16Array.from(entries).buffer) },
  ]
}
const sequence = (tag: number, item: readonly DicomElement[]): DicomElement => ({ tag, vr: 'SQ', value: [[...item]] })
const voi = (item: readonly DicomElement[]): Uint8Array =>
  film({ window: undefined, elements: [sequence(0x00283010, item)] })
const modality = (item: readonly DicomElement[], options: PhantomOptions = {}): Uint8Array =>
  film({ ...options, elements: [sequence(0x00283000, item), ...(options.elements ?? [])] })

/** A gamma curve of 4,096 entries, so that a table that is passed over shows. */
const curve = Array.from({ length: 4096 }, (_, input) => Math.round(4095 * (input / 4095) ** 1.5))
const shownByCurve = voi(tableItem({ entries: curve }))

const asUn = (tag: number, item: readonly DicomElement[], undefinedLength = false): DicomElement => ({
  tag,
  vr: 'UN',
  value: encodeItems([item], implicitLittle, undefinedLength),
  undefinedLength,
})
const windowItem: DicomElement[] = [
  { tag: 0x00281050, vr: 'DS', value: '1800' },
  { tag: 0x00281051, vr: 'DS', value: '3000' },
]
const sopClass = (end: string): DicomElement => ({ tag: 0x00080016, vr: 'UI', value: xRay + end })

const shutter = (...elements: [tag: number, value: string | number][]): Uint8Array =>
  film({
    elements: elements.map(([tag, value]) => ({
      tag,
      vr: typeof value === 'number' ? 'US' : tag === 0x00181600 ? 'CS' : 'IS',
      value,
    })),
  })
const rectangle: [number, string][] = [
  [0x00181602, '12'],
  [0x00181604, '61'],
  [0x00181606, '8'],
  [0x00181608, '89'],
]

const withMeta = (bytes: Uint8Array, meta: Uint8Array): Uint8Array => {
  const old = metaInformation(explicitLittleEndian, xRay + '1').length
  return concatBytes([bytes.subarray(0, 132), meta, bytes.subarray(132 + old)])
}

/** Others in place of `count` bytes in the middle of the last fragment. */
function spoiled(bytes: Uint8Array, count: number, share: number): Uint8Array {
  const changed = bytes.slice()
  const start = Buffer.from(changed).lastIndexOf(Buffer.of(0xff, 0xda))
  const at = Math.round(start + (changed.length - start) * share)
  for (let index = 0; index < count; index++) changed[at + index] = (changed[at + index]! ^ 0x5a) & 0x7f
  return changed
}

/** A JPEG film whose coded data end at a share of them, closed by an end mark. */
async function cutShort(share: number, encoder: Encoder, syntax: string, bits: 8 | 12): Promise<Uint8Array> {
  const values = bits === 8 ? hand8 : hand12
  const frame = await encodeFrame(
    encoder,
    { rows, columns, bitsStored: bits, values },
    encoder === 'encodeJpeg' && bits === 8 ? { lossy: true, quality: 90 } : { lossy: false },
  )
  const cut = concatBytes([frame.subarray(0, Math.round(frame.length * share)), Uint8Array.of(0xff, 0xd9)])
  return film({
    transferSyntax: jpegSyntax + syntax,
    bitsAllocated: bits === 8 ? 8 : 16,
    bitsStored: bits,
    encapsulatedFrames: [[cut]],
  })
}

/** A film one byte of whose coded data is another. */
async function withOtherByte(encoder: Encoder, syntax: string, share: number): Promise<Uint8Array> {
  const frame = await encodeFrame(encoder, { rows, columns, bitsStored: 12, values: hand12 }, { lossy: false })
  const changed = frame.slice()
  const at = Math.round(frame.length * share)
  changed[at] = changed[at]! ^ 0x55
  return film({ transferSyntax: jpegSyntax + syntax, encapsulatedFrames: [[changed]] })
}

const [low, high] = [Math.min(...hand12), Math.max(...hand12)]
const [low8, high8] = [Math.min(...hand8), Math.max(...hand8)]

/** Films that contradict themselves or the standard, or that other programs read wrongly, and what is right. */
export const wrongFilms: readonly WrongFilm[] = [
  // the stream's own depth
  { name: 'JPEG 2000 of 16 bits that overshoots 12', bytes: () => fixture('overshoot-jpeg2000'), shown: [[1, 66, 1]] },
  {
    name: 'JPEG Extended of 12 bits that overshoots 10',
    bytes: () => fixture('overshoot-jpeg-extended-10bit'),
    stored: [0, 1023],
    shown: [[18, 24, 1]],
  },
  { name: 'HTJ2K of 16 bits that overshoots 12', bytes: () => fixture('overshoot-htj2k'), shown: [[0, 70, 1]] },
  {
    name: 'JPEG Lossless of 8 bits in containers of 16',
    bytes: () => coded('70', 'encodeJpeg', 8, { lossy: false }, { bitsStored: 8 }),
    stored: [low8, high8],
    like: film({ window: undefined, bitsStored: 8, values: hand8 }),
  },
  {
    name: 'JPEG of 8 bits under 12 in 16',
    bytes: () => coded('50', 'encodeJpeg', 8, { lossy: true, quality: 95 }, {}),
    stored: [low8, high8],
    within: 4,
    warnings: ['bits-disagree'],
  },
  {
    name: 'JPEG of 8 bits under 16 in 16',
    bytes: () => coded('50', 'encodeJpeg', 8, { lossy: true, quality: 95 }, { bitsStored: 16 }),
    stored: [low8, high8],
    within: 4,
    warnings: ['bits-disagree'],
  },
  {
    name: 'JPEG 2000 of 16 bits under 8 in 8',
    bytes: () => coded('90', 'encodeJpeg2000', 16, { lossy: false }, { bitsAllocated: 8, bitsStored: 8 }),
    stored: [low, high],
    like: unwindowed,
    warnings: ['bits-disagree'],
  },
  { name: 'JPEG XL of 12 bits', bytes: () => fixture('jpeg-xl-12-bits'), stored: [299, 2905] },

  // tables
  {
    name: 'a VOI LUT one entry short',
    bytes: () => voi(tableItem({ entries: curve.slice(0, -1) })),
    like: shownByCurve,
    warnings: ['table-disagrees'],
  },
  {
    name: 'a modality LUT one entry short',
    bytes: () => modality(tableItem({ entries: curve.slice(0, -1) })),
    like: modality(tableItem({ entries: curve })),
    warnings: ['table-disagrees'],
  },
  {
    name: 'a VOI LUT of 12 bits that claims 16',
    bytes: () => voi(tableItem({ entries: curve, bits: 16 })),
    like: shownByCurve,
    warnings: ['table-disagrees'],
  },
  {
    name: 'a VOI LUT of 12 bits that claims 8',
    bytes: () => voi(tableItem({ entries: curve, bits: 8 })),
    like: shownByCurve,
    warnings: ['table-disagrees'],
  },
  {
    name: 'a modality LUT of XA',
    bytes: () => modality(tableItem({ entries: [...curve].reverse() }), { elements: [sopClass('12.1')] }),
    like: plain,
  },
  {
    name: 'a rescale of RF that would invert',
    bytes: () => film({ rescale: { slope: -1, intercept: 4095 }, elements: [sopClass('12.2')] }),
    like: plain,
  },
  {
    // "Not used for the standard display pipeline", PS3.17 FFF.2.3.1.3.4.
    name: 'a Pixel Intensity Relationship LUT of enhanced XA',
    bytes: () =>
      film({
        elements: [
          sopClass('12.1.1'),
          sequence(0x52009229, [
            sequence(0x00289422, [
              ...tableItem({ entries: [...curve].reverse() }),
              { tag: 0x00289474, vr: 'CS', value: 'TO_LINEAR' },
            ]),
          ]),
        ],
      }),
    like: plain,
  },
  {
    name: 'a VOI LUT whose first input is negative under slope -1',
    bytes: () =>
      film({
        window: undefined,
        rescale: { slope: -1, intercept: 0 },
        elements: [sequence(0x00283010, tableItem({ entries: [...curve].reverse(), first: -4095, vr: 'SS' }))],
      }),
    like: shownByCurve,
  },

  // sequences of unknown VR, and meta information
  {
    name: 'a VOI LUT as UN with a length',
    bytes: () => film({ window: undefined, elements: [asUn(0x00283010, tableItem({ entries: curve }))] }),
    like: shownByCurve,
  },
  {
    name: 'functional groups as UN with a length',
    bytes: () => film({ window: undefined, elements: [asUn(0x52009229, [sequence(0x00289132, windowItem)])] }),
    like: plain,
  },
  {
    name: 'UN of undefined length in big endian',
    bytes: () =>
      film({
        transferSyntax: explicitBigEndian,
        elements: [asUn(0x00400275, [{ tag: 0x00400007, vr: 'LO', value: 'HAND' }], true)],
      }),
    like: plain,
  },
  {
    name: 'UN within a sequence in big endian',
    bytes: () =>
      film({
        window: undefined,
        transferSyntax: explicitBigEndian,
        elements: [sequence(0x52009229, [asUn(0x00289132, windowItem, true)])],
      }),
    like: plain,
  },
  {
    name: 'meta information in implicit VR',
    bytes: () => withMeta(plain, metaInformation(explicitLittleEndian, xRay + '1', false)),
    like: plain,
  },
  {
    name: 'meta information twice',
    bytes: async () => {
      const syntax = `${jpegSyntax}70`
      const first = metaInformation(syntax, xRay + '1')
      const bytes = await coded('70', 'encodeJpeg', 12, { lossy: false }, {})
      const second = metaInformation(explicitLittleEndian, xRay + '1')
      return concatBytes([bytes.subarray(0, 132), first, second, bytes.subarray(132 + first.length)])
    },
    like: unwindowed,
  },

  // shutters
  {
    name: 'a rectangular shutter',
    bytes: () => shutter([0x00181600, 'RECTANGULAR'], ...rectangle, [0x00181622, 0]),
    shown: [
      [2, 36, 0],
      [2, 2, 0],
    ],
    warnings: ['shuttered'],
  },
  {
    name: 'a circular shutter',
    bytes: () => shutter([0x00181600, 'CIRCULAR'], [0x00181610, '49\\37'], [0x00181612, '34'], [0x00181622, 0]),
    shown: [
      [2, 36, 0],
      [95, 36, 0],
    ],
    warnings: ['shuttered'],
  },
  {
    name: 'a shutter of two shapes in grey',
    bytes: () =>
      shutter(
        [0x00181600, 'RECTANGULAR\\CIRCULAR'],
        ...rectangle,
        [0x00181610, '49\\37'],
        [0x00181612, '40'],
        [0x00181622, 0x4000],
      ),
    shown: [
      [2, 2, 0.25],
      [3, 36, 0.25],
      [91, 36, 0.25],
    ],
    warnings: ['shuttered'],
  },

  // geometry
  {
    name: 'pixels that are twice as high as wide',
    bytes: () => film({ elements: [{ tag: 0x00280034, vr: 'IS', value: '2\\1' }] }),
    like: plain,
    header: { spacing: { calibration: 'none', pixelAspect: 2 } },
  },
  {
    name: 'the detector spacing of enhanced XA',
    bytes: () =>
      film({
        elements: [sequence(0x52009229, [sequence(0x00289443, [{ tag: 0x00181164, vr: 'DS', value: '0.2\\0.2' }])])],
      }),
    header: { spacing: { calibration: 'at-detector', rowMm: 0.2, columnMm: 0.2 } },
  },

  // texts
  {
    name: 'the character set ISO IR 192',
    bytes: () => film({ patientName: 'Müller^Jörg', elements: [{ tag: 0x00080005, vr: 'CS', value: 'ISO IR 192' }] }),
    header: { patientName: 'Müller, Jörg' },
    warnings: ['character-set'],
  },
  {
    name: 'the character set UTF-8',
    bytes: () => film({ patientName: 'Wałęsa^Zoë', elements: [{ tag: 0x00080005, vr: 'CS', value: 'UTF-8' }] }),
    header: { patientName: 'Wałęsa, Zoë' },
    warnings: ['character-set'],
  },
  {
    name: '= in a Korean LO',
    bytes: () =>
      film({
        elements: [
          { tag: 0x00080005, vr: 'CS', value: '\\ISO 2022 IR 149' },
          {
            tag: 0x00081030,
            vr: 'LO',
            value: Uint8Array.from('\x1b$)C\xbf\xde\xbc\xd5=\xbf\xc0\xb8\xa5\xbc\xd5', (letter) =>
              letter.charCodeAt(0),
            ),
          },
        ],
      }),
    header: { studyDescription: '왼손=오른손' },
  },

  // damage
  { name: 'JPEG Lossless with other bytes', bytes: () => fixture('damaged-jpeg-lossless'), problem: 'malformed' },
  {
    name: 'JPEG cut and closed again',
    bytes: () => cutShort(0.66, 'encodeJpeg', '50', 8),
    problem: 'malformed',
  },
  {
    name: 'JPEG with other bytes',
    bytes: async () =>
      spoiled(
        await coded('50', 'encodeJpeg', 8, { lossy: true, quality: 95 }, { bitsAllocated: 8, bitsStored: 8 }),
        2,
        0.4,
      ),
    problem: 'malformed',
  },
  {
    name: 'JPEG Lossless cut and closed again',
    bytes: () => cutShort(0.5, 'encodeJpeg', '70', 12),
    problem: 'malformed',
  },
  {
    name: 'JPEG-LS cut and closed again',
    bytes: () => cutShort(0.66, 'encodeJpegLs', '80', 12),
    problem: 'malformed',
  },
  {
    name: 'JPEG 2000 cut and closed again',
    bytes: () => cutShort(0.66, 'encodeJpeg2000', '90', 12),
    problem: 'truncated',
  },
  {
    name: 'HTJ2K cut and closed again',
    bytes: () => cutShort(0.66, 'encodeHtJpeg2000', '201', 12),
    problem: 'truncated',
  },
  {
    name: 'JPEG XL cut',
    bytes: () => cutShort(0.66, 'encodeJpegXl', '110', 12),
    problem: 'malformed',
  },

  {
    name: 'JPEG 2000 with one other byte',
    bytes: () => withOtherByte('encodeJpeg2000', '90', 0.4),
    problem: 'malformed',
  },

  // functional groups, and what is no film
  {
    name: 'window and rescale of a frame of its own',
    bytes: () =>
      film({
        window: undefined,
        values: hand12.map((value) => value >> 1),
        elements: [
          {
            tag: 0x52009230,
            vr: 'SQ',
            value: [
              [
                sequence(0x00289132, windowItem),
                sequence(0x00289145, [
                  { tag: 0x00281052, vr: 'DS', value: '0' },
                  { tag: 0x00281053, vr: 'DS', value: '2' },
                ]),
              ],
            ],
          },
        ],
      }),
    like: film({ values: hand12.map((value) => value & ~1) }),
  },
  {
    name: 'a VOI LUT in the shared groups',
    bytes: () =>
      film({
        window: undefined,
        elements: [sequence(0x52009229, [sequence(0x00289132, [sequence(0x00283010, tableItem({ entries: curve }))])])],
      }),
    like: shownByCurve,
  },
  {
    name: 'a presentation state',
    bytes: () => {
      const meta = metaInformation(explicitLittleEndian, xRay + '11.1')
      const whole = film({ elements: [{ tag: 0x00080016, vr: 'UI', value: xRay + '11.1' }] })
      // Up to the Image Pixel module, which no presentation state has.
      const end = Buffer.from(whole).indexOf(Buffer.of(0x28, 0, 2, 0))
      return withMeta(whole.subarray(0, end), meta)
    },
    problem: 'no-pixel-data',
  },

  // what is left
  {
    name: 'encapsulated uncompressed',
    bytes: () =>
      film({
        transferSyntax: '1.2.840.10008.1.2.1.98',
        encapsulatedFrames: [[new Uint8Array(Uint16Array.from(hand12).buffer)]],
      }),
    stored: [low, high],
    like: plain,
  },
  {
    name: 'MONOCHROME1 with IDENTITY',
    bytes: () => film({ photometric: 'MONOCHROME1', presentationLutShape: 'IDENTITY' }),
    like: plain,
    warnings: ['presentation-disagrees'],
  },
  {
    name: 'MONOCHROME2 with INVERSE',
    bytes: () => film({ presentationLutShape: 'INVERSE' }),
    like: film({ photometric: 'MONOCHROME1' }),
    warnings: ['presentation-disagrees'],
  },
  {
    name: 'a baseline stream under a lossless syntax',
    bytes: () => coded('57', 'encodeJpeg', 8, { lossy: true, quality: 95 }, { bitsAllocated: 8, bitsStored: 8 }),
    header: { lossy: true },
  },
  {
    name: 'bits beside the stored ones that no overlay explains',
    bytes: () => film({ values: hand12.map((value) => value + 0x4000) }),
    like: plain,
    warnings: ['bits-disagree'],
  },
  {
    name: 'more pixel data than the header says',
    bytes: () => film({ values: [...hand12, ...hand12] }),
    like: plain,
    warnings: ['length-disagrees'],
  },
  {
    name: 'two code streams for one frame',
    bytes: async () => {
      const frame = await encodeFrame(
        'encodeJpegLs',
        { rows, columns, bitsStored: 12, values: hand12 },
        { lossy: false },
      )
      return film({ transferSyntax: `${jpegSyntax}80`, encapsulatedFrames: [[frame, frame]] })
    },
    like: plain,
    warnings: ['length-disagrees'],
  },
  {
    name: 'the laterality of an enhanced frame',
    bytes: () =>
      film({
        elements: [sequence(0x52009229, [sequence(0x00209071, [{ tag: 0x00209072, vr: 'CS', value: 'L' }])])],
      }),
    header: { laterality: 'L' },
  },
]
