import type { VoiWindow } from '#shared/film.ts'

/**
 * The window of a film that has none, of whatever format: black at the smallest value, white at the largest, padding
 * left out. Bounds are modality values.
 */
export function windowFromValues(low: number, high: number): VoiWindow {
  const [black, white] = low <= high ? [low, high] : [high, low]
  const width = white - black
  return { center: black + width / 2, width: width > 0 ? width : 1, function: 'LINEAR_EXACT' }
}
