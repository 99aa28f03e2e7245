import type { ImagePixel } from '../dicom/imagePixel.ts'
import { checkAgreement, containerBits, damagedStream, lengthWarnings } from './agreement.ts'
import { bitsSeen } from './bitsSeen.ts'
import { decodeWithDcmjs } from './dcmjsCodec.ts'
import { meansDamage, oddities } from './jpegDamage.ts'
import { hasDamagedScans } from './jpegScans/jpegScans.ts'
import { readJpegHeader, startOfImage, type JpegHeader } from './jpegHeader.ts'
import type { FrameSyntax, StreamShape } from './syntax.ts'

/** SOF3, the only process of JPEG that keeps every value. */
const lossless = 0xc3

/** JPEG: baseline (8 bits), extended (8 and 12 bits) and lossless (up to 16 bits, all predictors), PS3.5 8.2.1. */
export const jpeg: FrameSyntax = {
  uids: new Set([
    '1.2.840.10008.1.2.4.50',
    '1.2.840.10008.1.2.4.51',
    '1.2.840.10008.1.2.4.57',
    '1.2.840.10008.1.2.4.70',
  ]),
  starts: [startOfImage],
  shape: (start) => shapeOf(readJpegHeader(start, false)),
  async decode(frame, image) {
    const header = readJpegHeader(frame)
    const stream = shapeOf(header)
    checkAgreement(image, stream)
    const { bytes, remarks } = await decodeWithDcmjs('decodeJpeg', frame, stream)
    if (stream.lossy !== false && hasDamagedScans(frame)) throw damagedStream()
    if (meansDamage(remarks, frame)) throw damagedStream()
    if (stream.lossy === false && !image.signed && exceeds(bytes, stream.precision)) throw damagedStream()
    return {
      bytes,
      bitsAllocated: containerBits(bytes, image, stream),
      planar: false,
      photometric: photometricOf(header, image),
      stream,
      warnings: [...oddities(remarks), ...lengthWarnings(frame, header.behind)],
    }
  },
}

/**
 * Whether samples have more bits than the frame header says. Each is the one before it and a difference, so where one
 * difference is wrong the rest of the film soon leaves its range.
 */
function exceeds(bytes: Uint8Array, precision: number): boolean {
  if (precision === 8 || precision === 16) return false
  return bitsSeen(bytes, precision < 8 ? 8 : 16) >>> precision !== 0
}

function shapeOf({ rows, columns, componentIds, precision, process }: JpegHeader): StreamShape {
  return { rows, columns, components: componentIds.length, precision, signed: undefined, lossy: process !== lossless }
}

/**
 * The colour model that lossy JPEG data are really in: the stream's own markers win over the data set, which writers
 * often leave at RGB. Lossless JPEG knows no colour transform.
 */
function photometricOf(header: JpegHeader, image: ImagePixel): string {
  if (image.samplesPerPixel === 1 || header.process === lossless) return image.photometric
  if (header.adobeTransform !== undefined) return header.adobeTransform === 0 ? 'RGB' : 'YBR_FULL'
  if (header.jfif) return 'YBR_FULL'
  if (String.fromCharCode(...header.componentIds) === 'RGB') return 'RGB'
  return image.photometric === 'RGB' ? 'RGB' : 'YBR_FULL'
}
