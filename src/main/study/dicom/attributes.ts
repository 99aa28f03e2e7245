import dicomParser, { type DataSet } from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'
import { tagText } from './tagText.ts'

/** Reads of single attributes. An absent or empty attribute is undefined; one that cannot be read is `malformed`. */

/** A text value with its padding taken away; only the first 64 KiB, which no such value exceeds. */
export function textOf(dataSet: DataSet, tag: string): string | undefined {
  return readable(tag, () => dataSet.string(tag)?.trim() || undefined)
}

/** US or, where `signed`, SS. */
export function shortOf(dataSet: DataSet, tag: string, signed = false, index = 0): number | undefined {
  const element = dataSet.elements[tag]
  if (element === undefined || element.length < (index + 1) * 2) return undefined
  return readable(tag, () => (signed ? dataSet.int16(tag, index) : dataSet.uint16(tag, index)))
}

/** FL. */
export function floatOf(dataSet: DataSet, tag: string): number | undefined {
  const element = dataSet.elements[tag]
  return element && element.length >= 4 ? readable(tag, () => dataSet.float(tag)) : undefined
}

/** FD. */
export function doubleOf(dataSet: DataSet, tag: string): number | undefined {
  const element = dataSet.elements[tag]
  return element && element.length >= 8 ? readable(tag, () => dataSet.double(tag)) : undefined
}

/** IS. */
export function integerOf(dataSet: DataSet, tag: string): number | undefined {
  const number = Number.parseInt(textOf(dataSet, tag) ?? '', 10)
  return Number.isFinite(number) ? number : undefined
}

/** DS, all values; values that are not numbers are NaN. */
export function decimalsOf(dataSet: DataSet, tag: string): number[] {
  const text = textOf(dataSet, tag)
  // A decimal comma is forbidden, but written in the field.
  return text === undefined ? [] : text.split('\\').map((value) => Number.parseFloat(value.trim().replace(',', '.')))
}

export function decimalOf(dataSet: DataSet, tag: string): number | undefined {
  const first = decimalsOf(dataSet, tag)[0]
  return first !== undefined && Number.isFinite(first) ? first : undefined
}

/** The data set of each item of a sequence. */
export function itemsOf(dataSet: DataSet, tag: string): DataSet[] {
  const items = dataSet.elements[tag]?.items ?? []
  return items.flatMap((item) => (item.dataSet === undefined ? [] : [item.dataSet]))
}

/** The value as it lies in the file. */
export function bytesOf(dataSet: DataSet, tag: string): Uint8Array | undefined {
  const element = dataSet.elements[tag]
  if (element === undefined || element.length === 0) return undefined
  return dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
}

/**
 * The bytes of a value in the order of their 16-bit words, the lower one of each first: in big endian they lie the other
 * way round, unless the value is one of bytes (OB), PS3.5 7.3 and A.3.
 */
export function packedBytesOf(dataSet: DataSet, tag: string): Uint8Array | undefined {
  const bytes = bytesOf(dataSet, tag)
  const bigEndian = dataSet.byteArrayParser === dicomParser.bigEndianByteArrayParser
  if (bytes === undefined || !bigEndian || dataSet.elements[tag]?.vr === 'OB') return bytes
  return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16()
}

/**
 * Where a functional group's attributes are for a frame, PS3.3 C.7.6.16.1: its own group, the shared one, or,
 * for files without functional groups, the data set itself.
 */
export function groupOf(dataSet: DataSet, frame: number, macro: string): DataSet {
  const own = dataSet.elements['x52009230']?.items?.[frame]?.dataSet
  const shared = itemsOf(dataSet, 'x52009229')[0]
  for (const group of [own, shared]) {
    const item = group && itemsOf(group, macro)[0]
    if (item) return item
  }
  return dataSet
}

function readable<T>(tag: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new ProblemError('element-damaged', { where: tagText(tag), cause })
  }
}
