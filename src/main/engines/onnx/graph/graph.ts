/** The ONNX data types that the program writes, with their numbers in `TensorProto.DataType`. */
export const elementTypes = { float32: 1, int64: 7 } as const
export type ElementType = keyof typeof elementTypes

/** A whole number, a float, a text, whole numbers. */
export type Attribute = number | { float: number } | string | readonly number[]

/** A value in a graph that is being written: its name, and what is known of its shape. -1 is a batch of any size. */
export type Symbol = {
  readonly name: string
  readonly dims: readonly number[]
  readonly type: ElementType
  /** What computes it; absent for inputs and constants. */
  readonly node?: GraphNode
}

export type GraphNode = {
  readonly op: string
  readonly inputs: readonly Symbol[]
  readonly attributes: Readonly<Record<string, Attribute>>
  /**
   * What the gradient rule needs and the file format has as an input: the axes of a reduction, the cut of a slice, the
   * numbers of rows.
   */
  readonly known: Known
}

export type Known = { axes?: readonly number[]; cuts?: readonly Cut[]; rows?: readonly number[] }
/** Every `step`-th element from `start` up to, not including, `end` along `axis`. */
export type Cut = { axis: number; start: number; end: number; step: number }

export type Initializer = { symbol: Symbol; bytes: Uint8Array }

/** An ONNX graph in the making: nodes in the order in which they were added, which is a topological order. */
export class Graph {
  readonly inputs: Symbol[] = []
  readonly initializers: Initializer[] = []
  readonly outputs: { name: string; symbol: Symbol }[] = []
  readonly nodes: { node: GraphNode; output: Symbol }[] = []
  #count = 0

  input(name: string, dims: readonly number[]): Symbol {
    const symbol: Symbol = { name, dims, type: 'float32' }
    this.inputs.push(symbol)
    return symbol
  }

  constant(dims: readonly number[], data: Float32Array | BigInt64Array, name = this.#next('constant')): Symbol {
    const symbol: Symbol = { name, dims, type: data instanceof Float32Array ? 'float32' : 'int64' }
    this.initializers.push({ symbol, bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) })
    return symbol
  }

  integers(values: readonly number[]): Symbol {
    return this.constant([values.length], BigInt64Array.from(values, BigInt))
  }

  node(
    op: string,
    inputs: readonly Symbol[],
    dims: readonly number[],
    attributes: Record<string, Attribute> = {},
    known: Known = {},
  ): Symbol {
    const node: GraphNode = { op, inputs, attributes, known }
    const output: Symbol = { name: this.#next(op), dims, type: 'float32', node }
    this.nodes.push({ node, output })
    return output
  }

  /** Gives a value the name under which it is asked for. */
  output(name: string, symbol: Symbol): void {
    this.outputs.push({ name, symbol })
  }

  #next(stem: string): string {
    return `${stem}_${this.#count++}`
  }
}
