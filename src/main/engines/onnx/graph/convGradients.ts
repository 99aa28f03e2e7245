import type { GradientRule } from './gradients.ts'
import type { Symbol } from './graph.ts'
import type { OnnxOps } from './onnxOps.ts'
import { fromRows, toRows, zeroRow } from './rows.ts'

type Geometry = { stride: number; padding: number; kernelHeight: number; kernelWidth: number }

/**
 * For each location of an h × w grid and each kernel position (r, s), the row of `x` at (stride·y + r·step + offset,
 * …); zeros outside. Whole rows are copied, which is many times faster than cutting the map into shifted pieces.
 */
function neighbours(ops: OnnxOps, x: Symbol, grid: readonly number[], geometry: Geometry, step: 1 | -1): Symbol {
  const [batch, channels, height, width] = x.dims
  const { stride, padding, kernelHeight, kernelWidth } = geometry
  const indices: number[] = []
  for (let film = 0; film < batch; film++) {
    for (let top = 0; top < grid[0]; top++) {
      for (let left = 0; left < grid[1]; left++) {
        for (let r = 0; r < kernelHeight; r++) {
          for (let s = 0; s < kernelWidth; s++) {
            const row = top * stride + step * (r - padding)
            const column = left * stride + step * (s - padding)
            const isInside = row >= 0 && row < height && column >= 0 && column < width
            indices.push(isInside ? (film * height + row) * width + column : zeroRow)
          }
        }
      }
    }
  }
  const seen = ops.rows(toRows(ops, x), ops.chosenRows(indices))
  const positions = kernelHeight * kernelWidth
  return ops.reshape(seen, [indices.length / positions, positions * channels])
}

/**
 * Of the loss with respect to the kernel: what each kernel position saw, times the output gradient, summed over batch
 * and space.
 */
function weightGradient(ops: OnnxOps, gradient: Symbol, x: Symbol, weight: Symbol, geometry: Geometry): Symbol {
  const [filters, channels, kernelHeight, kernelWidth] = weight.dims
  const seen = neighbours(ops, x, gradient.dims.slice(2), geometry, 1)
  const product = ops.gemm(toRows(ops, gradient), seen, { transA: true })
  const positions = ops.reshape(product, [filters, kernelHeight * kernelWidth, channels])
  return ops.reshape(ops.transpose(positions, [0, 2, 1]), weight.dims)
}

/**
 * Both gradients of a convolution of stride 1 from one gathering of the output gradient: an input location takes part
 * in as many outputs as it has neighbours, and that is a matrix product with the kernel for the one, with the input for
 * the other.
 */
function bothGradients(
  ops: OnnxOps,
  gradient: Symbol,
  x: Symbol,
  weight: Symbol,
  geometry: Geometry,
): [Symbol, Symbol] {
  const [filters, channels, kernelHeight, kernelWidth] = weight.dims
  const positions = kernelHeight * kernelWidth
  const reached = neighbours(ops, gradient, x.dims.slice(2), geometry, -1)
  const kernel = ops.transpose(ops.reshape(weight, [filters, channels, positions]), [2, 0, 1])
  const inputRows = ops.gemm(reached, ops.reshape(kernel, [positions * filters, channels]))
  const kernelRows = ops.gemm(toRows(ops, x), reached, { transA: true })
  const exchanged = ops.transpose(ops.reshape(kernelRows, [channels * positions, filters]), [1, 0])
  return [fromRows(ops, inputRows, x.dims), ops.reshape(exchanged, weight.dims)]
}

/** Gradients of a convolution's input, kernel and bias. Needs a fixed batch. */
export const convGradients: GradientRule = ({ ops, node, gradient, needs }) => {
  const [x, weight] = node.inputs as [Symbol, Symbol]
  const geometry = {
    stride: (node.attributes.strides as readonly number[])[0],
    padding: (node.attributes.pads as readonly number[])[0],
    kernelHeight: weight.dims[2],
    kernelWidth: weight.dims[3],
  }
  const bias = node.inputs.length > 2 && needs(2) ? ops.sumOver(gradient, [0, 2, 3], false) : null
  if (geometry.stride === 1 && needs(0) && needs(1)) return [...bothGradients(ops, gradient, x, weight, geometry), bias]
  return [
    needs(0) ? ops.convTranspose(gradient, weight, geometry, x.dims) : null,
    needs(1) ? weightGradient(ops, gradient, x, weight, geometry) : null,
    bias,
  ]
}
