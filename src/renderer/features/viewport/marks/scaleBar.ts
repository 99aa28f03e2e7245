import type { Spacing } from '#shared/film.ts'
import type { Affine } from '../drawing/adapter.ts'

/** A round length and how wide it is on the screen. */
export type ScaleBar = { mm: number; widthPx: number; calibration: 'calibrated' | 'at-detector' }

/**
 * The longest of 1, 2, 5 × 10ⁿ mm that takes no more than `mostPx` CSS pixels across the screen; none where no spacing
 * is known.
 */
export function scaleBarOf(spacing: Spacing, t: Affine, mostPx: number): ScaleBar | undefined {
  if (spacing.calibration === 'none') return undefined
  // How many millimetres one screen pixel to the right is, whichever way the film is turned.
  const turned = Math.abs(t.c) > Math.abs(t.a)
  const pxPerMm = turned ? Math.abs(t.c) / spacing.rowMm : Math.abs(t.a) / spacing.columnMm
  const most = mostPx / pxPerMm
  const power = 10 ** Math.floor(Math.log10(most))
  const mm = [5, 2, 1].map((times) => times * power).find((length) => length <= most) ?? power
  return { mm, widthPx: mm * pxPerMm, calibration: spacing.calibration }
}
