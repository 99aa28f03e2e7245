import { surroundings } from '#main/network/placeHeads.ts'

/**
 * What `withSurroundings` gives at single places of one film: its standardised features (channels × side × side) at the
 * place, and their means over the squares around it, zeros outside counted.
 */
export function surroundingsAt(
  standardised: Float32Array,
  side: number,
  places: readonly number[],
): Float16Array<ArrayBuffer>[] {
  const cells = side * side
  const channels = standardised.length / cells
  const result = places.map(() => new Float16Array(channels * (1 + surroundings.length)))
  // Sums over all rectangles from the first corner, so that any square is four of them.
  const sums = new Float64Array((side + 1) * (side + 1))
  for (let channel = 0; channel < channels; channel++) {
    const first = channel * cells
    for (let row = 0; row < side; row++) {
      let inRow = 0
      for (let column = 0; column < side; column++) {
        inRow += standardised[first + row * side + column]
        sums[(row + 1) * (side + 1) + column + 1] = sums[row * (side + 1) + column + 1] + inRow
      }
    }
    places.forEach((place, i) => {
      result[i][channel] = standardised[first + place]
      const [row, column] = [Math.floor(place / side), place % side]
      surroundings.forEach((width, which) => {
        const reach = (width - 1) / 2
        const [top, left] = [Math.max(0, row - reach), Math.max(0, column - reach)]
        const [bottom, right] = [Math.min(side, row + reach + 1), Math.min(side, column + reach + 1)]
        const at = (y: number, x: number): number => sums[y * (side + 1) + x]
        const sum = at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left)
        result[i][(which + 1) * channels + channel] = sum / (width * width)
      })
    })
  }
  return result
}
