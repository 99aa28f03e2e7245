import { convGradients } from './convGradients.ts'
import type { GraphNode, Symbol } from './graph.ts'
import type { OnnxOps } from './onnxOps.ts'
import { zeroRow } from './rows.ts'
import { repeatedAxes } from './shapes.ts'

export type GradientCall = {
  ops: OnnxOps
  node: GraphNode
  output: Symbol
  /** Of the loss with respect to `output`. */
  gradient: Symbol
  /** Whether the gradient of that input is wanted at all. */
  needs(input: number): boolean
}

/** The gradients of the node's inputs, in their order; `null` where none is needed or none flows. */
export type GradientRule = (call: GradientCall) => (Symbol | null)[]

/** Sums a gradient over the axes along which its operand had been repeated. */
function unbroadcast(ops: OnnxOps, gradient: Symbol, operand: Symbol): Symbol {
  const { leading, axes } = repeatedAxes(operand.dims, gradient.dims)
  const summed = axes.length > 0 ? ops.sumOver(gradient, axes, true) : gradient
  if (leading === 0) return summed
  return ops.sumOver(
    summed,
    Array.from({ length: leading }, (_, axis) => axis),
    false,
  )
}

function binary(left: (call: GradientCall, a: Symbol, b: Symbol) => Symbol, right: typeof left): GradientRule {
  return (call) => {
    const [a, b] = call.node.inputs as [Symbol, Symbol]
    return [
      call.needs(0) ? unbroadcast(call.ops, left(call, a, b), a) : null,
      call.needs(1) ? unbroadcast(call.ops, right(call, a, b), b) : null,
    ]
  }
}

/** Gives the reduced axes their 1 back, then repeats to the input's shape. */
function spread(ops: OnnxOps, gradient: Symbol, input: Symbol, axes: readonly number[]): Symbol {
  const kept = input.dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim))
  return ops.expand(ops.reshape(gradient, kept), input.dims)
}

/** Of a product of matrices that were transposed or not. */
function matrixProduct(product: (ops: OnnxOps) => OnnxOps['gemm']): GradientRule {
  return ({ ops, node, gradient, needs }) => {
    const [a, b] = node.inputs
    const [transA, transB] = [node.attributes.transA === 1, node.attributes.transB === 1]
    const times = product(ops)
    const left = (): Symbol =>
      transA ? times(b, gradient, { transA: transB, transB: true }) : times(gradient, b, { transB: !transB })
    const right = (): Symbol =>
      transB ? times(gradient, a, { transA: true, transB: transA }) : times(a, gradient, { transA: !transA })
    return [needs(0) ? left() : null, needs(1) ? right() : null]
  }
}

/** Of rows that were read by their numbers: each gets the sum of what its readers got. */
function rowsGradient(ops: OnnxOps, gradient: Symbol, count: number, numbers: readonly number[]): Symbol {
  const readers: number[][] = []
  const times = new Uint8Array(count)
  numbers.forEach((number, reader) => {
    if (number === zeroRow) return
    const rank = times[number]++
    readers[rank] ??= new Array<number>(count).fill(zeroRow)
    readers[rank][number] = reader
  })
  return readers.map((reader) => ops.rows(gradient, ops.chosenRows(reader))).reduce((sum, part) => ops.add(sum, part))
}

/** The vector-Jacobian product of each operation that the network and its losses use. */
export const gradientRules: Record<string, GradientRule> = {
  Conv: convGradients,
  // The output is 0 exactly where the input was cut, and positive elsewhere.
  Relu: ({ ops, output, gradient }) => [ops.mul(gradient, ops.isPositive(output))],
  // Only the square is written as a power.
  Pow: ({ ops, node, gradient }) => [ops.mul(ops.scale(gradient, 2), node.inputs[0]), null],
  Transpose: ({ ops, node, gradient }) => {
    const order = node.attributes.perm as readonly number[]
    return [
      ops.transpose(
        gradient,
        order.map((_, axis) => order.indexOf(axis)),
      ),
    ]
  },
  Gemm: matrixProduct((ops) => ops.gemm.bind(ops)),
  FusedMatMul: matrixProduct((ops) => ops.batchedMatmul.bind(ops)),
  Gather: ({ ops, node, gradient }) => {
    const { rows } = node.known
    if (!rows) throw new TypeError('The gradient of rows needs a batch whose size is known.')
    return [rowsGradient(ops, gradient, node.inputs[0].dims[0], rows), null]
  },
  Reshape: ({ ops, node, gradient }) => [ops.reshape(gradient, node.inputs[0].dims), null],
  Exp: ({ ops, output, gradient }) => [ops.mul(gradient, output)],
  Sqrt: ({ ops, output, gradient }) => [ops.div(ops.scale(gradient, 0.5), output)],
  Add: binary(
    ({ gradient }) => gradient,
    ({ gradient }) => gradient,
  ),
  Sub: binary(
    ({ gradient }) => gradient,
    ({ ops, gradient }) => ops.scale(gradient, -1),
  ),
  Mul: binary(
    ({ ops, gradient }, _, b) => ops.mul(gradient, b),
    ({ ops, gradient }, a) => ops.mul(gradient, a),
  ),
  Div: binary(
    ({ ops, gradient }, _, b) => ops.div(gradient, b),
    ({ ops, gradient, output }, _, b) => ops.scale(ops.div(ops.mul(gradient, output), b), -1),
  ),
  Concat: ({ ops, node, gradient }) => {
    const axis = node.attributes.axis as number
    let start = 0
    return node.inputs.map((part) => {
      const size = part.dims[axis]
      start += size
      return ops.slice(gradient, axis, start - size, start)
    })
  },
  Slice: ({ ops, node, gradient }) => {
    const [{ axis, start, end }] = node.known.cuts!
    const { dims } = node.inputs[0]
    const before = dims.map((_, i) => (i === axis ? start : 0))
    const after = dims.map((dim, i) => (i === axis ? dim - end : 0))
    return [ops.pad(gradient, before, after)]
  },
  Softmax: ({ ops, output, gradient }) => {
    const weighted = ops.sumOver(ops.mul(gradient, output), [1], true)
    return [ops.mul(output, ops.sub(gradient, weighted))]
  },
  LogSoftmax: ({ ops, output, gradient }) => {
    return [ops.sub(gradient, ops.mul(ops.exp(output), ops.sumOver(gradient, [1], true)))]
  },
  GlobalAveragePool: ({ ops, node, gradient }) => {
    const { dims } = node.inputs[0]
    return [ops.scale(ops.expand(gradient, dims), 1 / (dims[2] * dims[3]))]
  },
  AveragePool: ({ ops, node, gradient }) => {
    const [kernel] = node.attributes.kernel_shape as readonly number[]
    const [stride] = node.attributes.strides as readonly number[]
    const [padding] = node.attributes.pads as readonly number[]
    const { dims } = node.inputs[0]
    if (stride === 1 && kernel === 2 * padding + 1) return [ops.meanPool(gradient, { kernel, stride, padding })]
    if (
      padding > 0 ||
      gradient.dims[2] * stride !== dims[2] ||
      gradient.dims[3] * stride !== dims[3] ||
      kernel !== stride
    )
      throw new TypeError(
        'The gradient of such a mean of windows is not known: they must tile the map, or keep its size.',
      )
    const [batch, channels, rows, columns] = gradient.dims
    const apart = ops.reshape(gradient, [batch, channels, rows, 1, columns, 1])
    const repeated = ops.expand(apart, [batch, channels, rows, kernel, columns, kernel])
    return [ops.scale(ops.reshape(repeated, dims), 1 / kernel ** 2)]
  },
  ReduceSum: ({ ops, node, gradient }) => [spread(ops, gradient, node.inputs[0], node.known.axes!)],
  ReduceMean: ({ ops, node, gradient }) => {
    const [input] = node.inputs
    const axes = node.known.axes!
    const count = axes.reduce((product, axis) => product * input.dims[axis], 1)
    return [ops.scale(spread(ops, gradient, input, axes), 1 / count)]
  },
}
