import type { DataSet } from 'dicom-parser'
import type { OverlayPlane } from '#shared/film.ts'
import { isCovered, type Shutter } from '#shared/shutter.ts'
import { decimalsOf, groupOf, shortOf, textOf } from './attributes.ts'
import type { ImagePixel } from './imagePixel.ts'

/** The parts of a row that may be seen, as first and last column. Rows and columns count from 1, as shutters do. */
type Opening = (row: number) => readonly Span[]
type Span = readonly [first: number, last: number]

const brightest = 0xffff

/**
 * The display shutter of a frame, PS3.3 C.7.6.11, C.7.6.15 (bitmap) or of its functional group: of several shapes the film is seen
 * within all. `pixelAspect`: height of a pixel divided by its width. `ignored`: there is one, but it cannot be read or
 * would leave nothing of the film, which no shutter is meant to.
 */
export function shutterOf(
  dataSet: DataSet,
  frame: number,
  image: Pick<ImagePixel, 'rows' | 'columns'>,
  pixelAspect: number,
  bitmapOf: (group: string) => OverlayPlane | undefined,
): { shutter?: Shutter; ignored: boolean } {
  const group = groupOf(dataSet, frame, 'x00189472')
  const shapes =
    textOf(group, 'x00181600')
      ?.split('\\')
      .map((shape) => shape.trim()) ?? []
  if (shapes.length === 0) return { ignored: false }
  const openings = shapes.map((shape) => openingOf(group, shape, image, pixelAspect, bitmapOf))
  const known = openings.filter((opening) => opening !== undefined)
  if (known.length < openings.length) return { ignored: true }
  const { bits, covered } = cover(image, known)
  if (covered === image.rows * image.columns) return { ignored: true }
  if (covered === 0) return { ignored: false }
  return { shutter: { grey: (shortOf(group, 'x00181622') ?? 0) / brightest, bits }, ignored: false }
}

/** Undefined for a shape that is not known or has no size. */
function openingOf(
  group: DataSet,
  shape: string,
  image: Pick<ImagePixel, 'rows' | 'columns'>,
  pixelAspect: number,
  bitmapOf: (group: string) => OverlayPlane | undefined,
): Opening | undefined {
  if (shape === 'RECTANGULAR') return rectangle(group)
  if (shape === 'CIRCULAR') return circle(group, pixelAspect)
  if (shape === 'POLYGONAL') return polygon(decimalsOf(group, 'x00181620'))
  if (shape === 'BITMAP') return bitmap(group, image, bitmapOf)
  return undefined
}

function rectangle(group: DataSet): Opening | undefined {
  const [left, right, upper, lower] = ['x00181602', 'x00181604', 'x00181606', 'x00181608'].map(
    (tag) => decimalsOf(group, tag)[0] ?? Number.NaN,
  ) as [number, number, number, number]
  if (!(left <= right && upper <= lower)) return undefined
  return (row) => (row >= upper && row <= lower ? [[left, right]] : [])
}

/** The radius counts pixels along a row, so what is round for the eye is round here. */
function circle(group: DataSet, pixelAspect: number): Opening | undefined {
  const [centreRow, centreColumn] = decimalsOf(group, 'x00181610')
  const radius = decimalsOf(group, 'x00181612')[0]
  if (centreRow === undefined || centreColumn === undefined || radius === undefined || !(radius > 0)) return undefined
  return (row) => {
    const reach = Math.sqrt(radius ** 2 - ((row - centreRow) * pixelAspect) ** 2)
    return Number.isNaN(reach) ? [] : [[centreColumn - reach, centreColumn + reach]]
  }
}

/** Even-odd rule over the edges from each vertex (row, column) to the next, and from the last to the first. */
function polygon(numbers: readonly number[]): Opening | undefined {
  if (numbers.length < 6 || numbers.length % 2 !== 0 || numbers.some(Number.isNaN)) return undefined
  const vertices = Array.from({ length: numbers.length / 2 }, (_, index) => ({
    row: numbers[2 * index]!,
    column: numbers[2 * index + 1]!,
  }))
  const edges = vertices.map((from, index) => ({ from, to: vertices[(index + 1) % vertices.length]! }))
  return (row) => {
    const crossings: number[] = []
    // A pixel on an edge is seen: it is where the edge was put.
    const along: Span[] = []
    for (const { from, to } of edges) {
      if (from.row === row) along.push([from.column, from.column])
      if (from.row === row && to.row === row)
        along.push([Math.min(from.column, to.column), Math.max(from.column, to.column)])
      if (from.row > row !== to.row > row)
        crossings.push(from.column + ((row - from.row) * (to.column - from.column)) / (to.row - from.row))
    }
    crossings.sort((a, b) => a - b)
    const within = crossings.flatMap((first, index): Span[] =>
      index % 2 === 0 ? [[first, crossings[index + 1]!]] : [],
    )
    return [...within, ...along]
  }
}

/** An overlay plane (60xx) whose ones cover the film. */
function bitmap(
  group: DataSet,
  { rows, columns }: Pick<ImagePixel, 'rows' | 'columns'>,
  bitmapOf: (group: string) => OverlayPlane | undefined,
): Opening | undefined {
  const number = shortOf(group, 'x00181623')
  const plane = number === undefined ? undefined : bitmapOf(number.toString(16))
  if (!plane || plane.rows !== rows || plane.columns !== columns) return undefined
  return (row) => {
    const spans: Span[] = []
    for (let column = 1, from = 0; column <= columns + 1; column++) {
      const open = column <= columns && !isCovered(plane, (row - 1) * columns + column - 1)
      if (open && from === 0) from = column
      if (open || from === 0) continue
      spans.push([from, column - 1])
      from = 0
    }
    return spans
  }
}

function cover({ rows, columns }: Pick<ImagePixel, 'rows' | 'columns'>, openings: readonly Opening[]) {
  const bits = new Uint8Array(Math.ceil((rows * columns) / 8))
  const open = new Uint8Array(columns)
  let covered = 0
  for (let row = 1; row <= rows; row++) {
    open.fill(0)
    for (const opening of openings) {
      // Several spans of one shape may overlap; a column is open once for each shape.
      const seen = new Uint8Array(columns)
      for (const [first, last] of opening(row))
        seen.fill(1, Math.max(0, Math.ceil(first) - 1), Math.max(0, Math.floor(last)))
      for (let column = 0; column < columns; column++) open[column]! += seen[column]!
    }
    for (let column = 0, pixel = (row - 1) * columns; column < columns; column++, pixel++) {
      if (open[column] === openings.length) continue
      bits[pixel >> 3]! |= 1 << (pixel & 7)
      covered++
    }
  }
  return { bits, covered }
}
