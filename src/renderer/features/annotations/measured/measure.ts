import type { GreyFilm, Spacing } from '#shared/film.ts'
import { pixelAspectOf } from '#shared/pixelAspect.ts'
import { isCovered } from '#shared/shutter.ts'
import type { Point } from '#renderer/features/viewport/index.ts'

/** A length and how far it can be trusted: of the patient, of the shadow on the detector, or pixels only. */
export type Length = { value: number; unit: 'mm' | 'px'; calibration: Spacing['calibration'] }

/** Millimetres of a pixel's sides; in widths of a pixel where no spacing is known. */
function sides(spacing: Spacing): { x: number; y: number } {
  return spacing.calibration === 'none'
    ? { x: 1, y: pixelAspectOf(spacing) }
    : { x: spacing.columnMm, y: spacing.rowMm }
}

/**
 * Distance of two film points. A spacing at the detector (0018,1164) stays what it is: it is not divided by an
 * estimated magnification, since that is a guess at where the bone lay.
 */
export function lengthOf(from: Point, to: Point, spacing: Spacing): Length {
  const { x, y } = sides(spacing)
  const value = Math.hypot((to.x - from.x) * x, (to.y - from.y) * y)
  return { value, unit: spacing.calibration === 'none' ? 'px' : 'mm', calibration: spacing.calibration }
}

/** Angle between two lines in degrees, 0 … 90, as Cobb measures it: the lines need not meet, and have no direction. */
export function angleOf([a, b, c, d]: readonly Point[], spacing: Spacing): number {
  const { x, y } = sides(spacing)
  const first = Math.atan2((b!.y - a!.y) * y, (b!.x - a!.x) * x)
  const second = Math.atan2((d!.y - c!.y) * y, (d!.x - c!.x) * x)
  const between = Math.abs(((first - second) * 180) / Math.PI) % 180
  return Math.min(between, 180 - between)
}

export type RegionStatistics = {
  /** Pixels whose centre lies inside and that are film, neither padding nor under a shutter. */
  pixels: number
  /** Of modality values: stored value × slope + intercept. NaN where there are no pixels. */
  mean: number
  deviation: number
  minimum: number
  maximum: number
  /** mm² where a spacing is known, else pixels². */
  area: number
  unit: 'mm²' | 'px²'
}

/**
 * Statistics of the pixels inside a rectangle, or the ellipse in it, whose opposite corners are given. The area is that
 * of the shape.
 */
export function regionStatistics(
  film: GreyFilm,
  [from, to]: readonly Point[],
  kind: 'rectangle' | 'ellipse',
  spacing: Spacing,
): RegionStatistics {
  const box = {
    left: Math.min(from!.x, to!.x),
    right: Math.max(from!.x, to!.x),
    top: Math.min(from!.y, to!.y),
    bottom: Math.max(from!.y, to!.y),
  }
  const centre = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }
  const radius = { x: (box.right - box.left) / 2, y: (box.bottom - box.top) / 2 }
  let [pixels, sum, squares, minimum, maximum] = [0, 0, 0, Infinity, -Infinity]
  for (let row = Math.max(0, Math.floor(box.top)); row < Math.min(film.rows, Math.ceil(box.bottom)); row++) {
    const y = (row + 0.5 - centre.y) / radius.y
    if (Math.abs(y) > 1) continue
    const reach = radius.x * (kind === 'ellipse' ? Math.sqrt(1 - y * y) : 1)
    const first = Math.max(0, Math.ceil(centre.x - reach - 0.5))
    const last = Math.min(film.columns - 1, Math.floor(centre.x + reach - 0.5))
    for (let column = first; column <= last; column++) {
      const stored = film.values[row * film.columns + column]!
      if (film.padding && stored >= film.padding.low && stored <= film.padding.high) continue
      if (film.shutter && isCovered(film.shutter, row * film.columns + column)) continue
      const value = stored * film.slope + film.intercept
      if (Number.isNaN(value)) continue
      pixels++
      sum += value
      squares += value * value
      minimum = Math.min(minimum, value)
      maximum = Math.max(maximum, value)
    }
  }
  const { x, y } = sides(spacing)
  const mean = pixels ? sum / pixels : NaN
  return {
    pixels,
    mean,
    deviation: pixels ? Math.sqrt(Math.max(0, squares / pixels - mean * mean)) : NaN,
    minimum: pixels ? minimum : NaN,
    maximum: pixels ? maximum : NaN,
    area: 4 * radius.x * radius.y * x * y * (kind === 'ellipse' ? Math.PI / 4 : 1),
    unit: spacing.calibration === 'none' ? 'px²' : 'mm²',
  }
}
