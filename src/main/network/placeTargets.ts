import type { Mark, Point } from '#shared/mark.ts'
import { clipPolygon, cornersOf, polygonArea, type Box } from '#shared/markGeometry.ts'

/** What a place of the feature map is to learn: a fracture, none, or nothing at all. */
export const placeTarget = { fracture: 1, none: 0, ignored: -1 } as const

/** From this share on, of the place or of the mark, a covered place shows a fracture. */
const leastShare = 0.25

/** Where a point of the film, in its pixels, lies on the network's input, whose sides are 1. */
export type FilmToInput = (point: Point) => Point

/** For an input that shows a rectangle of the film; see `networkInput`. */
export function regionToInput({ x, y, width, height }: Box): FilmToInput {
  return ([across, down]) => [(across - x) / width, (down - y) / height]
}

/**
 * Targets of a film's `grid` × `grid` places, row by row. A place that is covered by marks for a quarter, or covers a
 * quarter of a mark, shows a fracture, and so does the one that a mark covers most; other places that are touched are
 * ignored. Of a fractured film without marks nothing is known of any place. Touched places of a film labelled as without
 * fracture contradict it and are ignored.
 */
export function placeTargets(
  { fractured, marks = [] }: { fractured: boolean; marks?: readonly Mark[] | undefined },
  toInput: FilmToInput,
  grid: number,
): Int8Array {
  if (fractured && marks.length === 0) return new Int8Array(grid * grid).fill(placeTarget.ignored)
  const covered = new Float64Array(grid * grid)
  const shown = new Uint8Array(grid * grid)
  for (const mark of marks) {
    const corners = cornersOf(mark).map((point): Point => {
      const [x, y] = toInput(point)
      return [x * grid, y * grid]
    })
    const areas = areasByPlace(corners, grid)
    const whole = polygonArea(corners)
    const most = Math.max(...areas.values())
    const visible = areas.values().reduce((sum, area) => sum + area, 0) >= leastShare * whole
    for (const [place, area] of areas) {
      covered[place] += area
      if (area >= leastShare * whole || (visible && area === most)) shown[place] = 1
    }
  }
  return Int8Array.from(covered, (area, place) => {
    if (area === 0) return placeTarget.none
    return fractured && (area >= leastShare || shown[place] === 1) ? placeTarget.fracture : placeTarget.ignored
  })
}

/** How much of each place a polygon covers, in places; those that it touches only. */
function areasByPlace(corners: readonly Point[], grid: number): Map<number, number> {
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  const first = (values: number[]): number => Math.max(0, Math.floor(Math.min(...values)))
  const last = (values: number[]): number => Math.min(grid, Math.ceil(Math.max(...values)))
  const areas = new Map<number, number>()
  for (let row = first(ys); row < last(ys); row++) {
    const band = clipPolygon(corners, { x: 0, y: row, width: grid, height: 1 })
    for (let column = first(xs); column < last(xs); column++) {
      const area = polygonArea(clipPolygon(band, { x: column, y: row, width: 1, height: 1 }))
      if (area > 0) areas.set(row * grid + column, area)
    }
  }
  return areas
}
