import type { Film } from '#shared/film.ts'
import { halvingsAt } from '#shared/greyPyramid.ts'
import { pixelAspectOf } from './pixelAspect.ts'

/** Smaller films are there as soon as a part of them. */
const leastPixels = 2_000_000

/**
 * How often a film can be halved and still be drawn as all of it would be, fitted into a place of so many CSS pixels;
 * 0 where it is to be waited for.
 */
export function previewHalvings(film: Film, { width, height }: { width: number; height: number }): number {
  const { rows, columns, frames } = film.header
  if (frames > 1 || rows * columns < leastPixels || width === 0 || height === 0) return 0
  // A pixel that is not square is stretched along its longer side.
  const aspect = pixelAspectOf(film, 0)
  const across = columns * Math.max(1, 1 / aspect)
  const down = rows * Math.max(1, aspect)
  const scale = Math.min(width / across, height / down) * (globalThis.devicePixelRatio || 1)
  return halvingsAt(scale)
}
