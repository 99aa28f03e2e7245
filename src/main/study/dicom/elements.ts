import dicomParser, { type ByteStream, type DataSet, type Element } from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'
import { tagText } from './tagText.ts'

/** How the elements of a data set are written. */
export type Encoding = { explicit: boolean; littleEndian: boolean }

/** Exported by dicom-parser, but missing in its types. */
const { DataSet: EmptyDataSet } = dicomParser as unknown as {
  DataSet: new (parser: unknown, bytes: Uint8Array, elements: Record<string, Element>) => DataSet
}

type Item = NonNullable<Element['items']>[number]
/** A stream whose byte order can change on the way, which its types keep to themselves. */
type Turnable = ByteStream & { byteArrayParser: unknown }

export const undefinedLength = 0xffffffff
const item = 'xfffee000'
const littleEndianItem = [0xfe, 0xff, 0x00, 0xe0]
const bigEndianItem = [0xff, 0xfe, 0xe0, 0x00]
const itemEnd = 'xfffee00d'
const sequenceEnd = 'xfffee0dd'
/** VRs with a length of 32 bits, PS3.5 7.1.2. */
const longVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])
/** Data sets of films nest five deep or so; each level costs stack. */
const deepest = 100

/** What PS3.5 6.2.2 says of the value of UN: unknown to its writer, but a sequence has this form. */
const implicitLittle: Encoding = { explicit: false, littleEndian: true }

export function emptyDataSet({ littleEndian }: Encoding, bytes: Uint8Array): DataSet {
  return new EmptyDataSet(byteOrder(littleEndian), bytes, {})
}

export function byteOrder(littleEndian: boolean) {
  return littleEndian ? dicomParser.littleEndianByteArrayParser : dicomParser.bigEndianByteArrayParser
}

/**
 * Reads one element with all that it holds, and leaves the stream behind it. Throws `truncated` for one that reaches
 * beyond the bytes and `malformed` for one that cannot be read.
 */
export function readElement(stream: ByteStream, encoding: Encoding): Element {
  const start = stream.position
  try {
    return elementAt(stream, encoding, 0)
  } catch (cause) {
    if (cause instanceof ProblemError && cause.code !== 'malformed') throw cause
    stream.position = start
    throw new ProblemError('element-damaged', { where: tagText(dicomParser.readTag(stream)), cause })
  }
}

function elementAt(stream: ByteStream, encoding: Encoding, depth: number): Element {
  if (depth > deepest) throw malformed()
  const { tag, vr, length } = headerAt(stream, encoding)
  const element: Element = { tag, vr: vr!, length, dataOffset: stream.position }
  const within = vr === 'SQ' || vr === undefined ? encoding : implicitLittle
  if (length === undefinedLength) {
    element.hadUndefinedLength = true
    if (vr === 'SQ' || vr === 'UN' || vr === undefined) element.items = itemsUntilEnd(stream, within, depth)
    else passFragments(stream)
    element.length = stream.position - 8 - element.dataOffset
    return element
  }
  const end = element.dataOffset + length
  if (end > stream.byteArray.length) throw cutAt(tag)
  if (vr === 'SQ') element.items = itemsUpTo(stream, encoding, end, depth)
  else if (vr === 'UN' || vr === undefined) element.items = itemsIfAny(stream, within, end, depth)
  stream.position = end
  return element
}

function headerAt(stream: ByteStream, { explicit }: Encoding): Pick<Element, 'tag' | 'length'> & { vr?: string } {
  if (stream.position + 8 > stream.byteArray.length) throw cutAt(undefined)
  const tag = dicomParser.readTag(stream)
  // Delimiters have no VR, whatever the encoding, PS3.5 7.5.
  if (!explicit || tag.startsWith('xfffee')) return { tag, length: stream.readUint32() }
  const vr = stream.readFixedString(2)
  if (!longVrs.has(vr)) return { tag, vr, length: stream.readUint16() }
  if (stream.position + 6 > stream.byteArray.length) throw cutAt(tag)
  stream.seek(2)
  return { tag, vr, length: stream.readUint32() }
}

/** Items up to the sequence's delimiter, in the encoding of its own. */
function itemsUntilEnd(stream: ByteStream, encoding: Encoding, depth: number): Item[] {
  return turned(stream, encoding, () => {
    const items: Item[] = []
    for (;;) {
      const { tag, length } = headerAt(stream, implicitLittle)
      if (tag === sequenceEnd) return items
      items.push(itemAt(stream, encoding, tag, length, depth))
    }
  })
}

function itemsUpTo(stream: ByteStream, encoding: Encoding, end: number, depth: number): Item[] {
  return turned(stream, encoding, () => {
    const items: Item[] = []
    while (stream.position < end) {
      const { tag, length } = headerAt(stream, implicitLittle)
      // A delimiter where the length is known is superfluous, but written.
      if (tag === sequenceEnd) break
      items.push(itemAt(stream, encoding, tag, length, depth))
    }
    return items
  })
}

/**
 * The items of a value that does not say that it is a sequence: undefined unless it begins like one and can be read
 * to its very end. In an item every tag is read as little endian, which is what such a value is.
 */
function itemsIfAny(stream: ByteStream, encoding: Encoding, end: number, depth: number): Item[] | undefined {
  if (!beginsItem(stream, encoding, end)) return undefined
  try {
    const items = itemsUpTo(stream, encoding, end, depth)
    return stream.position === end ? items : undefined
  } catch (thrown) {
    if (thrown instanceof ProblemError && thrown.code === 'too-large') throw thrown
    return undefined
  }
}

/** Asked of every element without a VR, so it must cost nothing. */
function beginsItem({ byteArray, position }: ByteStream, { littleEndian }: Encoding, end: number): boolean {
  if (end - position < 8) return false
  const tag = littleEndian ? littleEndianItem : bigEndianItem
  return tag.every((byte, index) => byteArray[position + index] === byte)
}

function itemAt(stream: ByteStream, encoding: Encoding, tag: string, length: number, depth: number): Item {
  if (tag !== item) throw malformed()
  const dataOffset = stream.position
  const dataSet = emptyDataSet(encoding, stream.byteArray as Uint8Array)
  const end = length === undefinedLength ? Number.POSITIVE_INFINITY : dataOffset + length
  if (end !== Number.POSITIVE_INFINITY && end > stream.byteArray.length) throw cutAt(undefined)
  while (stream.position < end) {
    const element = elementAt(stream, encoding, depth + 1)
    if (element.tag === itemEnd) break
    dataSet.elements[element.tag] = element
  }
  const whole = { tag, dataOffset, length: stream.position - dataOffset, dataSet }
  return (length === undefinedLength ? { ...whole, hadUndefinedLength: true } : whole) as Item
}

/** Encapsulated pixels of an icon, or another value in fragments: nothing of it is used. */
function passFragments(stream: ByteStream): void {
  for (;;) {
    const { tag, length } = headerAt(stream, implicitLittle)
    if (tag === sequenceEnd) return
    if (tag !== item || length === undefinedLength) throw malformed()
    if (stream.position + length > stream.byteArray.length) throw cutAt(tag)
    stream.position += length
  }
}

/** A sequence in UN is little endian, also within a big-endian data set. */
function turned<T>(stream: ByteStream, { littleEndian }: Encoding, read: () => T): T {
  const turnable = stream as Turnable
  const before = turnable.byteArrayParser
  turnable.byteArrayParser = byteOrder(littleEndian)
  try {
    return read()
  } finally {
    turnable.byteArrayParser = before
  }
}

function malformed(): ProblemError {
  return new ProblemError('element-damaged')
}

export function cutAt(tag: string | undefined): ProblemError {
  return new ProblemError('header-truncated', tag === undefined ? {} : { where: tagText(tag) })
}
