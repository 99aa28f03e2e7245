import type { NetworkInput } from '#main/network/networkInput.ts'

/** Cells along the longer side of the film: small enough for a side letter, large enough that noise is averaged out. */
const cellsAlong = 96
/** How far the covered part is widened, in cells: soft tissue fades out. */
const widening = 2
/** Cells along each edge that are always kept: a bright border that the limb touches would be covered all around. */
const ring = 3
const bins = 256

type Grid = { rows: number; columns: number; values: Float64Array }
type Rectangle = { x: number; y: number; width: number; height: number }

/** Only what is left shows; `left`: which share of the film that is. */
export type WithoutAnatomy = { pixels: Float32Array; left: number }

/**
 * A network's input without the anatomy: what is left are the film's borders and what stands beside the limb, such as side
 * letters and labels. Covered are the middle half of width and height, all that is brighter than Otsu's threshold (1979)
 * and connected to it, and two cells (of 96 along the longer side) around both, but for three cells along each edge. The
 * covered part gets the median grey of the rest, so that its outline says as little as possible. A marker that touches
 * the limb is covered with it.
 */
export function withoutAnatomy(input: NetworkInput): WithoutAnatomy {
  const side = Math.round(Math.sqrt(input.pixels.length))
  const film = filmWithin(input, side)
  const cell = Math.max(1, Math.floor(Math.max(film.width, film.height) / cellsAlong))
  const grid = cellMeans(input.pixels, side, film, cell)
  const covered = widened(connectedToMiddle(grid, otsu(grid.values)), grid)
  const fill = medianOf(grid.values.filter((_, index) => covered[index] === 0))
  const pixels = input.pixels.slice()
  for (let y = 0; y < film.height; y++) {
    const row = Math.min(grid.rows - 1, Math.floor(y / cell)) * grid.columns
    for (let x = 0; x < film.width; x++) {
      if (covered[row + Math.min(grid.columns - 1, Math.floor(x / cell))])
        pixels[(film.y + y) * side + film.x + x] = fill
    }
  }
  return { pixels, left: covered.filter((is) => !is).length / covered.length }
}

/** Where the film lies on the square; the rest is filled up with black. */
function filmWithin({ region, film }: NetworkInput, side: number): Rectangle {
  const [across, down] = [side / region.width, side / region.height]
  const x = Math.max(0, Math.round(-region.x * across))
  const y = Math.max(0, Math.round(-region.y * down))
  return {
    x,
    y,
    width: Math.max(1, Math.min(side - x, Math.round(film.columns * across))),
    height: Math.max(1, Math.min(side - y, Math.round(film.rows * down))),
  }
}

/** Pixels that are left over at the right and below belong to the last cell. */
function cellMeans(pixels: Float32Array, side: number, film: Rectangle, cell: number): Grid {
  const rows = Math.max(1, Math.floor(film.height / cell))
  const columns = Math.max(1, Math.floor(film.width / cell))
  const [sums, counts] = [new Float64Array(rows * columns), new Float64Array(rows * columns)]
  for (let y = 0; y < film.height; y++) {
    const row = Math.min(rows - 1, Math.floor(y / cell)) * columns
    for (let x = 0; x < film.width; x++) {
      const at = row + Math.min(columns - 1, Math.floor(x / cell))
      sums[at] += pixels[(film.y + y) * side + film.x + x]
      counts[at]++
    }
  }
  return { rows, columns, values: sums.map((sum, at) => sum / counts[at]) }
}

/** The grey that divides values best into dark and bright: the variance between the two is greatest there. */
function otsu(values: Float64Array): number {
  const histogram = new Float64Array(bins)
  for (const value of values) histogram[Math.min(bins - 1, Math.max(0, Math.floor(value * bins)))]++
  const total = histogram.reduce((sum, count, bin) => sum + count * bin, 0)
  let [best, at, below, belowSum] = [-1, 0, 0, 0]
  for (let bin = 0; bin < bins - 1; bin++) {
    below += histogram[bin]
    belowSum += histogram[bin] * bin
    const above = values.length - below
    if (below === 0 || above === 0) continue
    const between = below * above * (belowSum / below - (total - belowSum) / above) ** 2
    if (between > best) [best, at] = [between, bin]
  }
  return (at + 1) / bins
}

/** 1 in the middle half of both sides and where bright cells lead away from it, also over corners. */
function connectedToMiddle({ rows, columns, values }: Grid, threshold: number): Uint8Array {
  const covered = new Uint8Array(rows * columns)
  const waiting: number[] = []
  for (let row = Math.floor(rows / 4); row < Math.ceil((3 * rows) / 4); row++)
    for (let column = Math.floor(columns / 4); column < Math.ceil((3 * columns) / 4); column++) {
      covered[row * columns + column] = 1
      if (values[row * columns + column] >= threshold) waiting.push(row * columns + column)
    }
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const near of around(at, 1, { rows, columns }))
      if (covered[near] === 0 && values[near] >= threshold && !isAtEdge(near, { rows, columns })) {
        covered[near] = 1
        waiting.push(near)
      }
  return covered
}

function widened(covered: Uint8Array, grid: Grid): Uint8Array {
  const wider = covered.slice()
  covered.forEach((is, at) => {
    if (is) for (const near of around(at, widening, grid)) if (!isAtEdge(near, grid)) wider[near] = 1
  })
  return wider
}

function isAtEdge(at: number, { rows, columns }: Pick<Grid, 'rows' | 'columns'>): boolean {
  const [row, column] = [Math.floor(at / columns), at % columns]
  return Math.min(row, column, rows - 1 - row, columns - 1 - column) < ring
}

/** The cells of a square around one, those of the grid. */
function* around(at: number, reach: number, { rows, columns }: Pick<Grid, 'rows' | 'columns'>): Generator<number> {
  const [row, column] = [Math.floor(at / columns), at % columns]
  for (let y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y++)
    for (let x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x++) yield y * columns + x
}

/** 0 of nothing. */
function medianOf(values: Float64Array): number {
  return values.sort()[values.length >> 1] ?? 0
}
