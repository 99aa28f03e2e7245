import { ProblemError } from '#shared/problem.ts'
import { limits } from '../file/limits.ts'

/** One item of encapsulated pixel data; `offset` counts from the first item after the offset table, PS3.5 A.4. */
export type Fragment = { offset: number; bytes: Uint8Array }

export type Encapsulated = { basicOffsetTable: number[]; fragments: Fragment[] }

const item = 0xfffee000
const sequenceDelimiter = 0xfffee0dd
const where = '(7FE0,0010)'

/** Walks the items by their lengths, up to the delimiter or the end of the file. Throws `truncated` or `malformed`. */
export function readEncapsulated(bytes: Uint8Array, start: number): Encapsulated {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const items: { position: number; bytes: Uint8Array }[] = []
  let position = start
  while (position + 8 <= bytes.length) {
    const tag = view.getUint16(position, true) * 0x10000 + view.getUint16(position + 2, true)
    const length = view.getUint32(position + 4, true)
    if (tag === sequenceDelimiter) break
    if (tag !== item) throw new ProblemError('parts-out-of-order', { where })
    const content = position + 8
    if (content + length > bytes.length) throw truncatedImage()
    items.push({ position, bytes: bytes.subarray(content, content + length) })
    if (items.length > limits.fragments) throw new ProblemError('parts-too-many', { where })
    position = content + length
  }
  const [table, ...rest] = items
  if (table === undefined) throw truncatedImage()
  const base = table.position + 8 + table.bytes.length
  return {
    basicOffsetTable: readOffsetTable(table.bytes),
    fragments: rest.map((fragment) => ({ offset: fragment.position - base, bytes: fragment.bytes })),
  }
}

/** The first fragment behind the offset table, or as much of it as there is; empty where there is none. */
export function startOfFragments(bytes: Uint8Array, start: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const lengthAt = (position: number): number =>
    position + 8 <= bytes.length ? view.getUint32(position + 4, true) : Number.POSITIVE_INFINITY
  const first = start + 8 + lengthAt(start)
  return bytes.subarray(Math.min(bytes.length, first + 8), Math.min(bytes.length, first + 8 + lengthAt(first)))
}

export function truncatedImage(): ProblemError {
  return new ProblemError('image-truncated', { where })
}

function readOffsetTable(table: Uint8Array): number[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength)
  return Array.from({ length: Math.floor(table.length / 4) }, (_, index) => view.getUint32(index * 4, true))
}
