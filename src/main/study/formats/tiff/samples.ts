import type { GreyValues } from '#shared/film.ts'
import type { TiffLayout } from './layout.ts'

/** Samples as a page's strips and tiles hold them; palette indices among them. */
export type Samples = GreyValues | Float64Array

/** An array for so many samples of a layout's kind; half floats become single ones. */
export function samplesArray({ kind, bits }: Pick<TiffLayout, 'kind' | 'bits'>, length: number): Samples {
  if (kind === 'float') return bits === 64 ? new Float64Array(length) : new Float32Array(length)
  if (kind === 'signed') {
    if (bits <= 8) return new Int8Array(length)
    return bits <= 16 ? new Int16Array(length) : new Int32Array(length)
  }
  if (bits <= 8) return new Uint8Array(length)
  return bits <= 16 ? new Uint16Array(length) : new Uint32Array(length)
}

/** Turns the bytes of every sample round, in place. */
export function swapBytes(bytes: Uint8Array, bits: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength - (bytes.byteLength % (bits / 8)))
  if (bits === 16) buffer.swap16()
  if (bits === 32) buffer.swap32()
  if (bits === 64) buffer.swap64()
}

/** The samples of whole rows, `perRow` of each, rows beginning at whole bytes. `bytes`: little endian, aligned to 8. */
export function samplesOfBytes(bytes: Uint8Array, rows: number, perRow: number, layout: TiffLayout): Samples {
  const { kind, bits } = layout
  const count = rows * perRow
  const { buffer, byteOffset } = bytes
  if (bits === 64) return new Float64Array(buffer, byteOffset, count)
  if (bits === 32) {
    if (kind === 'float') return new Float32Array(buffer, byteOffset, count)
    return kind === 'signed' ? new Int32Array(buffer, byteOffset, count) : new Uint32Array(buffer, byteOffset, count)
  }
  if (bits === 16) {
    if (kind === 'float') return Float32Array.from(new Float16Array(buffer as ArrayBuffer, byteOffset, count))
    return kind === 'signed' ? new Int16Array(buffer, byteOffset, count) : new Uint16Array(buffer, byteOffset, count)
  }
  if (bits === 8) {
    return kind === 'signed' ? new Int8Array(buffer, byteOffset, count) : new Uint8Array(buffer, byteOffset, count)
  }
  return packedSamples(bytes, rows, perRow, layout)
}

/** Samples that are no whole bytes, the highest bit first in either byte order of the file, TIFF 6.0 section 2. */
function packedSamples(bytes: Uint8Array, rows: number, perRow: number, layout: TiffLayout): Samples {
  const { bits, kind } = layout
  const samples = samplesArray(layout, rows * perRow)
  const rowBytes = Math.ceil((perRow * bits) / 8)
  const mask = 2 ** bits - 1
  const unused = 32 - bits
  let to = 0
  for (let row = 0; row < rows; row++) {
    let at = row * rowBytes
    let held = 0
    let count = 0
    for (let column = 0; column < perRow; column++) {
      while (count < bits) {
        held = ((held << 8) | bytes[at++]!) & 0xffffff
        count += 8
      }
      count -= bits
      const value = (held >>> count) & mask
      samples[to++] = kind === 'signed' ? (value << unused) >> unused : value
    }
  }
  return samples
}
