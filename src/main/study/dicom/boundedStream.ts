import dicomParser, { type ByteArrayParser, type ByteStream } from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'
import { limits } from '../file/limits.ts'

/** The class as it is; its types say that the methods are properties, which could not be overridden. */
interface Methods extends Omit<ByteStream, 'readUint16' | 'readUint32' | 'readFixedString'> {
  readUint16(): number
  readUint32(): number
  readFixedString(length: number): string
}
const ParserStream = dicomParser.ByteStream as unknown as new (
  parser: ByteArrayParser,
  bytes: Uint8Array,
  position: number,
) => Methods

/**
 * The stream from which dicom-parser reads, sequences and their items too. It counts what is read of it, since a file
 * can claim more nested items than memory holds, or make the parser look for the same delimiter over and over. Throws
 * `too-large`.
 */
export class BoundedStream extends ParserStream {
  #steps = 0
  #headers = 0

  /** Tags, short lengths and, in a search for a delimiter, every word. */
  override readUint16(): number {
    if (++this.#steps > limits.parserSteps) throw tooMuch()
    return super.readUint16()
  }

  /** Lengths of items and of long or implicit elements. */
  override readUint32(): number {
    if (++this.#headers > limits.allElements) throw tooMuch()
    return super.readUint32()
  }

  /** Value representations of explicit elements. */
  override readFixedString(length: number): string {
    if (++this.#headers > limits.allElements) throw tooMuch()
    return super.readFixedString(length)
  }
}

function tooMuch(): ProblemError {
  return new ProblemError('header-too-large')
}
