import type { Mark, Outline, Point as Pair } from '#shared/mark.ts'
import { apply, type Affine, type Point } from '#renderer/features/viewport/index.ts'

/** Of the film. */
export type FilmSize = { rows: number; columns: number }

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value))
export const ontoFilm = ({ x, y }: Point, { rows, columns }: FilmSize): Point => ({
  x: clamp(x, columns),
  y: clamp(y, rows),
})

/** The box or ellipse between two opposite corners, film pixels; what lies beside the film is cut off. */
export function between(shape: 'box' | 'ellipse', a: Point, b: Point, film: FilmSize): Outline {
  const [from, to] = [ontoFilm(a, film), ontoFilm(b, film)]
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)]
  return { shape, x, y, width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) }
}

/** Where it can be taken hold of, film pixels: the corners of its box, clockwise from the upper left, or its own. */
export function handlesOf(outline: Outline): Point[] {
  if (outline.shape === 'polygon') return outline.points.map(([x, y]) => ({ x, y }))
  const { x, y, width, height } = outline
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]
}

/** With a handle pulled to a place; the corner opposite stays where it is. */
export function pulled(mark: Mark, handle: number, to: Point, film: FilmSize): Mark {
  const place = ontoFilm(to, film)
  if (mark.shape === 'polygon')
    return { ...mark, points: mark.points.map((point, i): Pair => (i === handle ? [place.x, place.y] : point)) }
  return { ...mark, ...between(mark.shape, handlesOf(mark)[(handle + 2) % 4]!, place, film) }
}

/** Moved by so many film pixels, as far as the film goes; its size stays. */
export function moved(mark: Mark, by: Point, film: FilmSize): Mark {
  const handles = handlesOf(mark)
  const within = (values: number[], step: number, most: number) =>
    Math.max(Math.min(0, -Math.min(...values)), Math.min(step, Math.max(0, most - Math.max(...values))))
  const dx = within(handles.map(({ x }) => x), by.x, film.columns) // prettier-ignore
  const dy = within(handles.map(({ y }) => y), by.y, film.rows) // prettier-ignore
  if (mark.shape === 'polygon') return { ...mark, points: mark.points.map(([x, y]): Pair => [x + dx, y + dy]) }
  return { ...mark, x: mark.x + dx, y: mark.y + dy }
}

const pair = ({ x, y }: Point): string => `${x.toFixed(2)} ${y.toFixed(2)}`
/** A quarter of a circle as one cubic Bézier curve is true to 0.03 % with handles of this length. */
const quarter = 0.5523

/** As an SVG path in CSS pixels of the viewport, however the film is turned, mirrored or stretched. */
export function pathOf(outline: Outline, transform: Affine): string {
  const at = (x: number, y: number) => pair(apply(transform, { x, y }))
  if (outline.shape !== 'ellipse') {
    const [first, ...others] = handlesOf(outline)
    return `M${at(first!.x, first!.y)}${others.map(({ x, y }) => `L${at(x, y)}`).join('')}Z`
  }
  const [rx, ry] = [outline.width / 2, outline.height / 2]
  const [cx, cy] = [outline.x + rx, outline.y + ry]
  const turns = [[1, 0], [0, 1], [-1, 0], [0, -1]] as const // prettier-ignore
  const on = (x: number, y: number) => at(cx + x * rx, cy + y * ry)
  const curves = turns.map(([x, y], index) => {
    const [toX, toY] = turns[(index + 1) % 4]!
    return `C${on(x + quarter * toX, y + quarter * toY)} ${on(toX + quarter * x, toY + quarter * y)} ${on(toX, toY)}`
  })
  return `M${on(1, 0)}${curves.join('')}Z`
}
