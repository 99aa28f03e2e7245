import type { ConvOptions, Ops, PoolOptions } from '#main/network/ops.ts'
import type { HostTensor } from '#main/network/tensor.ts'
import { backward } from './backward.ts'
import type { Cut, Graph, Symbol } from './graph.ts'
import { zeroRow } from './rows.ts'
import { broadcast, slidingOutput, sum } from './shapes.ts'

const elements = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1)

/** Numbers of rows, computed in the graph or known now as well, and whether a row of zeros is among them. */
export type RowChoice = { indices: Symbol; numbers?: readonly number[]; zeros: boolean }
type Transposed = { transA?: boolean; transB?: boolean }

/** Writes each operation into an ONNX graph (opset 18) instead of computing it. */
export class OnnxOps implements Ops<Symbol> {
  readonly graph: Graph
  readonly #forOthers: boolean

  /** `forOthers`: only in ways that other runtimes compute alike, for a file that leaves the program. */
  constructor(graph: Graph, { forOthers = false } = {}) {
    this.graph = graph
    this.#forOthers = forOthers
  }

  constant(value: HostTensor): Symbol {
    return this.graph.constant(value.dims, value.data)
  }

  conv(x: Symbol, weight: Symbol, bias: Symbol | null, { stride, padding }: ConvOptions): Symbol {
    const [batch, channels, height, width] = x.dims
    const [filters, expected, kernelHeight, kernelWidth] = weight.dims
    if (channels !== expected) throw new RangeError(`A convolution over ${expected} channels was given ${channels}.`)
    const dims = [
      batch,
      filters,
      slidingOutput(height, kernelHeight, stride, padding),
      slidingOutput(width, kernelWidth, stride, padding),
    ]
    return this.graph.node('Conv', bias ? [x, weight, bias] : [x, weight], dims, {
      kernel_shape: [kernelHeight, kernelWidth],
      strides: [stride, stride],
      pads: [padding, padding, padding, padding],
    })
  }

  maxPool(x: Symbol, options: PoolOptions): Symbol {
    return this.#pool('MaxPool', x, options)
  }

  meanPool(x: Symbol, options: PoolOptions): Symbol {
    if (this.#forOthers) return this.#meanOfInside(x, options)
    return this.#pool('AveragePool', x, options, { count_include_pad: 1 })
  }

  relu(x: Symbol): Symbol {
    return this.#same('Relu', x)
  }

  add(a: Symbol, b: Symbol): Symbol {
    return this.#binary('Add', a, b)
  }

  sub(a: Symbol, b: Symbol): Symbol {
    return this.#binary('Sub', a, b)
  }

  mul(a: Symbol, b: Symbol): Symbol {
    // As a product of two operands, onnxruntime's optimizer would transpose both of them once more to save a
    // transposition that is needed anyway.
    if (a === b) return this.#binary('Pow', a, this.graph.constant([], Float32Array.of(2)))
    return this.#binary('Mul', a, b)
  }

  div(a: Symbol, b: Symbol): Symbol {
    return this.#binary('Div', a, b)
  }

  scale(x: Symbol, factor: number): Symbol {
    return this.mul(x, this.graph.constant([], Float32Array.of(factor)))
  }

  exp(x: Symbol): Symbol {
    return this.#same('Exp', x)
  }

  sqrt(x: Symbol): Symbol {
    return this.#same('Sqrt', x)
  }

  concat(parts: readonly Symbol[], axis: number): Symbol {
    const dims = [...parts[0].dims]
    dims[axis] = parts.map((part) => part.dims[axis]).reduce(sum)
    return this.graph.node('Concat', parts, dims, { axis })
  }

  slice(x: Symbol, axis: number, start: number, stop: number): Symbol {
    return this.strided(x, [{ axis, start, end: stop, step: 1 }])
  }

  softmax(x: Symbol): Symbol {
    return this.#same('Softmax', x, { axis: 1 })
  }

  logSoftmax(x: Symbol): Symbol {
    return this.#same('LogSoftmax', x, { axis: 1 })
  }

  topKMask(x: Symbol, k: number): Symbol {
    // TopK sorts its values from large to small: the last one is the threshold.
    const dims = x.dims.map((dim, axis) => (axis === 1 ? k : dim))
    const largest = this.graph.node('TopK', [x, this.graph.integers([k])], dims, { axis: 1, largest: 1, sorted: 1 })
    // Converters for other tools know Less and Not, but not all of them GreaterOrEqual.
    const isBelow = this.graph.node('Less', [x, this.slice(largest, 1, k - 1, k)], x.dims)
    return this.graph.node('Cast', [this.graph.node('Not', [isBelow], x.dims)], x.dims, { to: 1 })
  }

  topPlacesMask(x: Symbol, k: number): Symbol {
    const [batch, , rows, columns] = x.dims
    return this.reshape(this.topKMask(this.reshape(x, [batch, rows * columns]), k), x.dims)
  }

  stopGradient(x: Symbol): Symbol {
    return this.#same('Identity', x)
  }

  meanOverSpace(x: Symbol): Symbol {
    const [batch, channels] = x.dims
    // ReduceMean adds in an order that depends on where a film lies in its batch: its last bits would depend on its
    // neighbours.
    return this.reshape(this.graph.node('GlobalAveragePool', [x], [batch, channels, 1, 1]), [batch, channels])
  }

  meanOverAllButChannels(x: Symbol): Symbol {
    const axes = x.dims.map((_, axis) => axis).filter((axis) => axis !== 1)
    return this.#reduce('ReduceMean', x, axes, false)
  }

  sum(x: Symbol): Symbol {
    return this.sumOver(
      x,
      x.dims.map((_, axis) => axis),
      false,
    )
  }

  valueAndGradients(
    loss: (wrt: readonly Symbol[]) => Symbol,
    wrt: readonly Symbol[],
  ): { value: Symbol; gradients: Symbol[] } {
    const value = loss(wrt)
    return { value, gradients: backward(this, value, wrt) }
  }

  // Below: what the backward pass needs besides the small set.

  sumOver(x: Symbol, axes: readonly number[], keep: boolean): Symbol {
    return this.#reduce('ReduceSum', x, axes, keep)
  }

  /**
   * 1 where a value is above zero, else 0; as the steepest of ramps, since onnxruntime computes `Sign` on one thread
   * only.
   */
  isPositive(x: Symbol): Symbol {
    return this.graph.node('HardSigmoid', [x], x.dims, { alpha: { float: 1e38 }, beta: { float: 0 } })
  }

  reshape(x: Symbol, dims: readonly number[]): Symbol {
    return this.graph.node('Reshape', [x, this.graph.integers(dims)], dims)
  }

  expand(x: Symbol, dims: readonly number[]): Symbol {
    return this.graph.node('Expand', [x, this.graph.integers(dims)], dims)
  }

  transpose(x: Symbol, order: readonly number[]): Symbol {
    return this.graph.node(
      'Transpose',
      [x],
      order.map((axis) => x.dims[axis]),
      { perm: order },
    )
  }

  /** a · b of two matrices, either of them transposed first. */
  gemm(a: Symbol, b: Symbol, { transA = false, transB = false }: Transposed = {}): Symbol {
    const dims = [a.dims[transA ? 1 : 0], b.dims[transB ? 0 : 1]]
    return this.graph.node('Gemm', [a, b], dims, { transA: Number(transA), transB: Number(transB) })
  }

  /** The same for each of a row of matrices, by onnxruntime's own operation: ONNX has none that transposes as well. */
  batchedMatmul(a: Symbol, b: Symbol, { transA = false, transB = false }: Transposed = {}): Symbol {
    const dims = [a.dims[0], a.dims[transA ? 2 : 1], b.dims[transB ? 1 : 2]]
    return this.graph.node('FusedMatMul', [a, b], dims, { transA: Number(transA), transB: Number(transB) })
  }

  /** The rows of a matrix that were chosen, in that order. */
  rows(x: Symbol, { indices, numbers, zeros }: RowChoice): Symbol {
    const [count, channels] = x.dims
    if (numbers?.length === count && numbers.every((number, i) => number === i)) return x
    // ONNX counts negative numbers, and so zeroRow, from the end.
    const source = zeros
      ? this.concat([x, this.constant({ dims: [1, channels], data: new Float32Array(channels) })], 0)
      : x
    const dims = [numbers?.length ?? -1, channels]
    return this.graph.node('Gather', [source, indices], dims, { axis: 0 }, { rows: numbers })
  }

  /** Rows by numbers that are known now; {@link zeroRow} for one of zeros. */
  chosenRows(numbers: readonly number[]): RowChoice {
    return { indices: this.graph.integers(numbers), numbers, zeros: numbers.includes(zeroRow) }
  }

  convTranspose(x: Symbol, weight: Symbol, options: ConvOptions, dims: readonly number[]): Symbol {
    const [kernelHeight, kernelWidth] = weight.dims.slice(2)
    const { stride, padding } = options
    // The rows and columns that a strided convolution did not reach: they get their zeros back.
    const missing = (size: number, input: number, kernel: number): number =>
      size - ((input - 1) * stride + kernel - 2 * padding)
    return this.graph.node('ConvTranspose', [x, weight], dims, {
      kernel_shape: [kernelHeight, kernelWidth],
      strides: [stride, stride],
      pads: [padding, padding, padding, padding],
      output_padding: [missing(dims[2], x.dims[2], kernelHeight), missing(dims[3], x.dims[3], kernelWidth)],
    })
  }

  /** Zeros around the last axes: `before` and `after` have one number an axis. */
  pad(x: Symbol, before: readonly number[], after: readonly number[]): Symbol {
    const dims = x.dims.map((dim, axis) => dim + before[axis] + after[axis])
    return this.graph.node('Pad', [x, this.graph.integers([...before, ...after])], dims, { mode: 'constant' })
  }

  /** Cuts along several axes at once. */
  strided(x: Symbol, cuts: readonly Cut[]): Symbol {
    const dims = [...x.dims]
    for (const cut of cuts) dims[cut.axis] = Math.ceil((cut.end - cut.start) / cut.step)
    const column = (pick: (cut: Cut) => number): Symbol => this.graph.integers(cuts.map(pick))
    return this.graph.node(
      'Slice',
      [x, column((cut) => cut.start), column((cut) => cut.end), column((cut) => cut.axis), column((cut) => cut.step)],
      dims,
      {},
      { cuts },
    )
  }

  #pool(
    op: string,
    x: Symbol,
    { kernel, stride, padding }: PoolOptions,
    attributes: Record<string, number> = {},
  ): Symbol {
    const [batch, channels, height, width] = x.dims
    const [rows, columns] = [height, width].map((side) => slidingOutput(side, kernel, stride, padding))
    return this.graph.node(op, [x], [batch, channels, rows, columns], {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      pads: [padding, padding, padding, padding],
      ...attributes,
    })
  }

  /** OpenCV 4 leaves the border out of a mean, whatever `count_include_pad` says: so the share of each window is told. */
  #meanOfInside(x: Symbol, options: PoolOptions): Symbol {
    const mean = this.#pool('AveragePool', x, options)
    if (options.padding === 0) return mean
    const [rows, columns] = [2, 3].map((axis) => sharesInside(x.dims[axis], mean.dims[axis], options))
    const shares = Float32Array.from(rows.flatMap((high) => columns.map((wide) => high * wide)))
    return this.mul(mean, this.graph.constant([1, 1, rows.length, columns.length], shares))
  }

  #reduce(op: string, x: Symbol, axes: readonly number[], keep: boolean): Symbol {
    const dims = keep
      ? x.dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim))
      : x.dims.filter((_, axis) => !axes.includes(axis))
    return this.graph.node(op, [x, this.graph.integers(axes)], dims, { keepdims: keep ? 1 : 0 }, { axes })
  }

  #same(op: string, x: Symbol, attributes: Record<string, number> = {}): Symbol {
    return this.graph.node(op, [x], x.dims, attributes)
  }

  #binary(op: string, a: Symbol, b: Symbol): Symbol {
    // onnxruntime goes element by element, thirty times slower, where a single number meets a tensor whose last axis
    // has length 1.
    if (
      b.dims.length <= 1 &&
      elements(b.dims) === 1 &&
      a.dims.length > 1 &&
      a.dims.at(-1) === 1 &&
      !a.dims.includes(-1)
    ) {
      return this.reshape(this.#binary(op, this.reshape(a, [elements(a.dims)]), b), a.dims)
    }
    return this.graph.node(op, [a, b], broadcast(a.dims, b.dims))
  }
}

/** Of each window along an axis: the share of it that lies inside. */
function sharesInside(size: number, windows: number, { kernel, stride, padding }: PoolOptions): number[] {
  return Array.from({ length: windows }, (_, i) => {
    const first = i * stride - padding
    return (Math.min(size, first + kernel) - Math.max(0, first)) / kernel
  })
}
