import type { DataSet } from 'dicom-parser'
import { packedBytesOf } from '../dicom/attributes.ts'
import { descriptorOf, tableOf, type LookupTable, type TablePlace } from './lookupTable.ts'

/** No table of 65,536 entries needs more; what is longer, or refers to itself on and on, is damaged. */
const most = { words: 2 ** 18, segments: 2 ** 18 }

/**
 * A palette stored as discrete (0), linear (1) and indirect (2) segments, PS3.3 C.7.9.2. Undefined where there is none.
 */
export function expandedSegments(dataSet: DataSet, place: TablePlace): LookupTable | undefined {
  const descriptor = descriptorOf(dataSet, place)
  const data = packedBytesOf(dataSet, place.dataTag)
  if (descriptor === undefined || data === undefined) return undefined
  const bits = descriptor.bits <= 8 ? 8 : 16
  const words =
    bits === 8
      ? Array.from(data.subarray(0, most.words))
      : Array.from({ length: Math.min(most.words, data.length >> 1) }, (_, index) =>
          dataSet.uint16(place.dataTag, index)!,
        )
  const { length } = descriptor
  const entries: number[] = []
  expand(words, 0, words.length, { entries, length, bits, left: most.segments })
  return tableOf({ ...descriptor, bits }, Uint16Array.from(entries.slice(0, length)), place)
}

type Expansion = {
  entries: number[]
  length: number
  bits: 8 | 16
  /** Segments that may still be expanded. */ left: number
}

/** Expands up to `segments` segments from `start`; stops at the end of the data or when the table is full. */
function expand(words: readonly number[], start: number, segments: number, into: Expansion): void {
  const { entries, length, bits } = into
  let at = start
  for (let segment = 0; segment < segments && at + 1 < words.length && entries.length < length; segment++) {
    if (into.left-- <= 0) return
    const opcode = words[at]!
    const size = words[at + 1]!
    if (opcode === 0) {
      entries.push(...words.slice(at + 2, at + 2 + Math.min(size, length - entries.length)))
      at += 2 + size
    } else if (opcode === 1) {
      const from = entries.at(-1) ?? 0
      const to = words[at + 2] ?? from
      for (let step = 1; step <= size && entries.length < length; step++)
        entries.push(Math.round(from + ((to - from) * step) / size))
      at += 3
    } else if (opcode === 2) {
      const parts = bits === 8 ? 4 : 2
      const target = words
        .slice(at + 2, at + 2 + parts)
        .reduce((sum, word, index) => sum + word * 2 ** (bits * index), 0)
      // Only what lies before may be repeated, so that no segment can call itself.
      const unit = bits === 8 ? target : Math.floor(target / 2)
      if (unit >= at || words[unit] === 2) return
      expand(words.slice(0, at), unit, size, into)
      at += 2 + parts
    } else return
  }
}
