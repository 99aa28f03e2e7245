import type { InputShape } from '#main/reading/filmInput.ts'

/** Side of the small picture by which films are compared. */
export const side = 32
/** Frequencies along each axis that the hash is made of, the mean left out. */
const frequencies = 8

/** side × side greys of the film as it is first shown, its whole area squashed to a square. */
export type Thumbnail = Uint8Array

/** 63 bits in two words. */
export type PerceptualHash = readonly [number, number]

/**
 * The eight ways in which a film can lie: transposed or not, then mirrored across, then mirrored down. 0 is as it is.
 */
export const orientations = [0, 1, 2, 3, 4, 5, 6, 7] as const
export type Orientation = (typeof orientations)[number]

const transposed = (orientation: number): boolean => (orientation & 4) !== 0
const mirroredAcross = (orientation: number): boolean => (orientation & 1) !== 0
const mirroredDown = (orientation: number): boolean => (orientation & 2) !== 0

/** How a film becomes a thumbnail. */
export const thumbnailShape: InputShape = { inputSize: side, fit: 'squash' }

/** Greys from 0 to 1 in 8 bits. */
export function inBytes(pixels: Float32Array): Thumbnail {
  return Uint8Array.from(pixels, (value) => Math.round(value * 255))
}

/**
 * Signs of the low frequencies (discrete cosine transform), as in pHash (Zauner 2010) but with zero for the median, so
 * that turning and mirroring the film only swaps coefficients and their signs. One hash for each of {@link
 * orientations}.
 */
export function hashes(thumbnail: Thumbnail): PerceptualHash[] {
  const coefficients = lowFrequencies(thumbnail)
  return orientations.map((orientation) => {
    const words: [number, number] = [0, 0]
    for (let index = 1; index < frequencies * frequencies; index++) {
      const down = Math.floor(index / frequencies)
      const across = index % frequencies
      const turned = (mirroredAcross(orientation) && across % 2 === 1) !== (mirroredDown(orientation) && down % 2 === 1)
      const value = coefficients[transposed(orientation) ? across * frequencies + down : index]
      if (turned ? value < 0 : value > 0) words[index >> 5] |= 1 << (index & 31)
    }
    return [words[0] >>> 0, words[1] >>> 0]
  })
}

/** In how many bits two hashes differ. */
export function bitsApart(a: PerceptualHash, b: PerceptualHash): number {
  return ones(a[0] ^ b[0]) + ones(a[1] ^ b[1])
}

function ones(word: number): number {
  word -= (word >>> 1) & 0x55555555
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The thumbnail as it would be if the film lay that way. */
export function oriented(thumbnail: Thumbnail, orientation: Orientation): Thumbnail {
  const result = new Uint8Array(side * side)
  for (let row = 0; row < side; row++) {
    const y = mirroredDown(orientation) ? side - 1 - row : row
    for (let column = 0; column < side; column++) {
      const x = mirroredAcross(orientation) ? side - 1 - column : column
      result[row * side + column] = thumbnail[transposed(orientation) ? x * side + y : y * side + x]
    }
  }
  return result
}

/**
 * Half the side of the square that a pixel is compared with, and the spread in grey levels below which it counts as
 * flat.
 */
const around = 2
const flat = 4

/**
 * What a thumbnail shows beside its large shapes: each pixel less the mean of the square around it, over the spread
 * there. Films of one machine share their large shapes, such as the collimator's edges or black corners.
 */
export function detail(thumbnail: Thumbnail): Float32Array {
  const result = new Float32Array(side * side)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let [sum, squares, count] = [0, 0, 0]
      for (let y = Math.max(0, row - around); y <= Math.min(side - 1, row + around); y++) {
        for (let x = Math.max(0, column - around); x <= Math.min(side - 1, column + around); x++) {
          const grey = thumbnail[y * side + x]
          sum += grey
          squares += grey * grey
          count++
        }
      }
      const mean = sum / count
      const spread = Math.sqrt(Math.max(0, squares / count - mean * mean))
      result[row * side + column] = (thumbnail[row * side + column] - mean) / (spread + flat)
    }
  }
  return result
}

/** Pearson's r of two pictures: 1 for the same whatever its brightness and contrast; 0 where one of them is flat. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const count = a.length
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    sumA += a[i]
    sumB += b[i]
    squaresA += a[i] * a[i]
    squaresB += b[i] * b[i]
    products += a[i] * b[i]
  }
  const spread = (squaresA - (sumA * sumA) / count) * (squaresB - (sumB * sumB) / count)
  return spread > 0 ? (products - (sumA * sumB) / count) / Math.sqrt(spread) : 0
}

/** Coordinates of a {@link likeness}. */
export const likenessLength = (frequencies * (frequencies + 1)) / 2 - 1

/**
 * A point for each thumbnail, the same for each of {@link orientations}, such that no two points are farther apart than
 * √(2 − 2r), where r is the {@link correlation} of the thumbnails in whichever orientation. Undefined for a flat one.
 *
 * Less its mean and over its length, a thumbnail is a point itself, and |a − b|² = 2 − 2r. The discrete cosine transform
 * with orthonormal vectors keeps distances, and leaving frequencies out makes none longer. Mirroring only changes signs
 * of coefficients and turning only transposes them, so that with magnitudes, and (|c| + |c'|) / √2 of each two that are
 * transposed, all orientations are one point; and neither makes a distance longer.
 */
export function likeness(thumbnail: Thumbnail): Float32Array | undefined {
  let [sum, squares] = [0, 0]
  for (const grey of thumbnail) {
    sum += grey
    squares += grey * grey
  }
  const length = Math.sqrt(squares - (sum * sum) / thumbnail.length)
  if (!(length > 0)) return undefined
  const coefficients = lowFrequencies(thumbnail)
  const size = (down: number, across: number): number => {
    const norm = Math.sqrt((down === 0 ? side : side / 2) * (across === 0 ? side : side / 2))
    return Math.abs(coefficients[down * frequencies + across]) / norm / length
  }
  const point: number[] = []
  for (let down = 0; down < frequencies; down++) {
    for (let across = Math.max(down, 1); across < frequencies; across++) {
      point.push(down === across ? size(down, down) : (size(down, across) + size(across, down)) / Math.SQRT2)
    }
  }
  return Float32Array.from(point)
}

/** cos(π (2x + 1) u / 2N) of the discrete cosine transform, u by x. */
const cosines = Float64Array.from({ length: frequencies * side }, (_, i) =>
  Math.cos((Math.PI * (2 * (i % side) + 1) * Math.floor(i / side)) / (2 * side)),
)

function lowFrequencies(thumbnail: Thumbnail): Float64Array {
  const across = new Float64Array(side * frequencies)
  for (let row = 0; row < side; row++) {
    for (let u = 0; u < frequencies; u++) {
      let sum = 0
      for (let x = 0; x < side; x++) sum += thumbnail[row * side + x] * cosines[u * side + x]
      across[row * frequencies + u] = sum
    }
  }
  const result = new Float64Array(frequencies * frequencies)
  for (let v = 0; v < frequencies; v++) {
    for (let u = 0; u < frequencies; u++) {
      for (let row = 0; row < side; row++)
        result[v * frequencies + u] += across[row * frequencies + u] * cosines[v * side + row]
    }
  }
  return result
}
