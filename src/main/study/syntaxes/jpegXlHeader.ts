import { ProblemError } from '#shared/problem.ts'

const where = '(7FE0,0010)'
/** Width over height by code, ISO/IEC 18181-1 Table D.2; code 0 means that the width is written out. */
const ratios = [
  [0, 0],
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
] as const
/** What JPEG XL begins with, ISO/IEC 18181-1 and -2: a bare code stream, or a container around one. */
export const bareCodestream = [0xff, 0x0a]
export const containerSignature = [0, 0, 0, 0x0c, 0x4a, 0x58, 0x4c, 0x20]

export type JpegXlHeader = {
  rows: number
  columns: number
  components: 1 | 3
  /** Bits of a sample; 32 stands for floating point samples of any size. */
  precision: number
  /** Stored in the colour model of lossy compression. */
  xyb: boolean
}

/** More bytes than the parts that are read can take. */
const headBytes = 64

/**
 * Size, depth and colours that a JPEG XL code stream says, ISO/IEC 18181-1 D.2 and D.3, without decoding it. Throws
 * `malformed` or `truncated`.
 */
export function readJpegXlHeader(bytes: Uint8Array): JpegXlHeader {
  const start = startOfStream(bytes)
  if (start + 12 > bytes.length) throw new ProblemError('stream-header-truncated', { where })
  const head = new Uint8Array(headBytes)
  head.set(bytes.subarray(start + 2, start + 2 + headBytes))
  const take = bitReader(head)
  return { ...sizeOf(take), ...metadataOf(take) }
}

type Take = (bits: number) => number

function sizeOf(take: Take): { rows: number; columns: number } {
  const small = take(1) === 1
  const side = () => (small ? (take(5) + 1) * 8 : take([9, 13, 18, 30][take(2)]!) + 1)
  const rows = side()
  const [over, under] = ratios[take(3)]!
  return { rows, columns: under === 0 ? side() : Math.floor((rows * over) / under) }
}

/** ImageMetadata, D.3, up to the colour space. */
function metadataOf(take: Take): Pick<JpegXlHeader, 'components' | 'precision' | 'xyb'> {
  // All default: 8 bits, XYB, sRGB.
  if (take(1) === 1) return { components: 3, precision: 8, xyb: true }
  if (take(1) === 1) skipExtraFields(take)
  const precision = precisionOf(take)
  // Whether 16-bit buffers suffice.
  take(1)
  const extraChannels = [() => 0, () => 1, () => 2 + take(4), () => 1 + take(12)][take(2)]!()
  if (extraChannels > 0) {
    throw new ProblemError('stream-with-channels', { where })
  }
  const xyb = take(1) === 1
  // ColourEncoding: all default is sRGB, else want_icc and then the colour space, of which 1 is grey.
  if (take(1) === 1) return { components: 3, precision, xyb }
  take(1)
  return { components: colourSpaceOf(take) === 1 ? 1 : 3, precision, xyb }
}

function skipExtraFields(take: Take): void {
  if (take(3) !== 0) {
    throw new ProblemError('stream-turned', { where })
  }
  // Intrinsic size, preview, animation: nothing that a film has.
  if (take(1) === 1) sizeOf(take)
  const preview = take(1) === 1
  if (preview || take(1) === 1) {
    throw new ProblemError('stream-moving', { where })
  }
}

/** BitDepth, D.3.5. */
function precisionOf(take: Take): number {
  const float = take(1) === 1
  if (float) return 32
  return [() => 8, () => 10, () => 12, () => 1 + take(6)][take(2)]!()
}

/** Enum, by U32 of F.2: 0, 1, 2 + u(4), 18 + u(6). */
function colourSpaceOf(take: Take): number {
  return [() => 0, () => 1, () => 2 + take(4), () => 18 + take(6)][take(2)]!()
}

/** A bare code stream begins with FF 0A; in a container it is the content of the first `jxlc` or `jxlp` box. */
function startOfStream(bytes: Uint8Array): number {
  if (bareCodestream.every((byte, index) => bytes[index] === byte)) return 0
  if (containerSignature.every((byte, index) => bytes[index] === byte)) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let position = 0; position + 8 <= bytes.length;) {
      const length = view.getUint32(position)
      const type = String.fromCharCode(...bytes.subarray(position + 4, position + 8))
      if (type === 'jxlc') return position + 8
      if (type === 'jxlp') return position + 12
      if (length < 8) break
      position += length
    }
  }
  throw new ProblemError('stream-of-other-kind', { kind: 'JPEG XL' }, { where })
}

/** Numbers of up to 30 bits, least significant bit first. */
function bitReader(bytes: Uint8Array): (bits: number) => number {
  let at = 0
  return (bits) => {
    let value = 0
    for (let bit = 0; bit < bits; bit++, at++) value += ((bytes[at >> 3]! >> (at & 7)) & 1) * 2 ** bit
    return value
  }
}
