import type { TiffLayout } from './layout.ts'
import { samplesOfBlock } from './blocks.ts'

/** Undoes the horizontal differences of whole rows (little endian), TIFF 6.0 section 14, in place. */
export function undoDifferences(bytes: Uint8Array, rows: number, layout: TiffLayout): void {
  const stride = samplesOfBlock(layout)
  const perRow = layout.blockColumns * stride
  if (layout.bits === 64) return undoDifferences64(bytes, rows, perRow, stride)
  const values = wordsOf(bytes, layout.bits)
  for (let row = 0; row < rows; row++) {
    const end = (row + 1) * perRow
    for (let at = row * perRow + stride; at < end; at++) values[at] = values[at]! + values[at - stride]!
  }
}

function wordsOf(bytes: Uint8Array, bits: number): Uint8Array | Uint16Array | Uint32Array {
  if (bits === 8) return bytes
  const { buffer, byteOffset, byteLength } = bytes
  if (bits === 16) return new Uint16Array(buffer, byteOffset, byteLength >> 1)
  return new Uint32Array(buffer, byteOffset, byteLength >> 2)
}

function undoDifferences64(bytes: Uint8Array, rows: number, perRow: number, stride: number): void {
  const values = new BigUint64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 3)
  for (let row = 0; row < rows; row++) {
    for (let at = row * perRow + stride; at < (row + 1) * perRow; at++) values[at] = values[at]! + values[at - stride]!
  }
}

/**
 * Undoes the differences of floating point rows, TIFF Technical Note 3: byte by byte, the highest bytes of all samples
 * first, whatever the file's byte order. The result is little endian.
 */
export function undoFloatDifferences(bytes: Uint8Array, rows: number, layout: TiffLayout): void {
  const stride = samplesOfBlock(layout)
  const samples = layout.blockColumns * stride
  const size = layout.bits / 8
  const line = new Uint8Array(samples * size)
  for (let row = 0; row < rows; row++) {
    const start = row * line.length
    line.set(bytes.subarray(start, start + line.length))
    for (let at = stride; at < line.length; at++) line[at] = line[at]! + line[at - stride]!
    for (let sample = 0; sample < samples; sample++) {
      for (let byte = 0; byte < size; byte++)
        bytes[start + sample * size + byte] = line[(size - 1 - byte) * samples + sample]!
    }
  }
}
