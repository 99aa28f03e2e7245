import { blockWalk, type Part } from './blocks.ts'
import { codedSegment, endsAt } from './codedSegment.ts'
import { huffmanTable, type HuffmanTable } from './huffmanTable.ts'

type Component = { id: number; across: number; down: number; quantiser: number }
type Frame = { precision: number; rows: number; columns: number; components: Component[] }
type Tables = { quantisers: number[]; huffman: Map<number, HuffmanTable>; restart: number }

const marker = { sof0: 0xc0, sof1: 0xc1, dht: 0xc4, rst0: 0xd0, eoi: 0xd9, sos: 0xda, dqt: 0xdb, dnl: 0xdc, dri: 0xdd }

/**
 * Whether the coded data of a sequential JPEG with Huffman codes (SOF0, SOF1) are damaged: a code that no table has, a
 * block with more than 64 coefficients, a mean beyond the range of the samples, restart marks out of their order, or a
 * scan whose blocks end before or after its data. Decoders make the rest up where that happens; what only changes
 * coefficients and keeps all of this cannot be told from a picture. Undefined for other processes, and where the number
 * of rows comes after the scan.
 */
export function hasDamagedScans(bytes: Uint8Array): boolean | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tables: Tables = { quantisers: [], huffman: new Map(), restart: 0 }
  let frame: Frame | undefined
  let scanned = 0
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return true
    const kind = bytes[at + 1]!
    if (kind === 0xff) {
      at++
      continue
    }
    if (kind === marker.eoi) break
    const end = at + 2 + view.getUint16(at + 2)
    if (end > bytes.length) return true
    const segment = bytes.subarray(at + 4, end)
    if (kind === marker.dqt) readQuantisers(segment, tables)
    else if (kind === marker.dht) {
      if (!readHuffman(segment, tables)) return true
    } else if (kind === marker.dri) tables.restart = (segment[0]! << 8) | segment[1]!
    else if (kind === marker.sof0 || kind === marker.sof1) frame = readFrame(segment)
    else if (kind === marker.sos) {
      if (frame === undefined || frame.rows === 0) return undefined
      const next = scanEnd(bytes, end, segment, frame, tables)
      if (next === undefined) return true
      scanned += segment[0]!
      at = next
      continue
    } else if (kind === marker.dnl || (kind >= 0xc2 && kind <= 0xcf)) return undefined
    at = end
  }
  // Every component lies in one scan of a sequential picture.
  return frame === undefined ? undefined : scanned !== frame.components.length
}

function readFrame(segment: Uint8Array): Frame {
  return {
    precision: segment[0]!,
    rows: (segment[1]! << 8) | segment[2]!,
    columns: (segment[3]! << 8) | segment[4]!,
    components: Array.from({ length: segment[5]! }, (_, index) => {
      const at = 6 + index * 3
      return {
        id: segment[at]!,
        across: segment[at + 1]! >> 4,
        down: segment[at + 1]! & 15,
        quantiser: segment[at + 2]!,
      }
    }),
  }
}

/** Only the first step of each table counts here: that of the means. */
function readQuantisers(segment: Uint8Array, { quantisers }: Tables): void {
  for (let at = 0; at < segment.length;) {
    const wide = segment[at]! >> 4 !== 0
    quantisers[segment[at]! & 15] = wide ? (segment[at + 1]! << 8) | segment[at + 2]! : segment[at + 1]!
    at += 1 + (wide ? 128 : 64)
  }
}

function readHuffman(segment: Uint8Array, { huffman }: Tables): boolean {
  for (let at = 0; at + 17 <= segment.length;) {
    const counts = segment.subarray(at + 1, at + 17)
    const symbols = counts.reduce((sum, count) => sum + count, 0)
    const table = huffmanTable(counts, segment.subarray(at + 17, at + 17 + symbols))
    if (table === undefined) return false
    huffman.set(segment[at]!, table)
    at += 17 + symbols
  }
  return true
}

/** Blocks of a unit at most, T.81 B.2.3. */
const mostBlocks = 10

/** The position of the marker behind a scan; undefined where its data are damaged. */
function scanEnd(bytes: Uint8Array, start: number, segment: Uint8Array, frame: Frame, tables: Tables) {
  const parts = partsOf(segment, frame, tables)
  if (parts === undefined) return undefined
  const units = unitsOf(segment, frame)
  let at = start
  let buffer: Uint8Array | undefined
  for (let unit = 0; unit < units;) {
    const count = Math.min(units - unit, tables.restart || units)
    const coded = codedSegment(bytes, at, buffer)
    const { data, marker: mark } = coded
    const bits = blockWalk(data, coded.length, parts, count)
    if (mark === undefined || bits === undefined || !endsAt(coded, bits)) return undefined
    unit += count
    if (unit >= units) return mark
    if (bytes[mark + 1] !== marker.rst0 + ((unit / tables.restart - 1) & 7)) return undefined
    for (const part of parts) part.mean = 0
    at = mark + 2
    buffer = data
  }
  return undefined
}

function partsOf(segment: Uint8Array, frame: Frame, tables: Tables): Part[] | undefined {
  const count = segment[0]!
  const parts: Part[] = []
  for (let index = 0; index < count; index++) {
    const component = frame.components.find(({ id }) => id === segment[1 + index * 2])
    const selectors = segment[2 + index * 2]!
    const dc = tables.huffman.get(selectors >> 4)
    const ac = tables.huffman.get(16 | (selectors & 15))
    if (!component || !dc || !ac) return undefined
    const step = tables.quantisers[component.quantiser] ?? 1
    // Means are eight times the samples less half their range; encoders that sharpen edges go a little beyond.
    const most = 2 ** (frame.precision + 2) * 1.25 + step
    parts.push({ dc, ac, step, most, mean: 0, blocks: count === 1 ? 1 : component.across * component.down })
  }
  return parts.reduce((sum, { blocks }) => sum + blocks, 0) > mostBlocks ? undefined : parts
}

/** Units of a scan: blocks of its single component, or groups of blocks of all, T.81 A.2. */
function unitsOf(segment: Uint8Array, { rows, columns, components }: Frame): number {
  const across = Math.max(...components.map((component) => component.across))
  const down = Math.max(...components.map((component) => component.down))
  if (segment[0] !== 1) return Math.ceil(columns / (8 * across)) * Math.ceil(rows / (8 * down))
  const only = components.find(({ id }) => id === segment[1])!
  const wide = Math.ceil((columns * only.across) / across)
  const high = Math.ceil((rows * only.down) / down)
  return Math.ceil(wide / 8) * Math.ceil(high / 8)
}
