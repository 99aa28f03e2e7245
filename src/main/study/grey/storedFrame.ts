import type { GreyValues } from '#shared/film.ts'
import { sampleCount, type ImagePixel } from '../dicom/imagePixel.ts'
import { bitsSeen } from '../syntaxes/bitsSeen.ts'
import type { Containers } from '../syntaxes/syntax.ts'
import { actualImage } from './actualImage.ts'
import { rangeOf } from './statistics.ts'

/** One frame's stored values: rows × columns pixels, row by row, the samples of a pixel together. */
export type StoredFrame = {
  values: GreyValues | Float64Array
  samplesPerPixel: 1 | 3
  photometric: string
}

/** A frame of a DICOM file, and what became of its bits on the way. */
export type DicomFrame = StoredFrame & {
  /** The data set's word on the pixels, put right by the code stream's. */
  image: ImagePixel
  /** Data set and code stream do not agree on the samples. */
  disagrees: boolean
  /** Bits of the containers that are set beside the stored ones: overlays, or values that Bits Stored denies. */
  strayBits: number
  /** Values of a lossy stream lay beyond the stored bits and were held at their limits. */
  overshot: boolean
}

/**
 * Stored values out of their containers, PS3.5 8.1.1: shifted down to the lowest bit, other bits (overlays) masked,
 * sign extended; what a lossy compression overshot is held at the limits.
 * The result owns its memory, which may have been that of the containers: nothing is to be read from these afterwards.
 */
export function storedFrame(containers: Containers, claimed: ImagePixel): DicomFrame {
  const { image, disagrees, hold } = actualImage(claimed, containers)
  const bytes = containers.planar ? interleaved(containers, claimed) : containers.bytes
  const { samplesPerPixel } = image
  const rest = { samplesPerPixel, photometric: containers.photometric }
  const precision = containers.stream?.precision ?? 0
  const lossy =
    hold === 'values'
      ? containerValues(bytes, image)
      : hold === 'patterns'
        ? signExtended(bytes, image, precision)
        : undefined
  if (lossy) {
    const { values, bitsStored, overshot } = heldValues(lossy, image, precision)
    const denied = bitsStored !== image.bitsStored
    return { ...rest, values, image: { ...image, bitsStored }, disagrees: disagrees || denied, strayBits: 0, overshot }
  }
  return { ...rest, ...storedValues(bytes, image), image, disagrees, overshot: false }
}

type IntegerValues = ReturnType<typeof containerArray>

function containerValues(bytes: Uint8Array, image: ImagePixel): IntegerValues {
  const length = (sampleCount(image) * image.bitsAllocated) / 8
  return containerArray(ownMemory(bytes, length), image.bitsAllocated, image.signed)
}

/**
 * Signed values that an unsigned stream has as bit patterns with their sign extended over all of its bits; undefined
 * where they are not: then the sign lies at the highest stored bit, and masking brings it back.
 */
function signExtended(bytes: Uint8Array, image: ImagePixel, precision: number): IntegerValues | undefined {
  if (precision <= image.bitsStored || image.highBit !== image.bitsStored - 1) return undefined
  const unused = 32 - precision
  const values = containerValues(bytes, image).map((value) => (value << unused) >> unused) as IntegerValues
  const { minimum, maximum } = rangeOf(values, undefined)
  return minimum < 0 || maximum < 1.5 * 2 ** (image.bitsStored - 1) ? values : undefined
}

/**
 * Values of a lossy stream of `precision` bits, held within the stored ones. Where they reach beyond twice that range
 * they are no overshoot: then the data set is wrong and all bits of the stream count.
 */
function heldValues(values: IntegerValues, image: ImagePixel, precision: number) {
  const { bitsStored } = image
  const shift = image.highBit - bitsStored + 1
  const within = { values, bitsStored, overshot: false }
  if (bitsStored === image.bitsAllocated) return within
  if (shift === 0 && fits(values, bitsStored, image.signed)) return within
  const { minimum, maximum } = rangeOf(values, undefined)
  const limits = limitsOf(bitsStored, image.signed)
  const [low, high] = [minimum >> shift, maximum >> shift]
  const overshot = low < limits.low || high > limits.high
  if (shift === 0 && !overshot) return within
  if (shift === 0 && precision > bitsStored && (high > 2 * limits.high + 1 || low < 2 * limits.low))
    return { values, bitsStored: precision, overshot: false }
  for (let index = 0; index < values.length; index++) {
    values[index] = Math.min(limits.high, Math.max(limits.low, values[index]! >> shift))
  }
  return { values, bitsStored, overshot }
}

function seenIn({ buffer, byteOffset, byteLength, BYTES_PER_ELEMENT }: IntegerValues): number {
  return bitsSeen(new Uint8Array(buffer, byteOffset, byteLength), BYTES_PER_ELEMENT * 8)
}

/** Whether all containers are values of so many bits. */
function fits(values: IntegerValues, bits: number, signed: boolean): boolean {
  if (!signed) return seenIn(values) >>> bits === 0
  if (!(values instanceof Int16Array)) return false
  // Nearly all films with a sign; a loop over one type of array is several times as fast.
  let seen = 0
  for (let index = 0; index < values.length; index++) seen |= values[index]! ^ (values[index]! >> 31)
  return seen >> (bits - 1) === 0
}

function limitsOf(bits: number, signed: boolean): { low: number; high: number } {
  return signed ? { low: -(2 ** (bits - 1)), high: 2 ** (bits - 1) - 1 } : { low: 0, high: 2 ** bits - 1 }
}

/** Stored values in a type that a film can have: double precision becomes single. */
export function greyValuesOf({ values }: StoredFrame): GreyValues {
  return values instanceof Float64Array ? Float32Array.from(values) : values
}

/** `bytes`: little-endian containers of `bitsAllocated` bits, which may be overwritten. */
export function storedValues(
  bytes: Uint8Array,
  image: ImagePixel,
): { values: StoredFrame['values']; strayBits: number } {
  const count = sampleCount(image)
  const { bitsAllocated, bitsStored: bits } = image
  if (bitsAllocated === 1) return { values: unpackBits(bytes, count), strayBits: 0 }
  const buffer = ownMemory(bytes, (count * bitsAllocated) / 8)
  if (image.float) {
    return { values: bitsAllocated === 32 ? new Float32Array(buffer) : new Float64Array(buffer), strayBits: 0 }
  }
  const values = containerArray(buffer, bitsAllocated, image.signed)
  if (bits === bitsAllocated) return { values, strayBits: 0 }
  const shift = image.highBit - bits + 1
  const left = 32 - bits - shift
  const right = 32 - bits
  if (image.signed) return { values, strayBits: maskSigned(values, bits, shift) }
  const stored = ((-1 >>> right) << shift) | 0
  const strayBits = seenIn(values) & ~stored
  // Most films: every container is its value.
  if (strayBits === 0 && shift === 0) return { values, strayBits }
  for (let index = 0; index < count; index++) values[index] = (values[index]! << left) >>> right
  return { values, strayBits }
}

/**
 * Signed values out of their containers, in place, and the bits that lie beside them. Above the sign bit there may be
 * copies of it or zeros, which nobody could tell from a value.
 */
function maskSigned(values: IntegerValues, bits: number, shift: number): number {
  if (shift === 0 && fits(values, bits, true)) return 0
  const left = 32 - bits - shift
  const right = 32 - bits
  const below = (1 << shift) - 1
  let stray = 0
  for (let index = 0; index < values.length; index++) {
    const container = values[index]!
    const value = (container << left) >> right
    stray |= container & below
    if (container >> shift !== value) stray |= container & ~((1 << (shift + bits)) - 1)
    values[index] = value
  }
  return stray & (-1 >>> (32 - values.BYTES_PER_ELEMENT * 8))
}

function containerArray(buffer: ArrayBuffer, bitsAllocated: number, signed: boolean) {
  if (bitsAllocated === 8) return signed ? new Int8Array(buffer) : new Uint8Array(buffer)
  if (bitsAllocated === 16) return signed ? new Int16Array(buffer) : new Uint16Array(buffer)
  return signed ? new Int32Array(buffer) : new Uint32Array(buffer)
}

/**
 * The bytes as memory of the frame's own: that of the codec where it made no more than them, for a copy costs as much as
 * all else here. The typed arrays above read in the machine's order; Node runs on little-endian machines only.
 */
function ownMemory(bytes: Uint8Array, length: number): ArrayBuffer {
  if (bytes.byteOffset === 0 && bytes.buffer.byteLength === length && bytes.buffer instanceof ArrayBuffer)
    return bytes.buffer
  const buffer = new ArrayBuffer(length)
  new Uint8Array(buffer).set(bytes.subarray(0, length))
  return buffer
}

function unpackBits(bytes: Uint8Array, count: number): Uint8Array {
  const values = new Uint8Array(count)
  for (let index = 0; index < count; index++) values[index] = (bytes[index >> 3]! >> (index & 7)) & 1
  return values
}

/** Planes → pixels. */
function interleaved(containers: Containers, image: ImagePixel): Uint8Array {
  const size = containers.bitsAllocated / 8
  const pixels = image.rows * image.columns
  const result = new Uint8Array(pixels * 3 * size)
  for (let sample = 0; sample < 3; sample++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const from = (sample * pixels + pixel) * size
      const to = (pixel * 3 + sample) * size
      for (let byte = 0; byte < size; byte++) result[to + byte] = containers.bytes[from + byte]!
    }
  }
  return result
}
