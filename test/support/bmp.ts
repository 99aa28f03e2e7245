type Options = {
  bits: number
  palette?: number[][]
  topDown?: boolean
  gap?: number
  compression?: number
  columns?: number
  /** Where they are not the number of lines, as with runs. */
  rows?: number
  /** Red, green and blue of BI_BITFIELDS. */
  masks?: number[]
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
  }: Options,
): Uint8Array {
  const offset = 54 + masks.length * 4 + palette.length * 4 + gap
  const view = new DataView(new ArrayBuffer(54))
  view.setUint16(0, 0x424d)
  view.setUint32(10, offset, true)
  view.setUint32(14, 40, true)
  view.setInt32(18, columns, true)
  view.setInt32(22, topDown ? -rows : rows, true)
  view.setUint16(26, 1, true)
  view.setUint16(28, bits, true)
  view.setUint32(30, compression, true)
  view.setUint32(46, palette.length, true)
  const entries = palette.flatMap(([red, green, blue]) => [blue!, green!, red!, 0])
  return Uint8Array.from([
    ...new Uint8Array(view.buffer),
    ...new Uint8Array(Uint32Array.from(masks).buffer),
    ...entries,
    ...new Array<number>(gap).fill(0),
    ...(topDown ? lines : [...lines].reverse()).flat(),
  ])
}

/** A palette in which every index is its own grey. */
export const greys = Array.from({ length: 256 }, (_, value) => [value, value, value])
