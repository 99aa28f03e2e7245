import { ProblemError } from '#shared/problem.ts'
import { checkFrameSize } from '../limits.ts'

/** BITMAPFILEHEADER and BITMAPINFOHEADER, which all later headers begin with. */
export type BmpHeader = {
  rows: number
  columns: number
  bitsPerPixel: 1 | 4 | 8 | 16 | 24 | 32
  /** BI_RLE4 or BI_RLE8: lines are stored as runs. */
  runs: boolean
  /** True when the first line of the file is the uppermost of the picture. */
  topDown: boolean
  /** Where the lines begin, and bytes of one, which is a multiple of 4. */
  pixelOffset: number
  lineBytes: number
  /** Red, green, blue; up to 8 bits a pixel only. */
  palette: [number, number, number][]
  /** Which bits of a pixel are red, green and blue; 16 and 32 bits a pixel only. */
  masks: readonly [number, number, number]
}

const fileHeaderBytes = 14
const infoHeaderBytes = 40

/** BI_RGB, BI_RLE8, BI_RLE4, BI_BITFIELDS and BI_ALPHABITFIELDS with the bits a pixel that each allows. */
const bitsOfCompression: Record<number, readonly number[]> = {
  0: [1, 4, 8, 16, 24, 32],
  1: [8],
  2: [4],
  3: [16, 32],
  6: [16, 32],
}
const plainMasks = { 16: [0x7c00, 0x03e0, 0x001f], 32: [0xff0000, 0x00ff00, 0x0000ff] } as const
/** Where the masks lie: behind the 40 bytes of the shortest header, or at the same place within a longer one. */
const masksAt = fileHeaderBytes + infoHeaderBytes

/** Throws `truncated`, `malformed`, `too-large`, or `unsupported-format` for OS/2 headers and embedded JPEG or PNG. */
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
  if (infoBytes < infoHeaderBytes || !bitsOfCompression[compression]?.includes(bits)) {
    throw new ProblemError('bmp-kind')
  }
  const entries = bits > 8 ? 0 : Math.min(2 ** bits, view.getUint32(46, true) || 2 ** bits)
  const withMasks = compression === 3 || compression === 6
  const paletteStart = fileHeaderBytes + infoBytes
  if (paletteStart + entries * 4 > bytes.length) throw truncatedBmp()
  const palette = Array.from({ length: entries }, (_, entry): [number, number, number] => {
    const at = paletteStart + entry * 4
    return [bytes[at + 2]!, bytes[at + 1]!, bytes[at]!]
  })
  return {
    rows,
    columns,
    bitsPerPixel: bits as BmpHeader['bitsPerPixel'],
    runs: compression === 1 || compression === 2,
    topDown: height < 0,
    pixelOffset: view.getUint32(10, true),
    lineBytes: Math.ceil((columns * bits) / 32) * 4,
    palette,
    masks: withMasks ? masksOf(bytes, view) : plainMasks[bits === 16 ? 16 : 32],
  }
}

function masksOf(bytes: Uint8Array, view: DataView): readonly [number, number, number] {
  if (masksAt + 12 > bytes.length) throw truncatedBmp()
  return [view.getUint32(masksAt, true), view.getUint32(masksAt + 4, true), view.getUint32(masksAt + 8, true)]
}

export function truncatedBmp(): ProblemError {
  return new ProblemError('raster-truncated')
}
