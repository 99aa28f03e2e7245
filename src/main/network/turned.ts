import type { HostTensor } from './tensor.ts'

/** A quarter turn clockwise, so many times. */
export type Quarters = 0 | 1 | 2 | 3

/** A square of side × side values, row by row, turned clockwise; a copy. */
export function turnedSquare(square: Float32Array, quarters: Quarters): Float32Array<ArrayBuffer> {
  const side = Math.sqrt(square.length)
  const from = source(side, quarters)
  const turned = new Float32Array(square.length)
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) turned[row * side + column] = square[from(row, column)]
  return turned
}

/** Square maps over a film, N × channels × side × side, each turned clockwise. */
export function turnedMaps(maps: HostTensor, quarters: Quarters): HostTensor {
  const [side] = maps.dims.slice(-1)
  const cells = side * side
  const data = new Float32Array(maps.data.length)
  for (let start = 0; start < data.length; start += cells)
    data.set(turnedSquare(maps.data.subarray(start, start + cells), quarters), start)
  return { dims: maps.dims, data }
}

/** What undoes a turn. */
export const turnedBack = (quarters: Quarters): Quarters => ((4 - quarters) % 4) as Quarters

/** Where the value lies that a turn brings to a place. */
function source(side: number, quarters: Quarters): (row: number, column: number) => number {
  const last = side - 1
  switch (quarters) {
    case 0:
      return (row, column) => row * side + column
    case 1:
      return (row, column) => (last - column) * side + row
    case 2:
      return (row, column) => (last - row) * side + last - column
    case 3:
      return (row, column) => column * side + last - row
  }
}
