import { ProblemError } from '#shared/problem.ts'
import type { WarningCode } from '#shared/reading.ts'
import { sampleCount, type ImagePixel } from '../dicom/imagePixel.ts'
import type { StreamShape } from './syntax.ts'

const where = '(7FE0,0010)'
/** What containers of 16 bits hold, which are the largest that the codecs fill. */
const mostBits = 16

/**
 * Before decoding: a code stream must have the size that the data set says, or it could make more pixels than are
 * allowed, and samples that the codecs can hand over. How many bits these have is the stream's own affair, PS3.5 8.2.
 */
export function checkAgreement(image: ImagePixel, stream: StreamShape): void {
  if (stream.precision < 1 || stream.precision > mostBits) {
    throw new ProblemError('stream-bits', { bits: stream.precision, most: mostBits }, { where })
  }
  if (stream.rows === image.rows && stream.columns === image.columns && stream.components === image.samplesPerPixel)
    return
  throw new ProblemError('stream-of-other-size', { where })
}

/** After decoding: the bits of each container. Throws `malformed` when the bytes are no whole frame of the stream. */
export function containerBits(bytes: Uint8Array, image: ImagePixel, { precision }: StreamShape): number {
  const bits = precision <= 8 ? 8 : 16
  if (bytes.length === (sampleCount(image) * bits) / 8) return bits
  throw damagedStream()
}

/**
 * What is to be said of so many bytes behind the end of a code stream: one makes its length even, PS3.5 A.4, and zeros
 * are how some writers fill up.
 */
export function lengthWarnings(frame: Uint8Array, behind: number): WarningCode[] {
  if (behind < 2 || frame.subarray(frame.length - behind).every((byte) => byte === 0)) return []
  return ['length-disagrees']
}

export function damagedStream(cause?: unknown): ProblemError {
  return new ProblemError('stream-damaged', { where, cause })
}
