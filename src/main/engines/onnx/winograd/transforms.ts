import type { HostTensor } from '#main/network/tensor.ts'

/** Outputs and inputs along one side, of which F(4 × 4, 3 × 3) computes one from the other. */
export const tileSide = 4
export const windowSide = 6

/** One dimension of F(4, 3) at the points 0, ±1, ±2 and ∞ (Lavin and Gray 2015, arXiv 1509.09308, section 4.3). */
const input = [
  [4, 0, -5, 0, 1, 0],
  [0, -4, -4, 1, 1, 0],
  [0, 4, -4, -1, 1, 0],
  [0, -2, -1, 2, 1, 0],
  [0, 2, -1, -2, 1, 0],
  [0, 4, 0, -5, 0, 1],
]
const kernel = [
  [1 / 4, 0, 0],
  [-1 / 6, -1 / 6, -1 / 6],
  [-1 / 6, 1 / 6, -1 / 6],
  [1 / 24, 1 / 12, 1 / 6],
  [1 / 24, -1 / 12, 1 / 6],
  [0, 0, 1],
]
const output = [
  [1, 1, 1, 1, 1, 0],
  [0, 1, -1, 2, -2, 0],
  [0, 1, 1, 4, 4, 0],
  [0, 1, -1, 8, -8, 1],
]

/** 36 × 36: from the pixels of a window to what is multiplied. */
export const inputForm = alongBothSides(input)
/** 36 × 9: from a kernel to what is multiplied with it, element by element. */
export const kernelForm = alongBothSides(kernel)
/** 16 × 36: from the products to the outputs of a tile. */
export const outputForm = alongBothSides(output)

/** The matrix that does to a flattened square what `matrix` does to its rows and its columns: its Kronecker square. */
function alongBothSides(matrix: readonly (readonly number[])[]): HostTensor {
  const data = matrix.flatMap((down) => matrix.flatMap((across) => down.flatMap((a) => across.map((b) => a * b))))
  return { dims: [matrix.length ** 2, matrix[0].length ** 2], data: Float32Array.from(data) }
}
