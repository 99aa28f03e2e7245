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
const containerSignature = [0, 0, 0, 0x0c, 0x4a, 0x58, 0x4c, 0x20]

/**
 * The size that a JPEG XL code stream says, ISO/IEC 18181-1 D.2, without decoding it. Throws `malformed` or
 * `truncated`.
 */
export function readJpegXlSize(bytes: Uint8Array): { rows: number; columns: number } {
  const start = startOfStream(bytes)
  if (start + 12 > bytes.length) throw new ProblemError('stream-header-truncated', { where })
  const take = bitReader(bytes.subarray(start + 2, start + 12))
  const small = take(1) === 1
  const side = () => (small ? (take(5) + 1) * 8 : take([9, 13, 18, 30][take(2)]!) + 1)
  const rows = side()
  const [over, under] = ratios[take(3)]!
  return { rows, columns: under === 0 ? side() : Math.floor((rows * over) / under) }
}

/** A bare code stream begins with FF 0A; in a container it is the content of the first `jxlc` or `jxlp` box. */
function startOfStream(bytes: Uint8Array): number {
  if (bytes[0] === 0xff && bytes[1] === 0x0a) return 0
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
