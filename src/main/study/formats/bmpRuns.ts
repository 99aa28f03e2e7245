import type { BmpHeader } from './bmpHeader.ts'
import { damagedPicture, truncatedPicture } from './picture/pictureProblem.ts'

/**
 * Palette indices of a picture that is stored as runs (BI_RLE8, BI_RLE4), a byte each, the lowest line first as in the
 * file. What no run covers is entry 0. Throws `truncated` where the end mark is missing, `malformed` for runs beyond
 * the picture.
 */
export function expandRuns(bytes: Uint8Array, { rows, columns, pixelOffset, bitsPerPixel }: BmpHeader): Uint8Array {
  const indices = new Uint8Array(rows * columns)
  const narrow = bitsPerPixel === 4
  let at = pixelOffset
  let row = 0
  let column = 0
  const put = (index: number) => {
    if (row >= rows) throw damagedPicture()
    // Some writers fill the last byte of a line.
    if (column < columns) indices[row * columns + column] = index
    column++
  }
  while (at + 2 <= bytes.length) {
    const count = bytes[at]!
    const value = bytes[at + 1]!
    at += 2
    if (count > 0) {
      for (let index = 0; index < count; index++) put(narrow ? nibble(value, index) : value)
    } else if (value === 0) {
      row++
      column = 0
    } else if (value === 1) return indices
    else if (value === 2) {
      if (at + 2 > bytes.length) throw truncatedPicture()
      column += bytes[at]!
      row += bytes[at + 1]!
      at += 2
    } else {
      const length = narrow ? Math.ceil(value / 2) : value
      if (at + length > bytes.length) throw truncatedPicture()
      for (let index = 0; index < value; index++)
        put(narrow ? nibble(bytes[at + (index >> 1)]!, index) : bytes[at + index]!)
      // Single pixels are padded to whole words.
      at += length + (length & 1)
    }
  }
  throw truncatedPicture()
}

function nibble(byte: number, index: number): number {
  return index & 1 ? byte & 15 : byte >> 4
}
