import type { GreyValues } from '#shared/film.ts'
import type { ImagePixel } from '../dicom/imagePixel.ts'
import { sampleCount, type Containers } from '../syntaxes/syntax.ts'

/** One frame's stored values: rows × columns pixels, row by row, the samples of a pixel together. */
export type StoredFrame = {
  values: GreyValues | Float64Array
  samplesPerPixel: 1 | 3
  photometric: string
}

/**
 * Stored values out of their containers, PS3.5 8.1.1: shifted down to the lowest bit, other bits (overlays) masked,
 * sign extended.
 * The result owns its memory.
 */
export function storedFrame(containers: Containers, image: ImagePixel): StoredFrame {
  const { samplesPerPixel } = image
  const bytes = containers.planar ? interleaved(containers, image) : containers.bytes
  const signed = image.signed || (containers.signed ?? false)
  return {
    values: storedValues(bytes, containers.bitsAllocated, { ...image, signed }),
    samplesPerPixel,
    photometric: containers.photometric,
  }
}

/** Stored values in a type that a film can have: double precision becomes single. */
export function greyValuesOf({ values }: StoredFrame): GreyValues {
  return values instanceof Float64Array ? Float32Array.from(values) : values
}

/** `bytes`: little-endian containers of `bitsAllocated` bits. */
export function storedValues(bytes: Uint8Array, bitsAllocated: number, image: ImagePixel): StoredFrame['values'] {
  const count = sampleCount(image)
  if (bitsAllocated === 1) return unpackBits(bytes, count)
  const buffer = copyOf(bytes, (count * bitsAllocated) / 8)
  if (image.float) return bitsAllocated === 32 ? new Float32Array(buffer) : new Float64Array(buffer)
  const values = containerArray(buffer, bitsAllocated, image.signed)
  // A codec may hand out smaller containers than the file has; then all their bits count.
  const bits = Math.min(image.bitsStored, bitsAllocated)
  const shift = bitsAllocated === image.bitsAllocated ? image.highBit - image.bitsStored + 1 : 0
  if (bits === bitsAllocated) return values
  const left = 32 - bits - shift
  const right = 32 - bits
  if (image.signed) for (let index = 0; index < count; index++) values[index] = (values[index]! << left) >> right
  else for (let index = 0; index < count; index++) values[index] = (values[index]! << left) >>> right
  return values
}

function containerArray(buffer: ArrayBuffer, bitsAllocated: number, signed: boolean) {
  if (bitsAllocated === 8) return signed ? new Int8Array(buffer) : new Uint8Array(buffer)
  if (bitsAllocated === 16) return signed ? new Int16Array(buffer) : new Uint16Array(buffer)
  return signed ? new Int32Array(buffer) : new Uint32Array(buffer)
}

/** The typed arrays above read in the machine's order; Node runs on little-endian machines only. */
function copyOf(bytes: Uint8Array, length: number): ArrayBuffer {
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
