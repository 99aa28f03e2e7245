import { deflateRawSync } from 'node:zlib'

/** A DICOM element to write. Numbers and strings follow the VR; bytes are written as they are; SQ takes items. */
export type DicomElement = {
  /** (gggg,eeee) as one number, such as 0x00280010. */
  tag: number
  vr: string
  value: string | number | readonly number[] | Uint8Array | readonly DicomElement[][]
  /** Write a sequence with undefined lengths and delimiters. */
  undefinedLength?: boolean
}

export type Encoding = { littleEndian: boolean; explicit: boolean }

export const implicitLittleEndian = '1.2.840.10008.1.2'
export const explicitLittleEndian = '1.2.840.10008.1.2.1'
export const deflatedLittleEndian = '1.2.840.10008.1.2.1.99'
export const explicitBigEndian = '1.2.840.10008.1.2.2'

const longLengthVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])
const numberBytes: Record<string, number> = {
  US: 2,
  SS: 2,
  UL: 4,
  SL: 4,
  FL: 4,
  FD: 8,
  AT: 4,
  OW: 2,
  OF: 4,
  OD: 8,
  OL: 4,
}
const undefinedLength = 0xffffffff

/** Bytes of a whole file: preamble, file meta information and data set, PS3.10 7. */
export function writeDicomFile(
  elements: readonly DicomElement[],
  transferSyntax: string,
  options: { preamble?: boolean; meta?: boolean; sopClass?: string } = {},
): Uint8Array {
  const dataSet = encodeDataSet(elements, encodingOf(transferSyntax))
  const body = transferSyntax === deflatedLittleEndian ? deflateRawSync(dataSet) : dataSet
  const parts: Uint8Array[] = []
  if (options.preamble ?? true) parts.push(new Uint8Array(128), new TextEncoder().encode('DICM'))
  if (options.meta ?? true) parts.push(metaInformation(transferSyntax, options.sopClass ?? '1.2.840.10008.5.1.4.1.1.1'))
  return concatBytes([...parts, body])
}

export function encodingOf(transferSyntax: string): Encoding {
  return { littleEndian: transferSyntax !== explicitBigEndian, explicit: transferSyntax !== implicitLittleEndian }
}

export function encodeDataSet(elements: readonly DicomElement[], encoding: Encoding): Uint8Array {
  return concatBytes([...elements].sort((a, b) => a.tag - b.tag).map((element) => encodeElement(element, encoding)))
}

/** Encapsulated Pixel Data: offset table item, fragments, delimiter, PS3.5 A.4. */
export function encapsulate(offsetTable: readonly number[], fragments: readonly Uint8Array[]): Uint8Array {
  const table = new Uint8Array(offsetTable.length * 4)
  offsetTable.forEach((offset, index) => new DataView(table.buffer).setUint32(index * 4, offset, true))
  const items = [table, ...fragments].map((bytes) =>
    concatBytes([itemHeader(0xfffee000, evenLength(bytes), true), padded(bytes, 0)]),
  )
  return concatBytes([...items, itemHeader(0xfffee0dd, 0, true)])
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** Group 0002, which is explicit in files that follow PS3.10. */
export function metaInformation(transferSyntax: string, sopClass: string, explicit = true): Uint8Array {
  const encoding = { littleEndian: true, explicit }
  const rest = encodeDataSet(
    [
      { tag: 0x00020001, vr: 'OB', value: new Uint8Array([0, 1]) },
      { tag: 0x00020002, vr: 'UI', value: sopClass },
      { tag: 0x00020003, vr: 'UI', value: '1.2.3.4' },
      { tag: 0x00020010, vr: 'UI', value: transferSyntax },
      { tag: 0x00020012, vr: 'UI', value: '1.2.3' },
    ],
    encoding,
  )
  return concatBytes([encodeElement({ tag: 0x00020000, vr: 'UL', value: rest.length }, encoding), rest])
}

function encodeElement(element: DicomElement, encoding: Encoding): Uint8Array {
  const encapsulated = element.tag === 0x7fe00010 && element.undefinedLength === true
  const value = encapsulated ? (element.value as Uint8Array) : encodeValue(element, encoding)
  const length = element.undefinedLength ? undefinedLength : value.length
  const long = encoding.explicit && longLengthVrs.has(element.vr)
  const header = new DataView(new ArrayBuffer(long ? 12 : 8))
  header.setUint16(0, element.tag >>> 16, encoding.littleEndian)
  header.setUint16(2, element.tag & 0xffff, encoding.littleEndian)
  if (encoding.explicit) {
    header.setUint8(4, element.vr.charCodeAt(0))
    header.setUint8(5, element.vr.charCodeAt(1))
  }
  if (long) header.setUint32(8, length, encoding.littleEndian)
  else if (encoding.explicit) header.setUint16(6, length, encoding.littleEndian)
  else header.setUint32(4, length, encoding.littleEndian)
  // A sequence in UN is little endian, whatever the data set is.
  const littleEndian = encoding.littleEndian || element.vr === 'UN'
  const end = element.undefinedLength && !encapsulated ? [itemHeader(0xfffee0dd, 0, littleEndian)] : []
  return concatBytes([new Uint8Array(header.buffer), value, ...end])
}

function encodeValue(element: DicomElement, encoding: Encoding): Uint8Array {
  const { vr, value } = element
  if (value instanceof Uint8Array) return padded(value, 0)
  if (typeof value === 'string') return padded(new TextEncoder().encode(value), vr === 'UI' ? 0 : 0x20)
  if (vr === 'SQ') return encodeItems(value as readonly DicomElement[][], encoding, element.undefinedLength)
  const numbers = (typeof value === 'number' ? [value] : value) as readonly number[]
  const size = numberBytes[vr]
  if (size === undefined) return padded(new TextEncoder().encode(numbers.join('\\')), 0x20)
  const view = new DataView(new ArrayBuffer(numbers.length * size))
  numbers.forEach((number, index) => setNumber(view, index * size, vr, number, encoding.littleEndian))
  return new Uint8Array(view.buffer)
}

/** The value of a sequence, without its delimiter. */
export function encodeItems(
  items: readonly (readonly DicomElement[])[],
  encoding: Encoding,
  undefinedItemLengths = false,
): Uint8Array {
  return concatBytes(items.map((item) => encodeItem(item, encoding, undefinedItemLengths)))
}

function encodeItem(item: readonly DicomElement[], encoding: Encoding, undefinedItemLength: boolean): Uint8Array {
  const content = encodeDataSet(item, encoding)
  const header = itemHeader(0xfffee000, undefinedItemLength ? undefinedLength : content.length, encoding.littleEndian)
  const end = undefinedItemLength ? [itemHeader(0xfffee00d, 0, encoding.littleEndian)] : []
  return concatBytes([header, content, ...end])
}

function setNumber(view: DataView, offset: number, vr: string, value: number, littleEndian: boolean): void {
  if (vr === 'FL' || vr === 'OF') view.setFloat32(offset, value, littleEndian)
  else if (vr === 'FD' || vr === 'OD') view.setFloat64(offset, value, littleEndian)
  else if (vr === 'UL' || vr === 'SL' || vr === 'OL') view.setUint32(offset, value, littleEndian)
  else if (vr === 'AT') {
    view.setUint16(offset, value >>> 16, littleEndian)
    view.setUint16(offset + 2, value & 0xffff, littleEndian)
  } else view.setUint16(offset, value, littleEndian)
}

function itemHeader(tag: number, length: number, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(8))
  view.setUint16(0, tag >>> 16, littleEndian)
  view.setUint16(2, tag & 0xffff, littleEndian)
  view.setUint32(4, length, littleEndian)
  return new Uint8Array(view.buffer)
}

function evenLength(bytes: Uint8Array): number {
  return bytes.length + (bytes.length % 2)
}

function padded(bytes: Uint8Array, filler: number): Uint8Array {
  return bytes.length % 2 === 0 ? bytes : concatBytes([bytes, new Uint8Array([filler])])
}
