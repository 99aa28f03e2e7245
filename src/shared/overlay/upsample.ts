/** Values on a coarse grid, row by row. */
export type Grid = { rows: number; columns: number; values: ArrayLike<number> }

/**
 * A grid made `times` finer with Catmull-Rom splines: smooth, and exact where a coarse cell has its centre (for odd
 * `times`). A grid's cells, not its corners, cover the same rectangle before and after; the rim repeats outwards.
 */
export function upsample(grid: Grid, times: number): { rows: number; columns: number; values: Float32Array } {
  const columns = grid.columns * times
  const rows = grid.rows * times
  const wide = new Float32Array(grid.rows * columns)
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < columns; column++) {
      wide[row * columns + column] = spline(
        (i) => grid.values[row * grid.columns + i]!,
        grid.columns,
        position(column, times),
      )
    }
  }
  const values = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const at = position(row, times)
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = spline((i) => wide[i * columns + column]!, grid.rows, at)
    }
  }
  return { rows, columns, values }
}

/** Coarse coordinate of the centre of a fine cell. */
function position(fine: number, times: number): number {
  return (fine + 0.5) / times - 0.5
}

function spline(valueAt: (index: number) => number, length: number, at: number): number {
  const left = Math.floor(at)
  const t = at - left
  const sample = (offset: number) => valueAt(Math.min(length - 1, Math.max(0, left + offset)))
  const a = sample(-1)
  const b = sample(0)
  const c = sample(1)
  const d = sample(2)
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
}
