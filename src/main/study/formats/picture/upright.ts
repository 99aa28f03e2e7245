import type { StoredFrame } from '../../grey/storedFrame.ts'

export type Sized = { rows: number; columns: number; stored: StoredFrame }

/** True where an EXIF orientation changes rows and columns. */
export function isSideways(orientation: number): boolean {
  return orientation >= 5
}

/** A picture turned and mirrored as its EXIF orientation (1 to 8) says it is to be seen, TIFF 6.0 tag 274. */
export function upright({ rows, columns, stored }: Sized, orientation: number): Sized {
  if (orientation === 1) return { rows, columns, stored }
  const { values, samplesPerPixel } = stored
  const turned = new (values.constructor as new (length: number) => typeof values)(values.length)
  const sideways = isSideways(orientation)
  const [newRows, newColumns] = sideways ? [columns, rows] : [rows, columns]
  const fromRight = [2, 3, 7, 8].includes(orientation)
  const fromBelow = [3, 4, 6, 7].includes(orientation)
  let to = 0
  for (let row = 0; row < newRows; row++) {
    for (let column = 0; column < newColumns; column++) {
      const [a, b] = sideways ? [column, row] : [row, column]
      const from = ((fromBelow ? rows - 1 - a : a) * columns + (fromRight ? columns - 1 - b : b)) * samplesPerPixel
      for (let sample = 0; sample < samplesPerPixel; sample++) turned[to++] = values[from + sample]!
    }
  }
  return { rows: newRows, columns: newColumns, stored: { ...stored, values: turned } }
}
