import type { StoredFrame } from './storedFrame.ts'

/** Levels of 8 bits by which a lossy codec's rounding may part the channels of a grey picture. */
const roundingLevels = 2

/**
 * Whether a frame of three samples a pixel shows any colour. Many films are grey pictures that were stored as RGB or
 * YCbCr, with equal channels up to the codec's rounding. `bits`: of a sample; float samples must be equal.
 */
export function showsColour({ values, photometric }: StoredFrame, bits: number): boolean {
  if (values instanceof Float32Array || values instanceof Float64Array) return channelsDiffer(values, 0)
  const unit = bits > 8 ? (2 ** bits - 1) / 255 : 1
  if (photometric.startsWith('YBR')) return chromaDiffers(values, 2 ** (bits - 1), unit)
  return channelsDiffer(values, roundingLevels * unit)
}

function channelsDiffer(values: ArrayLike<number>, tolerance: number): boolean {
  for (let at = 0; at + 2 < values.length; at += 3) {
    const red = values[at]!
    const green = values[at + 1]!
    const blue = values[at + 2]!
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > tolerance) return true
  }
  return false
}

/** One level of chroma comes to at most two of a colour, PS3.3 C.7.6.3.1.2. */
function chromaDiffers(values: ArrayLike<number>, neutral: number, tolerance: number): boolean {
  for (let at = 0; at + 2 < values.length; at += 3) {
    if (Math.abs(values[at + 1]! - neutral) > tolerance || Math.abs(values[at + 2]! - neutral) > tolerance) return true
  }
  return false
}
