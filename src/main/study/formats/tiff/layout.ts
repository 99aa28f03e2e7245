import { checkFrameBytes, checkFrameSize } from '../../file/limits.ts'
import { damagedPicture, unsupportedPicture } from '../picture/pictureProblem.ts'
import { compressionNames, isFax, isJpeg, otherCompressions, predictable } from './compressionNames.ts'
import type { TiffDirectory } from './directory.ts'

export type SampleKind = 'unsigned' | 'signed' | 'float'
export type TiffColour = 'grey' | 'white-is-zero' | 'palette' | 'rgb' | 'cmyk' | 'ycbcr'

/** How one page of a TIFF stores its samples, every claim checked: only what is right when it is decoded gets here. */
export type TiffLayout = {
  rows: number
  columns: number
  colour: TiffColour
  /** Samples of a pixel as they are stored, with the one beyond the colours. */
  samplesPerPixel: number
  /** What the sample beyond the colours is; undefined where there is none. */
  extra: 'unspecified' | 'associated-alpha' | 'alpha' | undefined
  kind: SampleKind
  bits: number
  compression: number
  predictor: 1 | 2 | 3
  /** True when each sample has strips or tiles of its own. */
  planar: boolean
  /** Bits of a byte run from the lowest on. */
  reversedBits: boolean
  /** Pixels that share one pair of chroma samples, across and down. */
  subsampling: readonly [number, number]
  /** EXIF orientation, 1 to 8. */
  orientation: number
  /** Of one strip or tile, in pixels; the last strip of a film may have fewer rows. */
  blockRows: number
  blockColumns: number
}

export const tag = {
  newSubfileType: 254,
  subfileType: 255,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planarConfiguration: 284,
  predictor: 317,
  colourMap: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  inkSet: 332,
  extraSamples: 338,
  sampleFormat: 339,
  jpegTables: 347,
  jpegStream: 513,
  jpegStreamLength: 514,
  subsampling: 530,
} as const

/** PhotometricInterpretation, TIFF 6.0; how many samples each colour model has. */
const colours: Record<number, { colour: TiffColour; samples: number }> = {
  0: { colour: 'white-is-zero', samples: 1 },
  1: { colour: 'grey', samples: 1 },
  2: { colour: 'rgb', samples: 3 },
  3: { colour: 'palette', samples: 1 },
  5: { colour: 'cmyk', samples: 4 },
  6: { colour: 'ycbcr', samples: 3 },
}
const otherColours: Record<number, string> = {
  4: 'a transparency mask',
  8: 'CIE L*a*b* colours',
  9: 'ICC L*a*b* colours',
  10: 'ITU L*a*b* colours',
  32803: 'a colour filter array',
  32844: 'LogL greys',
  32845: 'LogLuv colours',
  34892: 'linear camera samples',
}

/** Throws `unsupported-format` with what was found, `too-large`, or `malformed` where claims contradict each other. */
export function layoutOf(directory: TiffDirectory): TiffLayout {
  const number = (which: number, otherwise: number): number => directory.number(which) ?? otherwise
  const rows = number(tag.height, 0)
  const columns = number(tag.width, 0)
  checkFrameSize(rows, columns)
  const compression = number(tag.compression, 1)
  if (compressionNames[compression] === undefined)
    throw unsupported(`compression ${otherCompressions[compression] ?? compression}`)
  const { colour, samplesPerPixel, extra } = colourOf(directory)
  const { kind, bits } = samplesOf(directory, samplesPerPixel, colour)
  checkFrameBytes(rows * columns * samplesPerPixel * Math.ceil(bits / 8))
  const layout: TiffLayout = {
    rows,
    columns,
    colour,
    samplesPerPixel,
    extra,
    kind,
    bits,
    compression,
    predictor: predictorOf(directory, compression, kind, bits),
    planar: samplesPerPixel > 1 && number(tag.planarConfiguration, 1) === 2,
    reversedBits: number(tag.fillOrder, 1) === 2,
    subsampling: subsamplingOf(directory, colour, compression),
    orientation: orientationOf(directory),
    ...blockSize(directory, rows, columns),
  }
  checkTogether(layout)
  return layout
}

function unsupported(found: string) {
  return unsupportedPicture('TIFF', found)
}

function colourOf(directory: TiffDirectory): Pick<TiffLayout, 'colour' | 'samplesPerPixel' | 'extra'> {
  const samplesPerPixel = directory.number(tag.samplesPerPixel) ?? 1
  const photometric = directory.number(tag.photometric)
  // Fax files of old writers leave it out; for other samples the standard asks for it.
  const known = colours[photometric ?? (isFax(directory.number(tag.compression) ?? 1) ? 0 : -1)]
  if (known === undefined) throw unsupported(otherColours[photometric ?? -1] ?? `colour model ${photometric}`)
  const beyond = samplesPerPixel - known.samples
  if (beyond < 0) throw damagedPicture()
  if (beyond > 1) throw unsupported(`${samplesPerPixel} samples a pixel`)
  if (known.colour === 'cmyk' && (directory.number(tag.inkSet) ?? 1) !== 1) throw unsupported('inks that are not CMYK')
  return { colour: known.colour, samplesPerPixel, extra: beyond === 0 ? undefined : extraOf(directory) }
}

function extraOf(directory: TiffDirectory): TiffLayout['extra'] {
  const what = directory.number(tag.extraSamples) ?? 0
  if (what > 2) throw unsupported(`extra sample of kind ${what}`)
  return (['unspecified', 'associated-alpha', 'alpha'] as const)[what]
}

function samplesOf(directory: TiffDirectory, samples: number, colour: TiffColour): Pick<TiffLayout, 'kind' | 'bits'> {
  const bits = same(directory.numbers(tag.bitsPerSample, samples) ?? [1])
  const format = same(directory.numbers(tag.sampleFormat, samples) ?? [1])
  if (bits === undefined || format === undefined) throw unsupported('samples of different kinds in one pixel')
  // 4: "a reader would typically treat such samples as unsigned", TIFF 6.0 section 19.
  const kind = ({ 1: 'unsigned', 2: 'signed', 3: 'float', 4: 'unsigned' } as const)[format]
  const allowed = kind && kindBits[kind](bits)
  if (!allowed) throw unsupported(`${bits} bits a sample${formatNames[format] ?? `, sample format ${format}`}`)
  const narrow = colour === 'cmyk' || colour === 'ycbcr'
  if (narrow && (kind !== 'unsigned' || (bits !== 8 && bits !== 16))) throw unsupported(`${colour} of ${bits} bits`)
  if (colour === 'palette' && (kind !== 'unsigned' || bits > 16)) throw unsupported(`a palette of ${bits} bits`)
  return { kind, bits }
}

const kindBits: Record<SampleKind, (bits: number) => boolean> = {
  unsigned: (bits) => (bits >= 1 && bits <= 16) || bits === 32,
  signed: (bits) => (bits >= 2 && bits <= 16) || bits === 32,
  float: (bits) => bits === 16 || bits === 32 || bits === 64,
}
const formatNames: Record<number, string> = {
  1: '',
  2: ', signed',
  3: ', floating point',
  4: '',
  5: ', complex whole numbers',
  6: ', complex',
}

/** One value for all samples; a writer may give it once. */
function same(values: readonly number[]): number | undefined {
  const first = values[0]
  return values.every((value) => value === first) ? first : undefined
}

function predictorOf(directory: TiffDirectory, compression: number, kind: SampleKind, bits: number): 1 | 2 | 3 {
  // libtiff passes over the field too where the compression knows no predictor.
  const predictor = predictable.has(compression) ? (directory.number(tag.predictor) ?? 1) : 1
  if (predictor === 1) return 1
  if (predictor === 2 && [8, 16, 32, 64].includes(bits)) return 2
  if (predictor === 3 && kind === 'float') return 3
  throw unsupported(`predictor ${predictor} with ${bits} bits a sample`)
}

function subsamplingOf(directory: TiffDirectory, colour: TiffColour, compression: number): readonly [number, number] {
  // A JPEG stream has factors of its own, and its decoder gives every pixel its chroma.
  if (colour !== 'ycbcr' || isJpeg(compression)) return [1, 1]
  const [across = 2, down = 2] = directory.numbers(tag.subsampling, 2) ?? []
  if (![1, 2, 4].includes(across) || ![1, 2, 4].includes(down)) throw damagedPicture()
  return [across, down]
}

/** EXIF orientation, 1 to 8; 1 where the directory says none. */
export function orientationOf(directory: TiffDirectory): number {
  const orientation = directory.number(tag.orientation) ?? 1
  return orientation >= 1 && orientation <= 8 ? orientation : 1
}

function blockSize(directory: TiffDirectory, rows: number, columns: number) {
  const tileColumns = directory.number(tag.tileWidth)
  const tileRows = directory.number(tag.tileHeight)
  if (tileColumns === undefined && tileRows === undefined) {
    const blockRows = Math.min(rows, directory.number(tag.rowsPerStrip) ?? rows)
    if (blockRows < 1) throw damagedPicture()
    return { blockRows, blockColumns: columns }
  }
  if (!tileColumns || !tileRows) throw damagedPicture()
  checkFrameSize(tileRows, tileColumns)
  return { blockRows: tileRows, blockColumns: tileColumns }
}

/** Claims that are right one by one and cannot be decoded together. */
function checkTogether(layout: TiffLayout): void {
  const { colour, kind, bits, compression, planar, subsampling, predictor, extra } = layout
  const subsampled = subsampling[0] * subsampling[1] > 1
  if (subsampled && (planar || predictor !== 1 || bits !== 8 || extra !== undefined))
    throw unsupported('subsampled chroma in planes, of other than 8 bits, or with a predictor')
  if (extra === 'alpha' && kind === 'signed') throw unsupported('signed samples with transparency')
  if (isFax(compression) && (bits !== 1 || layout.samplesPerPixel !== 1 || colour === 'palette'))
    throw unsupported(`${compressionNames[compression]} with ${bits} bits a sample`)
  if (isJpeg(compression) && (kind !== 'unsigned' || bits > 16 || colour === 'palette'))
    throw unsupported('JPEG of samples that no JPEG has')
}
