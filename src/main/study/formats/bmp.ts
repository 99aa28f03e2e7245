import type { FileHeader, GreyFilm } from '#shared/film.ts'
import type { StoredFrame } from '../grey/storedFrame.ts'
import { checkFrame } from '../file/limits.ts'
import { readBmpHeader, type BmpHeader } from './bmpHeader.ts'
import { expandRuns } from './bmpRuns.ts'
import type { FormatHandler } from './picture/format.ts'
import { pictureFilm } from './picture/pictureFilm.ts'
import { damagedPicture, truncatedPicture } from './picture/pictureProblem.ts'
import { startsWith } from './picture/rasterSniff.ts'

/** BMP. libvips does not read it, and the packages of the registry misread palettes or offsets. */
export const bmp: FormatHandler = {
  accepts: (head) =>
    startsWith(head, [0x42, 0x4d]) &&
    head.length > 26 &&
    head[6] === 0 &&
    head[7] === 0 &&
    head[8] === 0 &&
    head[9] === 0,
  header: async (file) => headerOf(readBmpHeader(await file.whole())),
  async film(file, frame): Promise<GreyFilm> {
    const { header, stored } = decoded(await file.whole(), frame)
    return pictureFilm(stored, header.rows, header.columns, { bits: bitsOf(header), lossy: false })
  },
  stored: async (file, frame) => decoded(await file.whole(), frame).stored,
}

function decoded(bytes: Uint8Array, frame: number): { header: BmpHeader; stored: StoredFrame } {
  checkFrame(frame, 1)
  const header = readBmpHeader(bytes)
  if (!header.runs) return { header, stored: storedOf(bytes, header) }
  const plain: BmpHeader = { ...header, bitsPerPixel: 8, pixelOffset: 0, lineBytes: header.columns }
  return { header, stored: storedOf(expandRuns(bytes, header), plain) }
}

function storedOf(bytes: Uint8Array, header: BmpHeader): StoredFrame {
  const { rows, columns, pixelOffset, lineBytes, topDown } = header
  if (pixelOffset + rows * lineBytes > bytes.length) throw truncatedPicture()
  const grey = isGrey(header)
  const samplesPerPixel = grey ? 1 : 3
  const length = rows * columns * samplesPerPixel
  const values = bitsOf(header) > 8 ? new Uint16Array(length) : new Uint8Array(length)
  const pixelOf = pixelReader(bytes, header)
  let at = 0
  for (let row = 0; row < rows; row++) {
    const line = pixelOffset + (topDown ? row : rows - 1 - row) * lineBytes
    for (let column = 0; column < columns; column++) {
      const [red, green, blue] = pixelOf(line, column)
      values[at++] = red
      if (grey) continue
      values[at++] = green
      values[at++] = blue
    }
  }
  blacken(values, bytes, header)
  return { values, samplesPerPixel, photometric: grey ? 'GREY' : 'RGB' }
}

/** What is transparent is black. Many writers have an opacity mask and leave its bits at 0, which then says nothing. */
function blacken(colours: Uint8Array | Uint16Array, bytes: Uint8Array, header: BmpHeader): void {
  const { rows, columns, pixelOffset, lineBytes, topDown, bitsPerPixel, masks } = header
  if (bitsPerPixel < 16 || masks[3] === 0) return
  const opacityOf = maskedReader(
    bytes,
    bitsPerPixel / 8,
    [masks[3], 0, 0].map((mask) => channelOf(mask, 255)),
  )
  const opacity = new Uint8Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const line = pixelOffset + (topDown ? row : rows - 1 - row) * lineBytes
    for (let column = 0; column < columns; column++) opacity[row * columns + column] = opacityOf(line, column)[0]
  }
  if (opacity.every((value) => value === 0)) return
  for (let at = 0; at < colours.length; at++)
    colours[at] = Math.round((colours[at]! * opacity[Math.floor(at / 3)]!) / 255)
}

type Pixel = readonly [number, number, number]

/** Reads red, green and blue of the pixel in a column of the line that begins at a byte. */
function pixelReader(bytes: Uint8Array, header: BmpHeader): (line: number, column: number) => Pixel {
  const { bitsPerPixel, palette, masks } = header
  if (bitsPerPixel === 24) {
    return (line, column) => {
      const at = line + column * 3
      return [bytes[at + 2]!, bytes[at + 1]!, bytes[at]!]
    }
  }
  if (bitsPerPixel > 8) {
    const most = 2 ** bitsOf(header) - 1
    return maskedReader(
      bytes,
      bitsPerPixel / 8,
      masks.slice(0, 3).map((mask) => channelOf(mask, most)),
    )
  }
  return (line, column) => {
    const bit = column * bitsPerPixel
    const index = (bytes[line + (bit >> 3)]! >> (8 - bitsPerPixel - (bit & 7))) & (2 ** bitsPerPixel - 1)
    const colour = palette[index]
    if (colour === undefined) throw damagedPicture()
    return colour
  }
}

type Channel = (word: number) => number

function maskedReader(
  bytes: Uint8Array,
  size: number,
  channels: readonly Channel[],
): (line: number, column: number) => Pixel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [red, green, blue] = channels as [Channel, Channel, Channel]
  return (line, column) => {
    const at = line + column * size
    const word = size === 2 ? view.getUint16(at, true) : view.getUint32(at, true)
    return [red(word), green(word), blue(word)]
  }
}

/** The bits of a mask, drawn out to 0 to `levels`; 0 where there are none. */
function channelOf(mask: number, levels: number): Channel {
  if (mask === 0) return () => 0
  const shift = 31 - Math.clz32(mask & -mask)
  const most = mask >>> shift
  return (word) => Math.round((((word & mask) >>> shift) * levels) / most)
}

/** Bits of a sample once it is read: 8, or more where a mask has more. */
function bitsOf({ bitsPerPixel, masks }: BmpHeader): number {
  if (bitsPerPixel !== 16 && bitsPerPixel !== 32) return 8
  const widths = masks
    .slice(0, 3)
    .map((mask) => (mask === 0 ? 0 : 32 - Math.clz32(mask >>> (31 - Math.clz32(mask & -mask)))))
  return Math.min(16, Math.max(8, ...widths))
}

/** BMP has no grey of its own; a palette of greys stands for it. */
function isGrey({ palette }: BmpHeader): boolean {
  return palette.length > 0 && palette.every(([red, green, blue]) => red === green && green === blue)
}

function headerOf(header: BmpHeader): FileHeader {
  return {
    format: 'bmp',
    rows: header.rows,
    columns: header.columns,
    frames: 1,
    bitsAllocated: bitsOf(header) > 8 ? 16 : 8,
    bitsStored: bitsOf(header),
    signed: false,
    photometric: isGrey(header) ? 'GREY' : 'COLOUR',
    lossy: false,
    spacing: { calibration: 'none' },
  }
}
