import type { DataSet } from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'
import { bytesOf, shortOf } from '../dicom/attributes.ts'
import { tagText } from '../dicom/tagText.ts'
import type { LookupTable } from './lookupTable.ts'

/** No table of 65,536 entries needs more; what is longer, or refers to itself on and on, is damaged. */
const most = { words: 2 ** 18, segments: 2 ** 18 }

/**
 * A palette stored as discrete (0), linear (1) and indirect (2) segments, PS3.3 C.7.9.2. Undefined where there is none.
 */
export function expandedSegments(
  dataSet: DataSet,
  descriptorTag: string,
  dataTag: string,
  signed: boolean,
): LookupTable | undefined {
  const count = shortOf(dataSet, descriptorTag, false, 0)
  const first = shortOf(dataSet, descriptorTag, signed, 1)
  const bits = shortOf(dataSet, descriptorTag, false, 2)
  const data = bytesOf(dataSet, dataTag)
  if (count === undefined || first === undefined || bits === undefined || data === undefined) return undefined
  const words =
    bits <= 8
      ? Array.from(data.subarray(0, most.words))
      : Array.from({ length: Math.min(most.words, data.length >> 1) }, (_, index) => dataSet.uint16(dataTag, index)!)
  const length = count === 0 ? 65_536 : count
  const entries: number[] = []
  expand(words, 0, words.length, { entries, length, bits: bits <= 8 ? 8 : 16, left: most.segments })
  if (entries.length < length) {
    throw new ProblemError('lookup-table-short', { where: tagText(dataTag) })
  }
  return { first, bits: bits <= 8 ? 8 : 16, entries: Uint16Array.from(entries.slice(0, length)) }
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
