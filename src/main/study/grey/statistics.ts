import type { GreyValues } from '#shared/film.ts'
import { isCovered, type Shutter } from '#shared/shutter.ts'

export type Padding = { low: number; high: number }

/** Smallest and largest value outside the padding; of all values when there is nothing else. NaN is passed over. */
export function rangeOf(values: GreyValues, padding: Padding | undefined): { minimum: number; maximum: number } {
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
