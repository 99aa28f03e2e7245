import { concatBytes } from './dicomWriter.ts'

/** One page: its fields by tag (short values where they fit, else long) beside those that the writer knows itself. */
export type TiffPageParts = {
  rows: number
  columns: number
  /** Values of whole numbers by tag; bytes become a field of type UNDEFINED. */
  fields?: Record<number, readonly number[] | Uint8Array>
  /** Strips in order, or tiles where their size is given; each as it lies in the file. */
  blocks: readonly Uint8Array[]
  tile?: { rows: number; columns: number }
  /** Rows of a strip; one strip for the whole film otherwise. */
  rowsPerStrip?: number
}

type Options = { bigEndian?: boolean; big?: boolean }

/** A TIFF or BigTIFF file, TIFF 6.0 section 2. */
export function tiffOf(pages: readonly TiffPageParts[], { bigEndian = false, big = false }: Options = {}): Uint8Array {
  const word = (size: number, value: number): Uint8Array => {
    const bytes = new Uint8Array(size)
    for (let byte = 0, rest = value; byte < size; byte++, rest = Math.floor(rest / 256))
      bytes[bigEndian ? size - 1 - byte : byte] = rest % 256
    return bytes
  }
  const offsetBytes = big ? 8 : 4
  const parts: Uint8Array[] = [
    Uint8Array.from(bigEndian ? [0x4d, 0x4d] : [0x49, 0x49]),
    word(2, big ? 43 : 42),
    ...(big ? [word(2, 8), word(2, 0)] : []),
  ]
  let length = (big ? 8 : 4) + offsetBytes
  const body: Uint8Array[] = []
  const append = (bytes: Uint8Array): number => {
    const at = length
    const padded = new Uint8Array(bytes.length + (bytes.length % 2))
    padded.set(bytes)
    body.push(padded)
    length += padded.length
    return at
  }
  const directories = pages.map(({ rows, columns, fields = {}, blocks, tile, rowsPerStrip = rows }) => {
    const offsets = blocks.map(append)
    const lengths = blocks.map((block) => block.length)
    const places = tile
      ? { 322: [tile.columns], 323: [tile.rows], 324: offsets, 325: lengths }
      : { 273: offsets, 278: [rowsPerStrip], 279: lengths }
    const all = Object.entries({ 256: [columns], 257: [rows], ...places, ...fields }) as [
      string,
      number[] | Uint8Array,
    ][]
    return all.map(([tag, values]) => {
      const raw = values instanceof Uint8Array
      const size = raw ? 1 : Math.max(...values) < 65_536 ? 2 : 4
      const bytes = raw ? values : concatBytes(values.map((value) => word(size, value)))
      const inline = new Uint8Array(offsetBytes)
      if (bytes.length <= offsetBytes) inline.set(bytes)
      const type = raw ? 7 : size === 2 ? 3 : 4
      const place = bytes.length <= offsetBytes ? inline : word(offsetBytes, append(bytes))
      return concatBytes([word(2, Number(tag)), word(2, type), word(offsetBytes, values.length), place])
    })
  })
  const starts: number[] = []
  let next = length
  for (const entries of directories) {
    starts.push(next)
    next += (big ? 8 : 2) + entries.length * (4 + 2 * offsetBytes) + offsetBytes
  }
  const tables = directories.flatMap((entries, index) => [
    word(big ? 8 : 2, entries.length),
    ...entries,
    word(offsetBytes, starts[index + 1] ?? 0),
  ])
  return concatBytes([...parts, word(offsetBytes, starts[0] ?? 0), ...body, ...tables])
}

/** Whole rows of samples, packed with the highest bit first, each row from a whole byte on. */
export function packedRows(values: readonly number[], perRow: number, bits: number): Uint8Array {
  const rowBytes = Math.ceil((perRow * bits) / 8)
  const bytes = new Uint8Array((values.length / perRow) * rowBytes)
  values.forEach((value, index) => {
    const start = Math.floor(index / perRow) * rowBytes * 8 + (index % perRow) * bits
    for (let bit = 0; bit < bits; bit++) {
      if ((value >> (bits - 1 - bit)) & 1) bytes[(start + bit) >> 3]! |= 0x80 >> ((start + bit) & 7)
    }
  })
  return bytes
}

/** The bytes of a typed array, turned round for a big-endian file. */
export function bytesOf(
  values: { buffer: ArrayBufferLike; byteLength: number; BYTES_PER_ELEMENT: number },
  bigEndian = false,
): Uint8Array {
  const bytes = new Uint8Array(values.buffer.slice(0, values.byteLength))
  if (!bigEndian) return bytes
  const size = values.BYTES_PER_ELEMENT
  return bytes.map((_, index) => bytes[index - (index % size) + (size - 1 - (index % size))]!)
}
