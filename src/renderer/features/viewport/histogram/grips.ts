import type { GreyFilmShape, VoiWindow } from '#shared/film.ts'
import { edgesOf, smallestWidth } from '../window/windowing.ts'

/** What a window is held by on the histogram. */
export const grips = ['low', 'centre', 'high'] as const
export type Grip = (typeof grips)[number]

/** Where each grip stands, in the window's units. */
export function gripsOf(window: VoiWindow): Record<Grip, number> {
  const [low, high] = edgesOf(window)
  return { low, centre: window.center, high }
}

/** The window after a grip was moved: an edge leaves the other one where it is, the centre takes both along. */
export function moveGrip(window: VoiWindow, grip: Grip, to: number, shape: GreyFilmShape): VoiWindow {
  if (grip === 'centre') return { ...window, center: to }
  const [low, high] = edgesOf(window)
  const more = window.width - (high - low)
  const least = smallestWidth(shape, window.function)
  const width = Math.max(least, more + (grip === 'low' ? high - to : to - low))
  return { ...window, width, center: (grip === 'low' ? high + more - width : low) + width / 2 }
}

/** CSS pixels within which an edge is taken hold of. */
const reachPx = 12

/**
 * The grip that a pointer takes, from where the edges and the pointer are across the histogram, in CSS pixels; none far
 * outside the window. `below`: on the strip that moves the whole window, however narrow it is.
 */
export function gripAt(x: number, edges: { low: number; high: number }, below: boolean): Grip | undefined {
  const isNear = x >= edges.low - reachPx && x <= edges.high + reachPx
  if (below) return isNear ? 'centre' : undefined
  const toLow = Math.abs(x - edges.low)
  const toHigh = Math.abs(x - edges.high)
  if (Math.min(toLow, toHigh) <= reachPx) {
    const middle = (edges.low + edges.high) / 2
    return x < middle ? 'low' : 'high'
  }
  return isNear ? 'centre' : undefined
}
