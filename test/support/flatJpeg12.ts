import { concatBytes } from './dicomWriter.ts'

/**
 * A 12-bit sequential JPEG (SOF1, ITU-T T.81) of flat 8 × 8 blocks: `levels` has one level from 0 to 4095 a block, row
 * by row. Only DC coefficients are written, with a quantiser of 8, so every level is exact.
 */
export function flatJpeg12(blockRows: number, blockColumns: number, levels: Uint16Array): Uint8Array {
  const rows = blockRows * 8
  const columns = blockColumns * 8
  return concatBytes([
    Uint8Array.of(0xff, 0xd8),
    segment(0xdb, [0, 8, ...new Array<number>(63).fill(1)]),
    segment(0xc1, [12, rows >> 8, rows & 0xff, columns >> 8, columns & 0xff, 1, 1, 0x11, 0]),
    // DC: categories 0 to 15 as codes of 5 bits. AC: end of block as the code 0.
    segment(0xc4, [
      0x00,
      0,
      0,
      0,
      0,
      16,
      ...new Array<number>(11).fill(0),
      ...Array.from({ length: 16 }, (_, category) => category),
    ]),
    segment(0xc4, [0x10, 1, ...new Array<number>(15).fill(0), 0x00]),
    segment(0xda, [1, 1, 0x00, 0, 63, 0]),
    codedData(levels),
    Uint8Array.of(0xff, 0xd9),
  ])
}

function segment(marker: number, content: readonly number[]): Uint8Array {
  const length = content.length + 2
  return Uint8Array.of(0xff, marker, length >> 8, length & 0xff, ...content)
}

function codedData(levels: Uint16Array): Uint8Array {
  let bits = ''
  let previous = 0
  for (const level of levels) {
    const coefficient = level - 2048
    const difference = coefficient - previous
    previous = coefficient
    const category = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1
    const value = difference < 0 ? difference + 2 ** category - 1 : difference
    bits += category.toString(2).padStart(5, '0')
    if (category > 0) bits += value.toString(2).padStart(category, '0')
    bits += '0'
  }
  const bytes: number[] = []
  for (let start = 0; start < bits.length; start += 8) {
    const byte = Number.parseInt(bits.slice(start, start + 8).padEnd(8, '1'), 2)
    bytes.push(byte)
    if (byte === 0xff) bytes.push(0)
  }
  return Uint8Array.from(bytes)
}
