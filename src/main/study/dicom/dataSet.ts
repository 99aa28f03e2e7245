import dicomParser, { type ByteStream, type DataSet, type Element } from 'dicom-parser'
import { inflateRawSync } from 'node:zlib'
import { ProblemError } from '#shared/problem.ts'
import { limits } from '../limits.ts'
import { textOf } from './attributes.ts'
import { BoundedStream } from './boundedStream.ts'
import { looksExplicit } from './sniff.ts'
import { tagText } from './tagText.ts'
import { syntaxUids } from './transferSyntaxes.ts'

/** Where the pixels lie in {@link DicomFile.bytes}. */
export type PixelElement = {
  tag: 'x7fe00008' | 'x7fe00009' | 'x7fe00010'
  offset: number
  /** Bytes as the file claims; undefined for encapsulated pixel data. */
  length: number | undefined
  /** True for 16-bit words (OW), whose bytes big endian swaps even where a sample has 8 bits. */
  words: boolean
}

export type DicomFile = {
  /** Everything before the pixel data. */
  dataSet: DataSet
  /** The bytes that offsets refer to: the file's own or, when the data set was deflated, inflated ones. */
  bytes: Uint8Array
  transferSyntax: string
  littleEndian: boolean
  pixels: PixelElement | undefined
}

/** Exported by dicom-parser, but missing in its types. */
const { DataSet: EmptyDataSet } = dicomParser as unknown as {
  DataSet: new (parser: unknown, bytes: Uint8Array, elements: Record<string, Element>) => DataSet
}

type Syntax = { explicit: boolean; littleEndian: boolean }

const pixelTags = new Set(['x7fe00008', 'x7fe00009', 'x7fe00010'])
const undefinedLength = 0xffffffff

/**
 * Reads meta information and data set up to the pixel data. Preamble and meta information may be missing, PS3.10 7.
 * Throws `truncated`, `malformed` or `too-large`.
 */
export function parseDicom(file: Uint8Array): DicomFile {
  const start = hasPrefix(file) ? 132 : 0
  const meta = readMeta(file, start)
  const claimed = meta.transferSyntax
  const deflated = claimed === syntaxUids.deflated
  const bytes = deflated ? inflate(file, meta.end) : file
  const position = deflated ? 0 : meta.end
  const syntax = actualSyntax(claimed, bytes, position)
  const dataSet = emptyDataSet(syntax, bytes)
  const pixels = readElements(dataSet, streamOf(bytes, position, syntax), syntax.explicit)
  return { dataSet, bytes, transferSyntax: claimed ?? uidOf(syntax), littleEndian: syntax.littleEndian, pixels }
}

function hasPrefix(file: Uint8Array): boolean {
  return file.length >= 132 && String.fromCharCode(...file.subarray(128, 132)) === 'DICM'
}

/** Group 0002 is always explicit little endian. Its end is found by its tags, for its stated length is often wrong. */
function readMeta(file: Uint8Array, start: number): { transferSyntax: string | undefined; end: number } {
  const syntax = { explicit: true, littleEndian: true }
  const stream = streamOf(file, start, syntax)
  const dataSet = emptyDataSet(syntax, file)
  while (stream.position + 8 <= file.length && file[stream.position] === 2 && file[stream.position + 1] === 0) {
    const element = readElement(stream, dataSet, true)
    dataSet.elements[element.tag] = element
  }
  return { transferSyntax: textOf(dataSet, 'x00020010'), end: stream.position }
}

function inflate(file: Uint8Array, position: number): Uint8Array {
  try {
    return inflateRawSync(file.subarray(position), { maxOutputLength: limits.inflatedBytes })
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new ProblemError('deflated-too-large', { cause })
    }
    if (code === 'Z_BUF_ERROR') throw new ProblemError('deflated-truncated', { cause })
    throw new ProblemError('deflated-damaged', { cause })
  }
}

/** Some writers announce one VR encoding and write the other; the first element tells. */
function actualSyntax(claimed: string | undefined, bytes: Uint8Array, position: number): Syntax {
  const littleEndian =
    claimed === undefined ? bytes[position] !== 0 || bytes[position + 1] === 0 : claimed !== syntaxUids.explicitBig
  return { explicit: looksExplicit(bytes, position), littleEndian }
}

function uidOf(syntax: Syntax): string {
  if (!syntax.littleEndian) return syntaxUids.explicitBig
  return syntax.explicit ? syntaxUids.explicit : syntaxUids.implicit
}

function readElements(dataSet: DataSet, stream: ByteStream, explicit: boolean): PixelElement | undefined {
  const end = stream.byteArray.length
  for (let count = 0; stream.position + 8 <= end; count++) {
    if (count > limits.elements) throw new ProblemError('elements-too-many')
    const pixels = readPixelHeader(stream, explicit)
    if (pixels) return pixels
    const element = readElement(stream, dataSet, explicit)
    dataSet.elements[element.tag] = element
  }
  if (stream.position < end) throw new ProblemError('header-truncated')
  return undefined
}

function readPixelHeader(stream: ByteStream, explicit: boolean): PixelElement | undefined {
  const start = stream.position
  const tag = dicomParser.readTag(stream)
  if (!pixelTags.has(tag)) {
    stream.position = start
    return undefined
  }
  const headerBytes = explicit ? 12 : 8
  if (start + headerBytes > stream.byteArray.length) throw truncatedAt(tag)
  const words = !explicit || String.fromCharCode(...stream.byteArray.subarray(start + 4, start + 6)) === 'OW'
  stream.position = start + headerBytes - 4
  const length = stream.readUint32()
  return {
    tag: tag as PixelElement['tag'],
    offset: stream.position,
    length: length === undefinedLength ? undefined : length,
    words,
  }
}

const vrsUnknownToParser = new Set(['OV', 'SV', 'UV'])

function readElement(stream: ByteStream, dataSet: DataSet, explicit: boolean): Element {
  const start = stream.position
  const tag = dicomParser.readTag(stream)
  stream.position = start
  try {
    if (explicit && vrsUnknownToParser.has(String.fromCharCode(...stream.byteArray.subarray(start + 4, start + 6)))) {
      return readLongElement(stream, tag)
    }
    const warnings = (dataSet as DataSet & { warnings?: string[] }).warnings ?? []
    const element = explicit
      ? dicomParser.readDicomElementExplicit(stream, warnings)
      : dicomParser.readDicomElementImplicit(stream)
    // dicom-parser goes past the end without a word.
    if (stream.position > stream.byteArray.length) throw truncatedAt(tag)
    return element
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause
    stream.position = start
    if (claimsTooMuch(stream, explicit)) throw truncatedAt(tag, cause)
    throw new ProblemError('element-damaged', { where: tagText(tag), cause })
  }
}

/** dicom-parser takes these VRs for ones with a 16-bit length. */
function readLongElement(stream: ByteStream, tag: string): Element {
  const vr = stream.readFixedString(6).slice(4)
  stream.seek(2)
  const length = stream.readUint32()
  const element = { tag, vr, length, dataOffset: stream.position }
  stream.seek(length)
  return element as Element
}

function claimsTooMuch(stream: ByteStream, explicit: boolean): boolean {
  const { byteArray } = stream
  const start = stream.position
  const left = byteArray.length - start
  if (left < 12) return true
  stream.position = start + 4
  const vr = String.fromCharCode(byteArray[start + 4]!, byteArray[start + 5]!)
  const long = explicit && ['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'].includes(vr)
  stream.position = start + (long ? 8 : explicit ? 6 : 4)
  const length = explicit && !long ? stream.readUint16() : stream.readUint32()
  return length === undefinedLength || stream.position + length > byteArray.length
}

function truncatedAt(tag: string, cause?: unknown): ProblemError {
  return new ProblemError('header-truncated', { where: tagText(tag), cause })
}

function emptyDataSet(syntax: Syntax, bytes: Uint8Array): DataSet {
  return new EmptyDataSet(parserFor(syntax), bytes, {})
}

function parserFor(syntax: Syntax) {
  return syntax.littleEndian ? dicomParser.littleEndianByteArrayParser : dicomParser.bigEndianByteArrayParser
}

function streamOf(bytes: Uint8Array, position: number, syntax: Syntax): ByteStream {
  if (position >= bytes.length) throw new ProblemError('image-not-begun')
  return new BoundedStream(parserFor(syntax), bytes as never, position)
}
