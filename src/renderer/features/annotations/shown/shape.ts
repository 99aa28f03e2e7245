import type { Annotation } from '#shared/annotation.ts'
import { apply, type Affine, type Point } from '#renderer/features/viewport/index.ts'

const at = ({ x, y }: Point) => `${x.toFixed(2)} ${y.toFixed(2)}`
const line = (from: Point, to: Point) => `M${at(from)}L${at(to)}`
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })

/** How an annotation looks on the screen. */
export type Shape = {
  /** SVG path in CSS pixels of the viewport. */
  path: string
  /** Joins what belongs together: the middles of an angle's two lines. */
  helper: string
  /** Where its points are, for handles. */
  handles: Point[]
  /** Where its words begin. */
  label: Point
}

/** Draws an annotation through the viewport's transform. One that is being drawn may still lack its last points. */
export function shapeOf({ kind, points }: Pick<Annotation, 'kind' | 'points'>, transform: Affine): Shape {
  const handles = points.map((point) => apply(transform, point))
  const [a, b, c, d] = handles as [Point, Point, Point?, Point?]
  const rightmost = handles.reduce((best, point) => (point.x > best.x ? point : best))
  const label = { x: rightmost.x + 10, y: rightmost.y + 4 }
  if (kind === 'length') return { path: line(a, b) + tick(a, b) + tick(b, a), helper: '', handles, label }
  if (kind === 'angle') {
    if (!c || !d) return { path: line(a, b), helper: '', handles, label }
    return { path: line(a, b) + line(c, d), helper: line(middle(a, b), middle(c, d)), handles, label }
  }
  if (kind === 'arrow') return { path: line(b, a) + head(a, b), helper: '', handles, label: { x: b.x + 8, y: b.y + 4 } }
  const left = Math.min(a.x, b.x)
  const right = Math.max(a.x, b.x)
  const top = Math.min(a.y, b.y)
  const bottom = Math.max(a.y, b.y)
  const beside = { x: right + 10, y: top + 10 }
  if (kind === 'rectangle')
    return { path: `M${left} ${top}H${right}V${bottom}H${left}Z`, helper: '', handles, label: beside }
  const [rx, ry] = [(right - left) / 2, (bottom - top) / 2]
  const half = `a${rx} ${ry} 0 1 0`
  return { path: `M${left} ${top + ry}${half} ${2 * rx} 0${half} ${-2 * rx} 0Z`, helper: '', handles, label: beside }
}

/** A short stroke across the line's end. */
function tick(end: Point, other: Point): string {
  const [x, y] = unit(end, other, 5)
  return line({ x: end.x - y, y: end.y + x }, { x: end.x + y, y: end.y - x })
}

function head(tip: Point, tail: Point): string {
  const [x, y] = unit(tip, tail, 12)
  const wing = (side: number): Point => ({ x: tip.x + x - side * y * 0.45, y: tip.y + y + side * x * 0.45 })
  return line(tip, wing(1)) + line(tip, wing(-1))
}

function unit(from: Point, to: Point, length: number): [number, number] {
  const distance = Math.hypot(to.x - from.x, to.y - from.y) || 1
  return [((to.x - from.x) * length) / distance, ((to.y - from.y) * length) / distance]
}
