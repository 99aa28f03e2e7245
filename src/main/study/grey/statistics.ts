import type { GreyValues } from '#shared/film.ts'
import { isCovered, type Shutter } from '#shared/shutter.ts'

export type Padding = { low: number; high: number }

/** Smallest and largest value outside the padding; of all values when there is nothing else. NaN is passed over. */
export function rangeOf(values: GreyValues, padding: Padding | undefined): { minimum: number; maximum: number } {
  if (padding === undefined && values.length > 0) {
    if (values instanceof Uint16Array) return sixteenBitRange(values, 0)
    if (values instanceof Int16Array)
      return sixteenBitRange(new Uint16Array(values.buffer, values.byteOffset, values.length), signBit)
  }
  let minimum = Number.POSITIVE_INFINITY
  let maximum = Number.NEGATIVE_INFINITY
  if (padding === undefined) {
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!
      if (value < minimum) minimum = value
      if (value > maximum) maximum = value
    }
  } else {
    const { low, high } = padding
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!
      if (value >= low && value <= high) continue
      if (value < minimum) minimum = value
      if (value > maximum) maximum = value
    }
  }
  if (minimum <= maximum && Number.isFinite(minimum) && Number.isFinite(maximum)) return { minimum, maximum }
  return padding === undefined ? finiteRangeOf(values) : rangeOf(values, undefined)
}

const signBit = 0x80_00

/**
 * Range of the large films: a loop over one type of array is several times as fast, and one of four values at a time twice
 * as fast again. With its sign bit turned over a signed value's pattern is ordered as the values are.
 */
function sixteenBitRange(patterns: Uint16Array, flipped: number): { minimum: number; maximum: number } {
  let least = patterns[0]! ^ flipped
  let most = least
  const fours = patterns.length & ~3
  for (let index = 0; index < fours; index += 4) {
    const a = patterns[index]! ^ flipped
    const b = patterns[index + 1]! ^ flipped
    const c = patterns[index + 2]! ^ flipped
    const d = patterns[index + 3]! ^ flipped
    if (a < least) least = a
    if (a > most) most = a
    if (b < least) least = b
    if (b > most) most = b
    if (c < least) least = c
    if (c > most) most = c
    if (d < least) least = d
    if (d > most) most = d
  }
  for (let index = fours; index < patterns.length; index++) {
    const value = patterns[index]! ^ flipped
    if (value < least) least = value
    if (value > most) most = value
  }
  return { minimum: least - flipped, maximum: most - flipped }
}

/** The same of the pixels that a shutter leaves open, so that what it covers does not choose the window. */
export function seenRange(
  values: GreyValues,
  padding: Padding | undefined,
  shutter: Shutter,
): { minimum: number; maximum: number } {
  return rangeOf(
    values.filter((_, pixel) => !isCovered(shutter, pixel)),
    padding,
  )
}

/** For float films with infinities, or with no number at all. */
function finiteRangeOf(values: GreyValues): { minimum: number; maximum: number } {
  let minimum = Number.POSITIVE_INFINITY
  let maximum = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    if (value < minimum) minimum = value
    if (value > maximum) maximum = value
  }
  return minimum <= maximum ? { minimum, maximum } : { minimum: 0, maximum: 0 }
}
