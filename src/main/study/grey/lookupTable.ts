import type { DataSet } from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'
import { bytesOf, shortOf } from '../dicom/attributes.ts'
import { tagText } from '../dicom/tagText.ts'

/**
 * A table of DICOM: input `first` and below gives entry 0, the last input and above the last entry, PS3.3 C.11.1.1.1.
 */
export type LookupTable = {
  first: number
  /** Bits of an entry, 8 to 16. */
  bits: number
  entries: Uint16Array
}

/**
 * Reads descriptor and data of a modality LUT, a VOI LUT or one colour of a palette. Undefined where either is absent.
 */
export function lookupTableOf(
  dataSet: DataSet,
  descriptorTag: string,
  dataTag: string,
  signedInput: boolean,
): LookupTable | undefined {
  const count = shortOf(dataSet, descriptorTag, false, 0)
  const first = shortOf(dataSet, descriptorTag, signedInput, 1)
  const bits = shortOf(dataSet, descriptorTag, false, 2)
  const data = bytesOf(dataSet, dataTag)
  if (count === undefined || first === undefined || bits === undefined || data === undefined) return undefined
  // 65536 does not fit the descriptor and is written as 0.
  const length = count === 0 ? 65_536 : count
  const where = tagText(dataTag)
  if (bits < 1 || bits > 16) throw new ProblemError('lookup-table-bits', { bits }, { where })
  return { first, bits: Math.max(8, bits), entries: entriesOf(dataSet, dataTag, data, length, where) }
}

function entriesOf(dataSet: DataSet, tag: string, data: Uint8Array, length: number, where: string): Uint16Array {
  // 8-bit entries may lie two in a word, PS3.3 C.7.9.2.1 and C.11.1.1.1.
  if (data.length >= length * 2) return Uint16Array.from({ length }, (_, index) => dataSet.uint16(tag, index)!)
  if (data.length >= length) return Uint16Array.from(data.subarray(0, length))
  throw new ProblemError('lookup-table-short', { where })
}

/** The entry for one input. */
export function lookUp(table: LookupTable, input: number): number {
  const { entries } = table
  return entries[Math.min(entries.length - 1, Math.max(0, Math.round(input) - table.first))]!
}
