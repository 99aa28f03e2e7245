import { ProblemError } from '#shared/problem.ts'
import { checkFrameSize } from '../limits.ts'

/** BITMAPFILEHEADER and BITMAPINFOHEADER, which all later headers begin with. */
export type BmpHeader = {
  rows: number
  columns: number
  bitsPerPixel: 1 | 4 | 8 | 24 | 32
  /** True when the first line of the file is the uppermost of the picture. */
  topDown: boolean
  /** Where the lines begin, and bytes of one, which is a multiple of 4. */
  pixelOffset: number
  lineBytes: number
  /** Red, green, blue; up to 8 bits a pixel only. */
  palette: [number, number, number][]
}

const fileHeaderBytes = 14
const infoHeaderBytes = 40

/** Throws `truncated`, `malformed`, `too-large`, or `unsupported-format` for packed and 16-bit pictures. */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  if (bytes.length < fileHeaderBytes + infoHeaderBytes) throw truncatedBmp()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const infoBytes = view.getUint32(14, true)
  const columns = view.getInt32(18, true)
  const height = view.getInt32(22, true)
  const rows = Math.abs(height)
  const bits = view.getUint16(28, true)
  const compression = view.getUint32(30, true)
  checkFrameSize(rows, columns)
  const plain = compression === 0 && (bits === 1 || bits === 4 || bits === 8 || bits === 24 || bits === 32)
  if (infoBytes < infoHeaderBytes || !plain) {
    throw new ProblemError(
      'unsupported-format',
      'This kind of BMP is not opened; save the film as PNG, or better take the DICOM file.',
    )
  }
  const entries = bits > 8 ? 0 : Math.min(2 ** bits, view.getUint32(46, true) || 2 ** bits)
  const paletteStart = fileHeaderBytes + infoBytes
  if (paletteStart + entries * 4 > bytes.length) throw truncatedBmp()
  const palette = Array.from({ length: entries }, (_, entry): [number, number, number] => {
    const at = paletteStart + entry * 4
    return [bytes[at + 2]!, bytes[at + 1]!, bytes[at]!]
  })
  return {
    rows,
    columns,
    bitsPerPixel: bits,
    topDown: height < 0,
    pixelOffset: view.getUint32(10, true),
    lineBytes: Math.ceil((columns * bits) / 32) * 4,
    palette,
  }
}

export function truncatedBmp(): ProblemError {
  return new ProblemError(
    'truncated',
    'The image file ends too early, so part of the film is missing; copy it again from its source.',
  )
}
