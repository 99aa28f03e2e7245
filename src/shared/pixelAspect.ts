import type { Spacing } from './film.ts'

/** Pixels further from square than this are a mistake of the file, which would leave nothing to see of the film. */
const mostAspect = 10
/** Spacings that differ by less were rounded. */
const leastDifference = 1e-3

/**
 * Height of a pixel divided by its width: by the film's spacing or, where none is known, by Pixel Aspect Ratio
 * (0028,0034). The one rule by which films are drawn, measured and made into a network's input.
 */
export function pixelAspectOf(spacing: Spacing): number {
  const aspect = spacing.calibration === 'none' ? (spacing.pixelAspect ?? 1) : spacing.rowMm / spacing.columnMm
  if (Math.abs(aspect - 1) < leastDifference || aspect > mostAspect || aspect < 1 / mostAspect) return 1
  return aspect
}
