import { checkFrameSize } from '../file/limits.ts'
import { damagedPicture, truncatedPicture, unsupportedPicture } from './picture/pictureProblem.ts'

/** What the headers of a BMP say, whichever of them it has. */
export type BmpHeader = {
  rows: number
  columns: number
  bitsPerPixel: 1 | 2 | 4 | 8 | 16 | 24 | 32
  /** BI_RLE4 or BI_RLE8: lines are stored as runs. */
  runs: boolean
  /** True when the first line of the file is the uppermost of the picture. */
  topDown: boolean
  /** Where the lines begin, and bytes of one, which is a multiple of 4. */
  pixelOffset: number
  lineBytes: number
  /** Red, green, blue; up to 8 bits a pixel only. */
  palette: [number, number, number][]
  /** Which bits of a pixel are red, green, blue and opacity (0: none); 16 and 32 bits a pixel only. */
  masks: readonly [number, number, number, number]
}

const fileHeaderBytes = 14
/** BITMAPCOREHEADER of OS/2 and Windows 2; the shortest and longest of OS/2 2; BITMAPINFOHEADER. */
const coreBytes = 12
const os2Bytes = [16, 64] as const
const infoBytes = 40
/** BITMAPINFOHEADER, with masks, with an opacity mask, V4 and V5. */
const windowsBytes: ReadonlySet<number> = new Set([infoBytes, 52, 56, 108, 124])

/** BI_RGB, BI_RLE8, BI_RLE4, BI_BITFIELDS and BI_ALPHABITFIELDS with the bits a pixel that each allows. */
const bitsOfCompression: Record<number, readonly number[]> = {
  0: [1, 2, 4, 8, 16, 24, 32],
  1: [8],
  2: [4],
  3: [16, 32],
  6: [16, 32],
}
/** What the numbers beyond mean; in the headers of OS/2 3 and 4 mean something else. */
const otherCompressions: Record<number, string> = {
  4: 'JPEG within a BMP',
  5: 'PNG within a BMP',
  11: 'CMYK',
  12: 'CMYK in runs',
  13: 'CMYK in runs',
}
const plainMasks = { 16: [0x7c00, 0x03e0, 0x001f, 0], 32: [0xff0000, 0x00ff00, 0x0000ff, 0] } as const
/** Where the masks lie: behind the 40 bytes of BITMAPINFOHEADER, or at the same place within a longer one. */
const masksAt = fileHeaderBytes + infoBytes

/** Fields that all headers have, and where the palette begins. */
type Fields = { rows: number; columns: number; topDown: boolean; bits: number; compression: number; colours: number }

/** Throws `truncated`, `malformed`, `too-large`, or `unsupported-format` with what was found. */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < fileHeaderBytes + coreBytes) throw truncatedPicture()
  const headerBytes = view.getUint32(14, true)
  if (fileHeaderBytes + headerBytes > bytes.length && isKnown(headerBytes)) throw truncatedPicture()
  const { rows, columns, topDown, bits, compression, colours } = readFields(view, headerBytes)
  checkFrameSize(rows, columns)
  checkKind(headerBytes, bits, compression)
  const entryBytes = headerBytes === coreBytes ? 3 : 4
  const paletteStart = fileHeaderBytes + headerBytes
  const pixelOffset = view.getUint32(10, true)
  if (pixelOffset < paletteStart) throw damagedPicture()
  const claimed = bits > 8 ? 0 : Math.min(2 ** bits, colours || 2 ** bits)
  // Short palettes end where the pixels begin, whatever they claim.
  const entries = Math.min(claimed, Math.floor((pixelOffset - paletteStart) / entryBytes))
  if (paletteStart + entries * entryBytes > bytes.length) throw truncatedPicture()
  const palette = Array.from({ length: entries }, (_, entry): [number, number, number] => {
    const at = paletteStart + entry * entryBytes
    return [bytes[at + 2]!, bytes[at + 1]!, bytes[at]!]
  })
  const withMasks = compression === 3 || compression === 6
  return {
    rows,
    columns,
    bitsPerPixel: bits as BmpHeader['bitsPerPixel'],
    runs: compression === 1 || compression === 2,
    topDown,
    pixelOffset,
    lineBytes: Math.ceil((columns * bits) / 32) * 4,
    palette,
    masks: withMasks ? masksOf(view, headerBytes >= 56 || compression === 6) : plainMasks[bits === 16 ? 16 : 32],
  }
}

function isKnown(headerBytes: number): boolean {
  return headerBytes === coreBytes || isOs2(headerBytes) || windowsBytes.has(headerBytes)
}

/** OS/2 2 may leave out any fields at the end; 40 bytes are taken for Windows, which writes the same. */
function isOs2(headerBytes: number): boolean {
  return headerBytes >= os2Bytes[0] && headerBytes <= os2Bytes[1] && !windowsBytes.has(headerBytes)
}

function readFields(view: DataView, headerBytes: number): Fields {
  if (!isKnown(headerBytes)) throw unsupportedPicture('BMP', `a header of ${headerBytes} bytes`)
  if (headerBytes === coreBytes) {
    return {
      columns: view.getUint16(18, true),
      rows: view.getUint16(20, true),
      topDown: false,
      bits: view.getUint16(24, true),
      compression: 0,
      colours: 0,
    }
  }
  const height = view.getInt32(22, true)
  const within = (at: number): number => (at + 4 <= fileHeaderBytes + headerBytes ? view.getUint32(at, true) : 0)
  return {
    columns: view.getInt32(18, true),
    rows: Math.abs(height),
    topDown: height < 0,
    bits: view.getUint16(28, true),
    compression: within(30),
    colours: within(46),
  }
}

function checkKind(headerBytes: number, bits: number, compression: number): void {
  if (isOs2(headerBytes) && compression > 2) throw unsupportedPicture('BMP', `compression ${compression} of OS/2`)
  const allowed = bitsOfCompression[compression]
  if (allowed === undefined)
    throw unsupportedPicture('BMP', otherCompressions[compression] ?? `compression ${compression}`)
  if (!allowed.includes(bits)) throw unsupportedPicture('BMP', `${bits} bits a pixel`)
}

function masksOf(view: DataView, withOpacity: boolean): readonly [number, number, number, number] {
  if (masksAt + (withOpacity ? 16 : 12) > view.byteLength) throw truncatedPicture()
  const [red, green, blue] = [0, 4, 8].map((at) => view.getUint32(masksAt + at, true)) as [number, number, number]
  const opacity = withOpacity ? view.getUint32(masksAt + 12, true) : 0
  for (const mask of [red, green, blue, opacity]) if (!isRun(mask)) throw damagedPicture()
  return [red, green, blue, opacity]
}

/** Whether the set bits of a mask lie together. */
function isRun(mask: number): boolean {
  const lowest = mask & -mask
  return mask === 0 || (((mask >>> 0) / (lowest >>> 0) + 1) & ((mask >>> 0) / (lowest >>> 0))) === 0
}
