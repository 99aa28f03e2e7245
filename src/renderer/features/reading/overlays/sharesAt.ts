import type { ReadingMaps } from '#shared/reading.ts'

/**
 * Share of each expert at a film point, from the cell of the maps that it lies in; none outside the film or the maps.
 */
export function sharesAt(
  { gates, rows, columns, region }: ReadingMaps,
  { x, y }: { x: number; y: number },
  film: { rows: number; columns: number },
): number[] | undefined {
  if (x < 0 || y < 0 || x >= film.columns || y >= film.rows) return undefined
  const column = Math.floor(((x - region.x) / region.width) * columns)
  const row = Math.floor(((y - region.y) / region.height) * rows)
  if (column < 0 || row < 0 || column >= columns || row >= rows) return undefined
  return gates.map((gate) => gate[row * columns + column]!)
}
