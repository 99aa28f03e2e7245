import { ProblemError } from '#shared/problem.ts'
import type { ImagePixel } from '../dicom/imagePixel.ts'
import { sampleCount } from './syntax.ts'

const where = '(7FE0,0010)'

/**
 * Before decoding: a code stream must have the size that the data set says, or it could make more pixels than are
 * allowed.
 */
export function checkAgreement(image: ImagePixel, stream: { rows: number; columns: number; components: number }): void {
  if (stream.rows === image.rows && stream.columns === image.columns && stream.components === image.samplesPerPixel)
    return
  throw new ProblemError('stream-of-other-size', { where })
}

/**
 * After decoding: the bits of each container, from how many bytes came out. Throws `malformed` when that is no whole
 * frame.
 */
export function containerBits(bytes: Uint8Array, image: ImagePixel): number {
  const bits = (bytes.length / sampleCount(image)) * 8
  if (bits === 8 || bits === 16 || bits === 32) return bits
  throw damagedStream()
}

export function damagedStream(cause?: unknown): ProblemError {
  return new ProblemError('stream-damaged', { where, cause })
}
