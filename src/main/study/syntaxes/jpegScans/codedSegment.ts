/** Bytes of ones behind the data, which decoders read where data are missing: more than the blocks of a unit can take. */
const spare = 2560

/** One entropy-coded segment of a JPEG stream without its stuffing, ITU-T T.81 B.1.1.5. */
export type CodedSegment = {
  /** The data, and ones behind them. */
  data: Uint8Array
  /** Bytes of `data` that were there. */
  length: number
  /** Position in the stream of the marker that ends the segment; undefined where none does. */
  marker: number | undefined
}

/**
 * Takes a segment out of its stream: 0xFF is followed by a zero that is no data, and anything else behind it is a
 * marker, before which there may be fill bytes of ones (B.1.1.2). `into` is used again where it is large enough.
 */
export function codedSegment(stream: Uint8Array, start: number, into?: Uint8Array): CodedSegment {
  const from = Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength)
  const marker = markerFrom(from, start)
  const end = marker ?? stream.length
  const data = into && into.length >= end - start + spare ? into : new Uint8Array(end - start + spare)
  let length = 0
  for (let at = start; at < end;) {
    const found = from.indexOf(0xff, at)
    const stop = found < 0 || found >= end ? end : found + 1
    // For a few bytes a loop is faster than a view and a copy.
    if (stop - at < 64) for (let index = at; index < stop; index++) data[length + index - at] = stream[index]!
    else data.set(stream.subarray(at, stop), length)
    length += stop - at
    at = stop === end ? end : stop + 1
  }
  data.fill(0xff, length, length + spare)
  return { data, length, marker: marker === undefined ? undefined : lastFill(stream, marker) }
}

function markerFrom(stream: Buffer, start: number): number | undefined {
  for (let at = start; ;) {
    const found = stream.indexOf(0xff, at)
    if (found < 0 || found + 1 >= stream.length) return undefined
    if (stream[found + 1] !== 0) return found
    at = found + 2
  }
}

/** Of several bytes of ones the last one begins the marker. */
function lastFill(stream: Uint8Array, marker: number): number {
  let at = marker
  while (stream[at + 1] === 0xff) at++
  return at
}

/**
 * Whether a segment ends where `bits` of it were taken: not before them, and behind them only what fills up the last
 * byte (ones, or zeros as some writers have it) and whole bytes of zeros.
 */
export function endsAt({ data, length }: CodedSegment, bits: number): boolean {
  const bytes = Math.ceil(bits / 8)
  if (bytes > length) return false
  const filling = (1 << (bytes * 8 - bits)) - 1
  const left = data[bytes - 1]! & filling
  if (left !== 0 && left !== filling) return false
  for (let at = bytes; at < length; at++) if (data[at] !== 0) return false
  return true
}
