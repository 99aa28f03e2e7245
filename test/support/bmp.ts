type Options = {
  bits: number
  palette?: number[][]
  topDown?: boolean
  gap?: number
  compression?: number
  columns?: number
  /** Where they are not the number of lines, as with runs. */
  rows?: number
  /** Red, green and blue of BI_BITFIELDS; opacity as well where the header is long enough for it. */
  masks?: number[]
  /** Bytes of the header: 12 for OS/2 1, 16 to 64 for OS/2 2, 40 and more for Windows. */
  headerBytes?: number
}

/** A BMP, `lines` from the top, each already padded to four bytes. */
export function bmpOf(
  lines: readonly number[][],
  {
    bits,
    palette = [],
    topDown = false,
    gap = 0,
    compression = 0,
    columns = 3,
    rows = lines.length,
    masks = [],
    headerBytes = 40,
  }: Options,
): Uint8Array {
  // Masks lie behind the shortest header that could hold them, and within longer ones.
  const header = new DataView(new ArrayBuffer(14 + Math.max(headerBytes, masks.length > 0 ? 40 + masks.length * 4 : 0)))
  const entries = palette.flatMap(([red, green, blue]) => [blue!, green!, red!, ...(headerBytes === 12 ? [] : [0])])
  header.setUint16(0, 0x424d)
  header.setUint32(10, header.byteLength + entries.length + gap, true)
  header.setUint32(14, headerBytes, true)
  if (headerBytes === 12) {
    header.setUint16(18, columns, true)
    header.setUint16(20, rows, true)
    header.setUint16(22, 1, true)
    header.setUint16(24, bits, true)
  } else {
    const long = (at: number, value: number) => at + 4 <= header.byteLength && header.setUint32(at, value, true)
    header.setInt32(18, columns, true)
    header.setInt32(22, topDown ? -rows : rows, true)
    header.setUint16(26, 1, true)
    header.setUint16(28, bits, true)
    long(30, compression)
    long(46, palette.length)
    masks.forEach((mask, index) => long(54 + index * 4, mask))
  }
  return Uint8Array.from([
    ...new Uint8Array(header.buffer),
    ...entries,
    ...new Array<number>(gap).fill(0),
    ...(topDown ? lines : [...lines].reverse()).flat(),
  ])
}

/** A palette in which every index is its own grey. */
export const greys = Array.from({ length: 256 }, (_, value) => [value, value, value])
