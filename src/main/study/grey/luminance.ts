import type { GreyValues } from '#shared/film.ts'
import type { StoredFrame } from './storedFrame.ts'

/** Weights of Rec. ITU-R BT.601, which are those of DICOM's YBR_FULL, PS3.3 C.7.6.3.1.2. */
const red = 0.299
const green = 0.587
const blue = 0.114

/** The luminance of each pixel of a three-colour frame, in the range of its samples. For YBR that is the Y sample. */
export function luminanceOf(frame: StoredFrame): GreyValues {
  const { values } = frame
  const pixels = values.length / 3
  const grey = emptyLike(values, pixels)
  if (frame.photometric.startsWith('YBR')) {
    for (let pixel = 0; pixel < pixels; pixel++) grey[pixel] = values[pixel * 3]!
    return grey
  }
  // Floating point samples may lie between 0 and 1: rounded, they would be black and white.
  const level = grey instanceof Float32Array ? weighted : greyOf
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * 3
    grey[pixel] = level(values[at]!, values[at + 1]!, values[at + 2]!)
  }
  return grey
}

export function greyOf(r: number, g: number, b: number): number {
  return Math.round(weighted(r, g, b))
}

function weighted(r: number, g: number, b: number): number {
  return red * r + green * g + blue * b
}

function emptyLike(values: StoredFrame['values'], length: number): GreyValues {
  if (values instanceof Float64Array) return new Float32Array(length)
  return new (values.constructor as new (length: number) => GreyValues)(length)
}
