import type { Outline, Point } from './mark.ts'

export type Box = { x: number; y: number; width: number; height: number }

/** Corners of the polygon that stands for an ellipse; it lacks 0.04 % of the area. */
const ellipseCorners = 128

/** The box around a mark. */
export function boundsOf(outline: Outline): Box {
  if (outline.shape !== 'polygon') {
    const { x, y, width, height } = outline
    return { x, y, width, height }
  }
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of outline.points) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** In square film pixels. Of a polygon that crosses itself, parts that run the other way round count against the rest. */
export function areaOf(outline: Outline): number {
  if (outline.shape === 'polygon') return polygonArea(outline.points)
  const { width, height } = outline
  return width * height * (outline.shape === 'box' ? 1 : Math.PI / 4)
}

/** The corners of a mark; of an ellipse, those of a polygon on it. */
export function cornersOf(outline: Outline): Point[] {
  if (outline.shape === 'polygon') return outline.points
  const { x, y, width, height } = outline
  if (outline.shape === 'box') return rectangle(outline)
  return Array.from({ length: ellipseCorners }, (_, corner) => {
    const turn = (2 * Math.PI * corner) / ellipseCorners
    return [x + (width / 2) * (1 + Math.cos(turn)), y + (height / 2) * (1 + Math.sin(turn))]
  })
}

function rectangle({ x, y, width, height }: Box): Point[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]
}

/** Shoelace formula. */
export function polygonArea(points: readonly Point[]): number {
  let twice = 0
  // From the first point, so that polygons far from the origin lose no digits.
  const [[originX, originY]] = points.length > 0 ? points : [[0, 0] as Point]
  for (let i = 0; i < points.length; i++) {
    const [x, y] = points[i]
    const [nextX, nextY] = points[(i + 1) % points.length]
    twice += (x - originX) * (nextY - originY) - (nextX - originX) * (y - originY)
  }
  return Math.abs(twice) / 2
}

/**
 * What of a polygon lies in a box (Sutherland and Hodgman 1974); no points where nothing does. Where a hollow polygon
 * falls apart, its parts stay joined along the box's edge, which adds no area.
 */
export function clipPolygon(points: readonly Point[], { x, y, width, height }: Box): Point[] {
  const left = clipHalf(points, 0, x, 1)
  const right = clipHalf(left, 0, x + width, -1)
  const top = clipHalf(right, 1, y, 1)
  return clipHalf(top, 1, y + height, -1)
}

/** The side of a line across an axis on which coordinates are larger (`side` 1) or smaller (-1). */
function clipHalf(points: readonly Point[], axis: 0 | 1, limit: number, side: 1 | -1): Point[] {
  const result: Point[] = []
  for (let i = 0; i < points.length; i++) {
    const [from, to] = [points[i], points[(i + 1) % points.length]]
    const [before, after] = [(from[axis] - limit) * side, (to[axis] - limit) * side]
    if (before >= 0) result.push(from)
    if (before < 0 !== after < 0) {
      const share = before / (before - after)
      const other = from[1 - axis] + share * (to[1 - axis] - from[1 - axis])
      result.push(axis === 0 ? [limit, other] : [other, limit])
    }
  }
  return result
}

/** Square film pixels of a mark within a box. */
export function areaWithin(outline: Outline, box: Box): number {
  if (outline.shape === 'box') return overlap(outline, box)
  return polygonArea(clipPolygon(cornersOf(outline), box))
}

function overlap(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, across) * Math.max(0, down)
}

/** The part of a mark that lies on the film; `undefined` where none does. What is cut off an ellipse makes it a polygon. */
export function clipToFilm<T extends Outline>(mark: T, film: { columns: number; rows: number }): T | undefined {
  const box = { x: 0, y: 0, width: film.columns, height: film.rows }
  const { x, y, width, height } = boundsOf(mark)
  if (x >= 0 && y >= 0 && x + width <= box.width && y + height <= box.height) return mark
  if (areaWithin(mark, box) <= 0) return undefined
  if (mark.shape !== 'box') {
    const { x: _x, y: _y, width: _w, height: _h, ...rest } = mark as T & Partial<Box>
    return { ...rest, shape: 'polygon', points: clipPolygon(cornersOf(mark), box) } as unknown as T
  }
  const [left, top] = [Math.max(0, x), Math.max(0, y)]
  const [right, bottom] = [Math.min(box.width, x + width), Math.min(box.height, y + height)]
  return { ...mark, x: left, y: top, width: right - left, height: bottom - top }
}

/** A mark in pixels of another size. */
export function scaled<T extends Outline>(mark: T, across: number, down: number): T {
  if (mark.shape === 'polygon') return { ...mark, points: mark.points.map(([x, y]): Point => [x * across, y * down]) }
  const { x, y, width, height } = mark
  return { ...mark, x: x * across, y: y * down, width: width * across, height: height * down }
}
