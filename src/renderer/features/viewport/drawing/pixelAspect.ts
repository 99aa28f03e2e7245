import type { Film } from '#shared/film.ts'

/** Height of a pixel divided by its width, from the film's spacing. */
export function pixelAspectOf(film: Film): number {
  const { spacing } = film.header
  return spacing.calibration === 'none' ? 1 : spacing.rowMm / spacing.columnMm
}
