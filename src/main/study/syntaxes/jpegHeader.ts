import { ProblemError } from '#shared/problem.ts'

/**
 * The frame header (SOF) of a JPEG or JPEG-LS code stream, ITU-T T.81 B.2.2 and T.87 C.2.2, and what tells its colour
 * model.
 */
export type JpegHeader = {
  /** Low byte of the SOF marker: 0xC0 baseline, 0xC1 extended, 0xC3 lossless, 0xF7 JPEG-LS, … */
  process: number
  precision: number
  rows: number
  columns: number
  componentIds: number[]
  jfif: boolean
  /** Of JPEG-LS: NEAR of the first scan, T.87 C.2.3, is not 0. */
  nearLossless: boolean
  /** Bytes behind the end marker; 0 where only the start of a stream was read. */
  behind: number
  /** Transform flag of Adobe's APP14 segment: 0 none, 1 YCbCr, 2 YCCK. */
  adobeTransform: number | undefined
  /** What Exif's APP1 segment holds, a TIFF of its own; a frame of DICOM is not turned by it. */
  exif: Uint8Array | undefined
}

const where = '(7FE0,0010)'
const exifMark = 'Exif\0\0'
/** SOI, and the first byte of the marker behind it. */
export const startOfImage = [0xff, 0xd8, 0xff]
const endOfImage = Buffer.from([0xff, 0xd9])

/**
 * Reads up to the frame header, decoding nothing, and sees that the stream has an end (EOI): without one decoders make
 * up the missing part of the film or search for it in vain. `whole`: false for the start of a stream, whose end is
 * elsewhere. Throws `malformed` or `truncated`.
 */
export function readJpegHeader(bytes: Uint8Array, whole = true): JpegHeader {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) {
    throw new ProblemError('stream-of-other-kind', { kind: 'JPEG' }, { where })
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let jfif = false
  let adobeTransform: number | undefined
  let exif: Uint8Array | undefined
  for (let position = 2; position + 4 <= bytes.length;) {
    if (bytes[position] !== 0xff) throw new ProblemError('stream-start-damaged', { where })
    const marker = bytes[position + 1]!
    if (marker === 0xff) {
      position++
      continue
    }
    const length = view.getUint16(position + 2)
    const end = position + 2 + length
    if (length < 2 || end > bytes.length) break
    const segment = bytes.subarray(position + 4, end)
    if (marker === 0xe0) jfif ||= startsWith(segment, 'JFIF')
    if (marker === 0xe1 && startsWith(segment, exifMark)) exif ??= segment.subarray(exifMark.length)
    if (marker === 0xee && startsWith(segment, 'Adobe')) adobeTransform = segment[11]
    if (isFrameHeader(marker)) {
      const behind = whole ? bytesBehind(bytes.subarray(end)) : 0
      return {
        process: marker,
        jfif,
        adobeTransform,
        exif,
        behind,
        nearLossless: isNear(bytes, end),
        ...frameHeader(segment),
      }
    }
    position = end
  }
  throw cutShort()
}

/** Inside coded data 0xFF is followed by less than 0x80, so the two bytes of the end marker are the marker. */
function bytesBehind(bytes: Uint8Array): number {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(endOfImage)
  if (at < 0) throw cutShort()
  return bytes.length - at - endOfImage.length
}

const startOfScan = 0xffda

/** From the frame header's end on: NEAR follows the scan's components, of which each takes two bytes. */
function isNear(bytes: Uint8Array, position: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = position; at + 5 <= bytes.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at)
    if (marker < 0xff00) return false
    if (marker === startOfScan) return (bytes[at + 5 + 2 * view.getUint8(at + 4)] ?? 0) !== 0
  }
  return false
}

function cutShort(): ProblemError {
  return new ProblemError('stream-truncated', { where })
}

function isFrameHeader(marker: number): boolean {
  if (marker === 0xf7) return true
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function frameHeader(segment: Uint8Array) {
  const components = segment[5] ?? 0
  if (segment.length < 6 + components * 3) throw new ProblemError('stream-start-damaged', { where })
  return {
    precision: segment[0]!,
    rows: segment[1]! * 256 + segment[2]!,
    columns: segment[3]! * 256 + segment[4]!,
    componentIds: Array.from({ length: components }, (_, index) => segment[6 + index * 3]!),
  }
}

function startsWith(segment: Uint8Array, text: string): boolean {
  return String.fromCharCode(...segment.subarray(0, text.length)) === text
}
