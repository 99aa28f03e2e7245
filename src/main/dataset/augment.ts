import type { Random } from '#main/network/random.ts'

/**
 * How strongly films are varied in training; the defaults are those of the tutorial protocol, as shares of the input's
 * side.
 */
export type AugmentOptions = {
  /** Largest shift in either direction: a random crop after padding by that much. 28 of 224 pixels. */
  shift: number
  mirror: boolean
  /** Largest factor by which brightness and contrast change, up or down. */
  jitter: number
  rotationDegrees: number
}
export const augmentDefaults: AugmentOptions = { shift: 28 / 224, mirror: true, jitter: 0.2, rotationDegrees: 15 }

export type Variation = {
  shiftX: number
  shiftY: number
  mirrored: boolean
  brightness: number
  contrast: number
  radians: number
}

const between = (random: Random, limit: number): number => (2 * random.uniform() - 1) * limit

/** One random variation; the same random source gives the same one. */
export function drawVariation(random: Random, options: AugmentOptions): Variation {
  return {
    shiftX: between(random, options.shift),
    shiftY: between(random, options.shift),
    mirrored: random.uniform() < 0.5 && options.mirror,
    brightness: 1 + between(random, options.jitter),
    contrast: 1 + between(random, options.jitter),
    radians: (between(random, options.rotationDegrees) * Math.PI) / 180,
  }
}

function meanOf(pixels: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < pixels.length; i++) sum += pixels[i]
  return sum / pixels.length
}

/**
 * A varied copy of a square film (size × size, 8 bit) in 0..1, written to `into` from `offset` on: shift, mirror,
 * rotation about the centre and grey changes in one pass, sampled bilinearly; what lies outside is black. Contrast
 * changes about the film's mean, as in torchvision's ColorJitter.
 */
export function vary(pixels: Uint8Array, size: number, variation: Variation, into: Float32Array, offset = 0): void {
  const { brightness, contrast, mirrored } = variation
  const gain = (brightness * contrast) / 255
  const lift = (1 - contrast) * brightness * (meanOf(pixels) / 255)
  const [cos, sin] = [Math.cos(variation.radians), Math.sin(variation.radians)]
  const middle = (size - 1) / 2
  const [shiftX, shiftY] = [variation.shiftX * size, variation.shiftY * size]
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [dx, dy] = [mirrored ? middle - x : x - middle, y - middle]
      const sourceX = cos * dx + sin * dy + middle + shiftX
      const sourceY = cos * dy - sin * dx + middle + shiftY
      const left = Math.floor(sourceX)
      const top = Math.floor(sourceY)
      let value = 0
      // Within one pixel of the film: the neighbours outside count as black, but grey changes apply to film only.
      if (left >= 0 && top >= 0 && left < size - 1 && top < size - 1) {
        const at = top * size + left
        const right = sourceX - left
        const down = sourceY - top
        const upper = pixels[at] + (pixels[at + 1] - pixels[at]) * right
        const lower = pixels[at + size] + (pixels[at + size + 1] - pixels[at + size]) * right
        value = (upper + (lower - upper) * down) * gain + lift
        value = value < 0 ? 0 : value > 1 ? 1 : value
      }
      into[offset + y * size + x] = value
    }
  }
}
