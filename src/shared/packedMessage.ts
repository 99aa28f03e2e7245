/**
 * Messages with typed arrays in them, for ways that carry bytes and no objects: film samples lie behind the message as
 * they lie in memory (little-endian, as all machines that run this are), so that neither end converts or copies them
 * one by one.
 *
 *     0 · 3 unused bytes · length of the JSON (uint32) · JSON · each array from the next multiple of eight on
 */
const arrayTypes = { Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array }
type ArrayType = keyof typeof arrayTypes
type PackedArray = InstanceType<(typeof arrayTypes)[ArrayType]>

type Place = readonly (string | number)[]
type Head = { message: unknown; arrays: { place: Place; type: ArrayType; length: number }[] }

/** First byte of a packed message; no JSON begins with it. */
const packedMark = 0
const jsonStart = 8
const aligned = (offset: number) => Math.ceil(offset / 8) * 8

/** True where somewhere in a message there is a typed array. */
export function holdsArrays(message: unknown): boolean {
  return !arraysIn(message).next().done
}

/** The message with all of its arrays as bytes. */
export function pack(message: unknown): Uint8Array<ArrayBuffer> {
  const found = [...arraysIn(message)]
  const arrays = found.map(({ place, array }) => ({
    place,
    type: array.constructor.name as ArrayType,
    length: array.length,
  }))
  const bare = JSON.stringify({ message, arrays } satisfies Head, (_key, value: unknown) =>
    isArray(value) ? null : value,
  )
  const json = new TextEncoder().encode(bare)
  const ends = found.reduce<number[]>(
    (ends, { array }) => [...ends, aligned(ends.at(-1)!) + array.byteLength],
    [jsonStart + json.length],
  )
  const bytes = new Uint8Array(ends.at(-1)!)
  bytes[0] = packedMark
  new DataView(bytes.buffer).setUint32(4, json.length, true)
  bytes.set(json, jsonStart)
  for (const [index, { array }] of found.entries()) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), aligned(ends[index]!))
  }
  return bytes
}

export function isPacked(bytes: ArrayBuffer): boolean {
  return bytes.byteLength >= jsonStart && new Uint8Array(bytes)[0] === packedMark
}

/** What `pack` was given; its arrays are views of `bytes`. Throws for bytes that are not a whole packed message. */
export function unpack(bytes: ArrayBuffer): unknown {
  const jsonEnd = jsonStart + new DataView(bytes).getUint32(4, true)
  const { message, arrays } = JSON.parse(
    new TextDecoder().decode(new Uint8Array(bytes, jsonStart, jsonEnd - jsonStart)),
  ) as Head
  let end = jsonEnd
  for (const { place, type, length } of arrays) {
    const array = new arrayTypes[type](bytes, aligned(end), length)
    end = array.byteOffset + array.byteLength
    const [last, ...way] = [...place].reverse()
    const holder = way.reduceRight<Record<string | number, unknown>>(
      (at, key) => at[key] as typeof at,
      message as Record<string, unknown>,
    )
    holder[last!] = array
  }
  return message
}

function* arraysIn(value: unknown, place: Place = []): Generator<{ place: Place; array: PackedArray }> {
  if (isArray(value)) yield { place, array: value }
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* arraysIn(item, [...place, index])
  else if (isPlain(value)) for (const [key, item] of Object.entries(value)) yield* arraysIn(item, [...place, key])
}

function isArray(value: unknown): value is PackedArray {
  return ArrayBuffer.isView(value) && value.constructor.name in arrayTypes
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
