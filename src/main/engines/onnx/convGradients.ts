import type { GradientRule } from './gradients.ts'
import type { Symbol } from './graph.ts'
import type { OnnxOps } from './onnxOps.ts'

type Geometry = { stride: number; padding: number; kernelHeight: number; kernelWidth: number }

/** Of the loss with respect to the convolution's input. */
function inputGradient(ops: OnnxOps, gradient: Symbol, x: Symbol, weight: Symbol, geometry: Geometry): Symbol {
  const { stride, padding, kernelHeight, kernelWidth } = geometry
  const square = kernelHeight === kernelWidth
  // Stride 1: again a convolution, with the kernel turned by 180° and its channels exchanged. Faster than ConvTranspose.
  if (stride === 1 && square && padding <= kernelHeight - 1) {
    const exchanged = ops.transpose(weight, [1, 0, 2, 3])
    const turned = kernelHeight === 1 ? exchanged : ops.flip(exchanged, [2, 3])
    return ops.conv(gradient, turned, null, { stride: 1, padding: kernelHeight - 1 - padding })
  }
  return ops.convTranspose(gradient, weight, { stride, padding }, x.dims)
}

/** N × C × h × w → C × (N·h·w). */
function channelsFirst(ops: OnnxOps, x: Symbol): Symbol {
  const [batch, channels, height, width] = x.dims
  return ops.reshape(ops.transpose(x, [1, 0, 2, 3]), [channels, batch * height * width])
}

/**
 * Of the loss with respect to the kernel: for each kernel position, the input that it saw times the output gradient, summed over batch and
 * space. The positions' inputs lie side by side so that it is one large matrix product.
 */
function weightGradient(ops: OnnxOps, gradient: Symbol, x: Symbol, weight: Symbol, geometry: Geometry): Symbol {
  const { stride, padding, kernelHeight, kernelWidth } = geometry
  const [filters, channels] = weight.dims
  const [height, width] = gradient.dims.slice(2)
  const around = [0, 0, padding, padding]
  const padded = padding > 0 ? ops.pad(x, around, around) : x
  const seen: Symbol[] = []
  for (let row = 0; row < kernelHeight; row++) {
    for (let column = 0; column < kernelWidth; column++) {
      const isWhole = stride === 1 && kernelHeight === 1 && kernelWidth === 1
      const cuts = [
        { axis: 2, start: row, end: row + (height - 1) * stride + 1, step: stride },
        { axis: 3, start: column, end: column + (width - 1) * stride + 1, step: stride },
      ]
      seen.push(isWhole ? padded : ops.strided(padded, cuts))
    }
  }
  const columns = seen.length === 1 ? seen[0] : ops.concat(seen, 1)
  const product = ops.matmulTransposed(channelsFirst(ops, gradient), channelsFirst(ops, columns))
  const positions = ops.reshape(product, [filters, seen.length, channels])
  return ops.reshape(ops.transpose(positions, [0, 2, 1]), weight.dims)
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
  return [
    needs(0) ? inputGradient(ops, gradient, x, weight, geometry) : null,
    needs(1) ? weightGradient(ops, gradient, x, weight, geometry) : null,
    node.inputs.length > 2 && needs(2) ? ops.sumOver(gradient, [0, 2, 3], false) : null,
  ]
}
