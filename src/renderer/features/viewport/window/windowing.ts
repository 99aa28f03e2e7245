import type { GreyFilmShape, VoiWindow } from '#shared/film.ts'

/** CSS pixels of dragging that multiply the width by e, or move the centre by one and a half widths. */
const dragPx = 400

/**
 * Smallest width that still means something: one step of LINEAR (PS3.3 C.11.2.1.2.1), else a sliver of the film's
 * range.
 */
export function smallestWidth(shape: GreyFilmShape, voi: VoiWindow['function']): number {
  return voi === 'LINEAR' ? 1 : (rangeOf(shape) || 1) / 65_536
}

function rangeOf(shape: GreyFilmShape): number {
  return Math.abs((shape.maximum - shape.minimum) * shape.slope)
}

/**
 * The window after a drag: to the right wider (less contrast), downwards the centre up (darker). Steps grow with the
 * width.
 */
export function dragWindow(window: VoiWindow, by: { x: number; y: number }, shape: GreyFilmShape): VoiWindow {
  const least = smallestWidth(shape, window.function)
  const most = Math.max(4 * rangeOf(shape), 4 * shape.window.width, least)
  const width = Math.min(most, Math.max(least, window.width * Math.exp(by.x / dragPx)))
  return { ...window, width, center: window.center + (by.y * window.width * 1.5) / dragPx }
}

/**
 * Values at which a window becomes black and white, PS3.3 C.11.2.1.2.1 and C.11.2.1.3.2; of a SIGMOID, which never does,
 * those of 12 % and 88 % grey.
 */
export function edgesOf({ center, width, function: voi }: VoiWindow): [low: number, high: number] {
  const low = center - width / 2
  return [low, low + (voi === 'LINEAR' && width >= 1 ? width - 1 : width)]
}

/** From the darkest to the brightest value of the film. */
export function fullRangeWindow(shape: GreyFilmShape): VoiWindow {
  const low = shape.minimum * shape.slope + shape.intercept
  const high = shape.maximum * shape.slope + shape.intercept
  return { center: (low + high) / 2, width: Math.abs(high - low) || 1, function: 'LINEAR_EXACT' }
}

/** Digits that a window's numbers need: none for a wide window, more for a film of small values. */
export function windowDigits(width: number): number {
  return width >= 20 ? 0 : Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(width))))
}
