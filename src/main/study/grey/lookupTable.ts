import type { DataSet } from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'
import { packedBytesOf, shortOf } from '../dicom/attributes.ts'
import { tagText } from '../dicom/tagText.ts'

/**
 * A table of DICOM: input `first` and below gives entry 0, the last input and above the last entry, PS3.3 C.11.1.1.1.
 */
export type LookupTable = {
  first: number
  /** Bits that the entries need, 8 to 16. */
  bits: number
  entries: Uint16Array
  /** The data are not what the descriptor says: too few, too many, or of another depth. */
  disagrees: boolean
}

/** Smallest and largest value that a table can be asked for. */
export type InputRange = { low: number; high: number }

/** Where a data set keeps a table, and what goes into it. */
export type TablePlace = {
  descriptorTag: string
  dataTag: string
  input: InputRange
  kind: 'modality' | 'voi' | 'palette'
}

/** LUT Descriptor, whose three numbers are the same for all kinds of table. */
export type TableDescriptor = { length: number; first: number; bits: number }

/** Undefined where the table has no descriptor. Throws `malformed` for a depth that no table has. */
export function descriptorOf(
  dataSet: DataSet,
  { descriptorTag, dataTag, input }: TablePlace,
): TableDescriptor | undefined {
  const count = shortOf(dataSet, descriptorTag, false, 0)
  const unsigned = shortOf(dataSet, descriptorTag, false, 1)
  const signed = shortOf(dataSet, descriptorTag, true, 1)
  const bits = shortOf(dataSet, descriptorTag, false, 2)
  if (count === undefined || unsigned === undefined || signed === undefined || bits === undefined) return undefined
  // 65536 does not fit the descriptor and is written as 0.
  const length = count === 0 ? 65_536 : count
  if (bits < 1 || bits > 16) {
    throw new ProblemError('lookup-table-bits', { bits }, { where: tagText(dataTag) })
  }
  const first = overlap(signed, length, input) > overlap(unsigned, length, input) ? signed : unsigned
  return { length, first, bits }
}

/**
 * How much of the input a table would cover that begins at `first`. The first input is signed where the input is, PS3.3
 * C.11.2.1.1, but writers get its VR wrong and implicit files have none.
 */
function overlap(first: number, length: number, { low, high }: InputRange): number {
  return Math.min(high, first + length - 1) - Math.max(low, first)
}

/**
 * Reads descriptor and data of a modality LUT, a VOI LUT or one colour of a palette. Undefined where either is absent.
 * Throws `malformed`.
 */
export function lookupTableOf(dataSet: DataSet, place: TablePlace): LookupTable | undefined {
  const descriptor = descriptorOf(dataSet, place)
  const data = packedBytesOf(dataSet, place.dataTag)
  if (descriptor === undefined || data === undefined) return undefined
  const { length, bits } = descriptor
  const words = data.length >> 1
  const even = length + (length % 2)
  // Only entries of 8 bits may lie two in a word, PS3.3 C.11.1.1 and C.7.9.2.1. Palettes of 8 bits are known to claim
  // 16; of other tables half would be missing then.
  const packed = data.length < length * 1.5 && (bits <= 8 || (place.kind === 'palette' && data.length === even))
  const read = packed
    ? Uint16Array.from(data.subarray(0, length))
    : Uint16Array.from({ length: Math.min(words, length) }, (_, index) => dataSet.uint16(place.dataTag, index)!)
  const left = packed ? data.length - even : words - length
  return tableOf(descriptor, read, place, left > 0 || (packed && bits > 8))
}

/** One entry in so many may be missing at the end of a table. */
const shareMissing = 64

/**
 * A table of the entries that were found. A few that are missing are the last one again. Where the depth of a VOI
 * LUT, by which white is found, is plainly another than claimed, what its entries need holds. Throws `malformed`.
 */
export function tableOf(
  { length, first, bits: claimed }: TableDescriptor,
  read: Uint16Array,
  { dataTag, kind }: Pick<TablePlace, 'dataTag' | 'kind'>,
  odd = false,
): LookupTable {
  const missing = length - read.length
  if (read.length === 0 || missing > Math.max(1, length / shareMissing)) {
    throw new ProblemError('lookup-table-short', { where: tagText(dataTag) })
  }
  const entries = new Uint16Array(length).fill(read.at(-1)!)
  entries.set(read)
  let seen = 0
  for (let index = 0; index < read.length; index++) seen |= read[index]!
  const needed = 32 - Math.clz32(seen)
  // A table that ends at half of its range may be meant to, one that ends at a quarter is not.
  const wrong = needed > claimed || (kind === 'voi' && needed < claimed - 1)
  const bits = Math.max(8, wrong ? needed : claimed)
  return { first, bits, entries, disagrees: odd || missing > 0 || bits !== Math.max(8, claimed) }
}

/** The entry for one input. */
export function lookUp(table: LookupTable, input: number): number {
  const { entries } = table
  return entries[Math.min(entries.length - 1, Math.max(0, Math.round(input) - table.first))]!
}
