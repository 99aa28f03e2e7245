import type { Annotation } from '#shared/annotation.ts'
import type { Box } from '#shared/deidentify.ts'

type Size = { rows: number; columns: number }

/** The rectangles that somebody drew on a film as boxes of whole pixels, as far as they lie on it. */
export function rectangleBoxes(annotations: readonly Annotation[], { rows, columns }: Size): Box[] {
  return annotations.flatMap(({ kind, points }) => {
    if (kind !== 'rectangle') return []
    const [x, right] = span(points.map((point) => point.x), columns) // prettier-ignore
    const [y, bottom] = span(points.map((point) => point.y), rows) // prettier-ignore
    return right > x && bottom > y ? [{ x, y, width: right - x, height: bottom - y }] : []
  })
}

function span(values: readonly number[], size: number): [number, number] {
  return [Math.max(0, Math.floor(Math.min(...values))), Math.min(size, Math.ceil(Math.max(...values)))]
}
