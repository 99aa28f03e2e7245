export type Point = [x: number, y: number]

const corners = 64

/**
 * The points of a line that draws a graphic object, PS3.3 C.10.5.1.2; undefined for a type that is not known. Curves
 * through points (INTERPOLATED) are drawn straight from one to the next, as the standard leaves the curve open.
 */
export function shapePoints(type: string, points: readonly Point[]): Point[] | undefined {
  switch (type) {
    case 'POINT':
      return points.slice(0, 1)
    case 'POLYLINE':
    case 'INTERPOLATED':
      return [...points]
    case 'CIRCLE': {
      const [centre, edge] = points
      if (!centre || !edge) return undefined
      const radius = Math.hypot(edge[0] - centre[0], edge[1] - centre[1])
      return ring(centre, [radius, 0], [0, radius])
    }
    case 'ELLIPSE': {
      const [a, b, c, d] = points
      if (!a || !b || !c || !d) return undefined
      const half = (from: Point, to: Point): Point => [(to[0] - from[0]) / 2, (to[1] - from[1]) / 2]
      return ring([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], half(a, b), half(c, d))
    }
    default:
      return undefined
  }
}

function ring(centre: Point, first: Point, second: Point): Point[] {
  return Array.from({ length: corners + 1 }, (_, index): Point => {
    const angle = (2 * Math.PI * index) / corners
    const [along, across] = [Math.cos(angle), Math.sin(angle)]
    return [centre[0] + along * first[0] + across * second[0], centre[1] + along * first[1] + across * second[1]]
  })
}
