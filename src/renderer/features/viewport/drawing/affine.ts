import type { Affine, Point } from './adapter.ts'

export function apply(t: Affine, point: Point): Point {
  return { x: t.a * point.x + t.c * point.y + t.e, y: t.b * point.x + t.d * point.y + t.f }
}

export function invert(t: Affine): Affine {
  const determinant = t.a * t.d - t.b * t.c
  const a = t.d / determinant
  const b = -t.b / determinant
  const c = -t.c / determinant
  const d = t.a / determinant
  return { a, b, c, d, e: -(a * t.e + c * t.f), f: -(b * t.e + d * t.f) }
}

/** The transform followed by a scaling of its result. */
export function scaled(t: Affine, by: number): Affine {
  return { a: t.a * by, b: t.b * by, c: t.c * by, d: t.d * by, e: t.e * by, f: t.f * by }
}

/** Smallest rectangle around the image of a rectangle. */
export function boundsOf(t: Affine, rect: { x: number; y: number; width: number; height: number }) {
  const corners = [
    { x: rect.x, y: rect.y },
    { x: rect.x + rect.width, y: rect.y },
    { x: rect.x, y: rect.y + rect.height },
    { x: rect.x + rect.width, y: rect.y + rect.height },
  ].map((corner) => apply(t, corner))
  const xs = corners.map((corner) => corner.x)
  const ys = corners.map((corner) => corner.y)
  const x = Math.min(...xs)
  const y = Math.min(...ys)
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}
