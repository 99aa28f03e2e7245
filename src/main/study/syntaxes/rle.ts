import { ProblemError } from '#shared/problem.ts'
import { damagedStream } from './agreement.ts'
import type { Containers, FrameSyntax } from './syntax.ts'
import { sampleCount, type ImagePixel } from '../dicom/imagePixel.ts'

const where = '(7FE0,0010)'
const headerBytes = 64
/** Some encoders fill up the last row, or make the number of bytes even; more than that is no padding. */
const mostLeft = 1

/**
 * RLE Lossless, PS3.5 Annex G: the bytes of all samples as separate segments, the most significant first, each packed
 * by PackBits. Decodes to planar containers.
 */
export const rle: FrameSyntax = {
  uids: new Set(['1.2.840.10008.1.2.5']),
  decode: async (frame, image) => decodeRle(frame, image),
}

/** Throws `truncated` or `malformed`. */
export function decodeRle(frame: Uint8Array, image: ImagePixel): Containers {
  const bytesPerSample = Math.max(1, image.bitsAllocated / 8)
  const oneBit = image.bitsAllocated === 1
  const segmentBytes = oneBit ? Math.ceil(sampleCount(image) / 8) : image.rows * image.columns
  const offsets = segmentOffsets(frame, bytesPerSample * image.samplesPerPixel)
  // Two bytes make 128 at most, so a frame that is too short for its pixels is known before they are allocated.
  if (frame.length * 64 < segmentBytes * offsets.length) throw endsEarly()
  const bytes = new Uint8Array(oneBit ? segmentBytes : sampleCount(image) * bytesPerSample)
  const planeBytes = segmentBytes * bytesPerSample
  let left = 0
  offsets.forEach((offset, segment) => {
    const sample = Math.floor(segment / bytesPerSample)
    const significance = bytesPerSample - 1 - (segment % bytesPerSample)
    const packed = frame.subarray(offset, offsets[segment + 1] ?? frame.length)
    left = Math.max(left, unpack(packed, bytes, sample * planeBytes + significance, bytesPerSample, segmentBytes))
  })
  if (left > mostLeft) throw damagedStream()
  return {
    bytes,
    bitsAllocated: image.bitsAllocated,
    planar: image.samplesPerPixel === 3,
    photometric: image.photometric,
    ...(left > 0 ? { warnings: ['length-disagrees' as const] } : {}),
  }
}

function segmentOffsets(frame: Uint8Array, expected: number): number[] {
  if (frame.length < headerBytes) throw new ProblemError('stream-header-truncated', { where })
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const count = view.getUint32(0, true)
  if (count !== expected) {
    throw new ProblemError('parts-other-count', { count, expected }, { where })
  }
  const offsets = Array.from({ length: count }, (_, index) => view.getUint32(4 + index * 4, true))
  const inOrder = offsets.every((offset, index) => offset >= headerBytes && offset >= (offsets[index - 1] ?? 0))
  if (!inOrder) throw new ProblemError('parts-overlap', { where })
  if (offsets.some((offset) => offset > frame.length)) throw new ProblemError('stream-truncated', { where })
  return offsets
}

function endsEarly(): ProblemError {
  return new ProblemError('stream-truncated', { where })
}

/**
 * PackBits: writes `count` bytes to `target` at `start`, `start + step`, … Returns how many bytes more the data would
 * make; zeros behind the last one are padding.
 */
function unpack(packed: Uint8Array, target: Uint8Array, start: number, step: number, count: number): number {
  let written = 0
  let position = 0
  let at = start
  let left = 0
  while (written < count) {
    if (position >= packed.length) throw endsEarly()
    const control = packed[position++]!
    if (control === 128) continue
    if (control < 128) {
      const literal = Math.min(control + 1, count - written)
      if (position + literal > packed.length) throw endsEarly()
      for (let index = 0; index < literal; index++, at += step) target[at] = packed[position + index]!
      position += control + 1
      written += literal
      left = control + 1 - literal
    } else {
      const run = Math.min(257 - control, count - written)
      const value = packed[position++]
      if (value === undefined) throw endsEarly()
      for (let index = 0; index < run; index++, at += step) target[at] = value
      written += run
      left = 257 - control - run
    }
  }
  return left + leftover(packed, position)
}

/** Bytes that the data behind the last pixel would make. */
function leftover(packed: Uint8Array, start: number): number {
  if (packed.subarray(start).every((byte) => byte === 0 || byte === 128)) return 0
  let count = 0
  for (let position = start; position < packed.length;) {
    const control = packed[position]!
    if (control < 128) count += control + 1
    else if (control > 128) count += 257 - control
    position += control < 128 ? control + 2 : control === 128 ? 1 : 2
  }
  return count
}
