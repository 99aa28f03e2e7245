import type { FileHeader, GreyFilm } from '#shared/film.ts'
import type { StoredFrame } from '../grey/storedFrame.ts'
import { checkFrame } from '../limits.ts'
import { readBmpHeader, truncatedBmp, type BmpHeader } from './bmpHeader.ts'
import type { FormatHandler } from './format.ts'
import { pictureFilm } from './pictureFilm.ts'
import { startsWith } from './rasterSniff.ts'

/** BMP without compression. libvips does not read it, and the packages of the registry misread palettes or offsets. */
export const bmp: FormatHandler = {
  accepts: (head) =>
    startsWith(head, [0x42, 0x4d]) && head.length > 26 && head[6] === 0 && head[7] === 0 && head[8] === 0 && head[9] === 0,
  header: async (file) => headerOf(readBmpHeader(await file.whole())),
  async film(file, frame): Promise<GreyFilm> {
    const { header, stored } = decoded(await file.whole(), frame)
    return pictureFilm(stored, header.rows, header.columns, false)
  },
  stored: async (file, frame) => decoded(await file.whole(), frame).stored,
}

function decoded(bytes: Uint8Array, frame: number): { header: BmpHeader; stored: StoredFrame } {
  checkFrame(frame, 1)
  const header = readBmpHeader(bytes)
  return { header, stored: storedOf(bytes, header) }
}

function storedOf(bytes: Uint8Array, header: BmpHeader): StoredFrame {
  const { rows, columns, pixelOffset, lineBytes, topDown } = header
  if (pixelOffset + rows * lineBytes > bytes.length) throw truncatedBmp()
  const grey = isGrey(header)
  const samplesPerPixel = grey ? 1 : 3
  const values = new Uint8Array(rows * columns * samplesPerPixel)
  let at = 0
  for (let row = 0; row < rows; row++) {
    const line = pixelOffset + (topDown ? row : rows - 1 - row) * lineBytes
    for (let column = 0; column < columns; column++) {
      const [red, green, blue] = pixelOf(bytes, line, column, header)
      values[at++] = red
      if (grey) continue
      values[at++] = green
      values[at++] = blue
    }
  }
  return { values, samplesPerPixel, photometric: grey ? 'GREY' : 'RGB' }
}

function pixelOf(
  bytes: Uint8Array,
  line: number,
  column: number,
  { bitsPerPixel, palette }: BmpHeader,
): readonly [number, number, number] {
  if (bitsPerPixel >= 24) {
    const at = line + column * (bitsPerPixel / 8)
    return [bytes[at + 2]!, bytes[at + 1]!, bytes[at]!]
  }
  const bit = column * bitsPerPixel
  const index = (bytes[line + (bit >> 3)]! >> (8 - bitsPerPixel - (bit & 7))) & (2 ** bitsPerPixel - 1)
  return palette[index] ?? black
}

const black = [0, 0, 0] as const

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
    bitsAllocated: 8,
    bitsStored: Math.min(8, header.bitsPerPixel),
    signed: false,
    photometric: isGrey(header) ? 'GREY' : 'COLOUR',
    lossy: false,
    spacing: { calibration: 'none' },
  }
}
