import fc from 'fast-check'
import { concatBytes } from './dicomWriter.ts'

/** One change to a file, as data: positions are shares of the file, so that a change fits every file. */
export type Mutation =
  | { kind: 'truncate'; at: number }
  | { kind: 'bit'; at: number; bit: number }
  | { kind: 'byte'; at: number; value: number }
  | { kind: 'length'; at: number; value: number }
  | { kind: 'vr'; at: number; value: string }
  | { kind: 'word'; at: number; value: number }
  | { kind: 'cut'; at: number; count: number }
  | { kind: 'insert'; at: number; count: number; value: number }
  | { kind: 'nest'; at: number; depth: number }

const vrs = [
  'AE',
  'AT',
  'CS',
  'DS',
  'FD',
  'IS',
  'LO',
  'OB',
  'OV',
  'OW',
  'PN',
  'SQ',
  'SS',
  'UI',
  'UL',
  'UN',
  'US',
  'UT',
  'XX',
]
// Without a bias to the ends, where most changes would only spoil the signature.
const at = fc.noBias(fc.integer({ min: 0, max: 999_999 })).map((part) => part / 1e6)
const lengths = fc.oneof(
  fc.constantFrom(0, 1, 0xffff, 0xfffe, 0xffffffff, 0xfffffffe, 0x7fffffff, 0x80000000),
  fc.integer({ min: 0, max: 0xffffffff }),
)

export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('truncate' as const), at }),
    fc.record({ kind: fc.constant('bit' as const), at, bit: fc.integer({ min: 0, max: 7 }) }),
    fc.record({ kind: fc.constant('byte' as const), at, value: fc.integer({ min: 0, max: 255 }) }),
    fc.record({ kind: fc.constant('length' as const), at, value: lengths }),
    fc.record({ kind: fc.constant('vr' as const), at, value: fc.constantFrom(...vrs) }),
    fc.record({
      kind: fc.constant('word' as const),
      at,
      value: fc.constantFrom(0, 1, 2, 3, 7, 16, 32, 64, 255, 0x7fff, 0x8000, 0xffff),
    }),
    fc.record({ kind: fc.constant('cut' as const), at, count: fc.integer({ min: 1, max: 64 }) }),
    fc.record({
      kind: fc.constant('insert' as const),
      at,
      count: fc.integer({ min: 1, max: 64 }),
      value: fc.integer({ min: 0, max: 255 }),
    }),
    fc.record({ kind: fc.constant('nest' as const), at, depth: fc.integer({ min: 1, max: 20_000 }) }),
  ),
  { minLength: 1, maxLength: 4 },
)

/** A changed copy; slicing a Buffer would give a view, and the next change would come on top of this one. */
export function mutate(bytes: Uint8Array, changes: readonly Mutation[]): Uint8Array {
  return changes.reduce<Uint8Array>(
    (now, change) => (now.length < 8 ? now : changed(now, change)),
    new Uint8Array(bytes),
  )
}

function changed(bytes: Uint8Array, change: Mutation): Uint8Array {
  const position = Math.min(bytes.length - 1, Math.floor(change.at * bytes.length))
  switch (change.kind) {
    case 'truncate':
      return bytes.slice(0, position)
    case 'bit':
      bytes[position]! ^= 1 << change.bit
      return bytes
    case 'byte':
      bytes[position] = change.value
      return bytes
    case 'cut':
      return concatBytes([bytes.subarray(0, position), bytes.subarray(position + change.count)])
    case 'insert':
      return concatBytes([
        bytes.subarray(0, position),
        new Uint8Array(change.count).fill(change.value),
        bytes.subarray(position),
      ])
    case 'nest':
      return concatBytes([
        bytes.subarray(0, elementAt(bytes, change.at)),
        ...new Array<Uint8Array>(change.depth).fill(sequenceOpening),
        bytes.subarray(position),
      ])
    case 'vr':
      bytes.set(new TextEncoder().encode(change.value), Math.min(elementAt(bytes, change.at) + 4, bytes.length - 2))
      return bytes
    case 'length':
      return written(bytes, elementAt(bytes, change.at), change.value)
    case 'word':
      return written(bytes, elementAt(bytes, change.at) + 2, change.value)
  }
}

/** (0008,1140) SQ and an item in it, both of undefined length. */
export const sequenceOpening = Uint8Array.of(
  0x08,
  0,
  0x40,
  0x11,
  0x53,
  0x51,
  0,
  0,
  0xff,
  0xff,
  0xff,
  0xff,
  0xfe,
  0xff,
  0,
  0xe0,
  0xff,
  0xff,
  0xff,
  0xff,
)

/** Length of the element at `position`, or the word behind its header, becomes `value`. */
function written(bytes: Uint8Array, position: number, value: number): Uint8Array {
  const long = ['OB', 'OW', 'SQ', 'UN', 'UT'].includes(
    String.fromCharCode(...bytes.subarray(position + 4, position + 6)),
  )
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const where = position + (long ? 8 : 6)
  if (where + 4 > bytes.length) return bytes
  if (long) view.setUint32(where, value >>> 0, true)
  else view.setUint16(where, value & 0xffff, true)
  return bytes
}

/** Start of the element with a VR that comes first at or after a share of the part before the pixels. */
function elementAt(bytes: Uint8Array, share: number): number {
  const headerEnd = Math.min(bytes.length, 2000)
  for (let position = Math.floor(share * headerEnd); position + 8 < headerEnd; position++) {
    if (vrs.includes(String.fromCharCode(bytes[position + 4]!, bytes[position + 5]!))) return position
  }
  return Math.floor(share * headerEnd)
}
