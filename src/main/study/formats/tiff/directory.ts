import { limits } from '../../file/limits.ts'
import { damagedPicture, truncatedPicture } from '../picture/pictureProblem.ts'

/** One image file directory: its fields by tag, TIFF 6.0 section 2. */
export type TiffDirectory = {
  /** Place among all directories of the file's chain, from 0: the page number of libtiff. */
  page: number
  /** The first values of a field of whole numbers, at most so many; undefined where the field is not there. */
  numbers(tag: number, most: number): number[] | undefined
  /** The first value of a field of whole numbers. */
  number(tag: number): number | undefined
  /** The bytes of a field, whatever its type. */
  raw(tag: number): Uint8Array | undefined
}

export type TiffFile = { bytes: Uint8Array; littleEndian: boolean; directories: TiffDirectory[] }

type Field = { type: number; count: number; at: number }

/** Bytes of one value of each field type, TIFF 6.0 section 2 and BigTIFF. */
const typeBytes: Record<number, number> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
}

/** Types of whole numbers; some writers take a signed one for what is never negative. */
const wholeTypes: ReadonlySet<number> = new Set([1, 3, 4, 7, 8, 9, 13, 16, 18])

/**
 * The chain of directories of a TIFF or BigTIFF. Throws `truncated` where a directory or a field's values lie beyond
 * the end of the file, `malformed` where there is no directory or the chain runs in a circle.
 */
export function readDirectories(bytes: Uint8Array): TiffFile {
  const { reader, littleEndian, big, first } = readStart(bytes)
  const directories: TiffDirectory[] = []
  const seen = new Set<number>()
  let at = first
  while (at !== 0) {
    if (seen.has(at) || seen.size >= limits.frames) throw damagedPicture()
    seen.add(at)
    const { fields, end } = readFields(reader, at, big)
    directories.push(directoryOf(reader, fields, directories.length))
    at = reader.unsigned(end, big ? 8 : 4)
  }
  if (directories.length === 0) throw damagedPicture()
  return { bytes, littleEndian, directories }
}

/** The first directory alone, whatever becomes of the others. Throws `truncated`. */
export function readFirstDirectory(bytes: Uint8Array): TiffDirectory {
  const { reader, big, first } = readStart(bytes)
  return directoryOf(reader, readFields(reader, first, big).fields, 0)
}

function readStart(bytes: Uint8Array): { reader: Reader; littleEndian: boolean; big: boolean; first: number } {
  const littleEndian = bytes[0] === 0x49
  const reader = new Reader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), littleEndian)
  const big = reader.unsigned(2, 2) === 43
  return { reader, littleEndian, big, first: big ? reader.unsigned(8, 8) : reader.unsigned(4, 4) }
}

function readFields(reader: Reader, start: number, big: boolean): { fields: Map<number, Field>; end: number } {
  const countBytes = big ? 8 : 2
  const offsetBytes = big ? 8 : 4
  const entryBytes = 4 + 2 * offsetBytes
  const count = reader.unsigned(start, countBytes)
  const end = start + countBytes + count * entryBytes
  reader.check(start, end - start)
  const fields = new Map<number, Field>()
  for (let at = start + countBytes; at < end; at += entryBytes) {
    const type = reader.unsigned(at + 2, 2)
    const values = reader.unsigned(at + 4, offsetBytes)
    const length = (typeBytes[type] ?? 0) * values
    // Fields of types that nobody knows are passed over, as the standard asks.
    if (length === 0) continue
    const place = at + 4 + offsetBytes
    const where = length <= offsetBytes ? place : reader.unsigned(place, offsetBytes)
    const tag = reader.unsigned(at, 2)
    if (!fields.has(tag)) fields.set(tag, { type, count: values, at: where })
  }
  return { fields, end }
}

function directoryOf(reader: Reader, fields: ReadonlyMap<number, Field>, page: number): TiffDirectory {
  const numbers = (tag: number, most: number): number[] | undefined => {
    const field = fields.get(tag)
    if (field === undefined) return undefined
    const { type, count, at } = field
    const size = typeBytes[type]!
    if (!wholeTypes.has(type)) throw damagedPicture()
    reader.check(at, count * size)
    return Array.from({ length: Math.min(count, most) }, (_, index) => reader.unsigned(at + index * size, size))
  }
  return {
    page,
    numbers,
    number: (tag) => numbers(tag, 1)?.[0],
    raw(tag) {
      const field = fields.get(tag)
      return field && reader.bytes(field.at, field.count * typeBytes[field.type]!)
    },
  }
}

/** Reads whole numbers in the file's byte order; throws `truncated` beyond its end. */
class Reader {
  private readonly view: DataView
  private readonly littleEndian: boolean

  constructor(view: DataView, littleEndian: boolean) {
    this.view = view
    this.littleEndian = littleEndian
  }

  check(at: number, length: number): void {
    if (at + length > this.view.byteLength) throw truncatedPicture()
  }

  bytes(at: number, length: number): Uint8Array {
    this.check(at, length)
    return new Uint8Array(this.view.buffer, this.view.byteOffset + at, length)
  }

  unsigned(at: number, size: number): number {
    this.check(at, size)
    if (size === 1) return this.view.getUint8(at)
    if (size === 2) return this.view.getUint16(at, this.littleEndian)
    if (size === 4) return this.view.getUint32(at, this.littleEndian)
    // Beyond 2^53 it is beyond any file's end as well.
    return Number(this.view.getBigUint64(at, this.littleEndian))
  }
}
