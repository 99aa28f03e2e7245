import dicomParser, { type ByteStream, type DataSet } from 'dicom-parser'
import { inflateRawSync } from 'node:zlib'
import { ProblemError } from '#shared/problem.ts'
import { limits } from '../file/limits.ts'
import { textOf } from './attributes.ts'
import { BoundedStream } from './boundedStream.ts'
import { byteOrder, cutAt, emptyDataSet, readElement, undefinedLength, type Encoding } from './elements.ts'
import { looksExplicit } from './sniff.ts'
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

const pixelTags = new Set(['x7fe00008', 'x7fe00009', 'x7fe00010'])
const pixelGroup = 0x7fe0

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
  const pixels = readElements(dataSet, streamOf(bytes, position, syntax), syntax)
  return { dataSet, bytes, transferSyntax: claimed ?? uidOf(syntax), littleEndian: syntax.littleEndian, pixels }
}

function hasPrefix(file: Uint8Array): boolean {
  return file.length >= 132 && String.fromCharCode(...file.subarray(128, 132)) === 'DICM'
}

/**
 * Group 0002 is explicit little endian, though some write it implicit. Its end is found by its tags, for its stated
 * length is often wrong; where it is there twice, the first one holds.
 */
function readMeta(file: Uint8Array, start: number): { transferSyntax: string | undefined; end: number } {
  const encoding = { explicit: looksExplicit(file, start), littleEndian: true }
  const stream = streamOf(file, start, encoding)
  const dataSet = emptyDataSet(encoding, file)
  while (stream.position + 8 <= file.length && file[stream.position] === 2 && file[stream.position + 1] === 0) {
    const element = readElement(stream, encoding)
    dataSet.elements[element.tag] ??= element
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
function actualSyntax(claimed: string | undefined, bytes: Uint8Array, position: number): Encoding {
  const littleEndian =
    claimed === undefined ? bytes[position] !== 0 || bytes[position + 1] === 0 : claimed !== syntaxUids.explicitBig
  return { explicit: looksExplicit(bytes, position), littleEndian }
}

function uidOf(syntax: Encoding): string {
  if (!syntax.littleEndian) return syntaxUids.explicitBig
  return syntax.explicit ? syntaxUids.explicit : syntaxUids.implicit
}

function readElements(dataSet: DataSet, stream: ByteStream, encoding: Encoding): PixelElement | undefined {
  const end = stream.byteArray.length
  for (let count = 0; stream.position + 8 <= end; count++) {
    if (count > limits.elements) throw new ProblemError('elements-too-many')
    const pixels = readPixelHeader(stream, encoding)
    if (pixels) return pixels
    const element = readElement(stream, encoding)
    dataSet.elements[element.tag] = element
  }
  if (stream.position < end) throw cutAt(undefined)
  return undefined
}

function readPixelHeader(stream: ByteStream, { explicit, littleEndian }: Encoding): PixelElement | undefined {
  const start = stream.position
  const bytes = stream.byteArray
  // As text, a tag costs more than all else that is read of most elements.
  const group = littleEndian ? (bytes[start + 1]! << 8) | bytes[start]! : (bytes[start]! << 8) | bytes[start + 1]!
  if (group !== pixelGroup) return undefined
  const tag = dicomParser.readTag(stream)
  if (!pixelTags.has(tag)) {
    stream.position = start
    return undefined
  }
  const headerBytes = explicit ? 12 : 8
  if (start + headerBytes > bytes.length) throw cutAt(tag)
  const words = !explicit || String.fromCharCode(...bytes.subarray(start + 4, start + 6)) === 'OW'
  stream.position = start + headerBytes - 4
  const length = stream.readUint32()
  return {
    tag: tag as PixelElement['tag'],
    offset: stream.position,
    length: length === undefinedLength ? undefined : length,
    words,
  }
}

function streamOf(bytes: Uint8Array, position: number, { littleEndian }: Encoding): ByteStream {
  if (position >= bytes.length) throw new ProblemError('image-not-begun')
  return new BoundedStream(byteOrder(littleEndian), bytes as never, position)
}
