import type { ConvOptions, Ops, PoolOptions } from './ops.ts'
import type { HostTensor } from './tensor.ts'

/** What a tensor is here: its shape, and its name if it is a parameter. */
export type Shaped = { readonly dims: readonly number[]; readonly parameter?: string }

export type RecordedLayer = {
  name: string
  kind: string
  /** Without the batch. */
  outputShape: number[]
  /** Names of the parameters that it reads. */
  parameters: string[]
  multiplyAdds: number
}

const layerOf = (parameter: string): string => parameter.slice(0, parameter.lastIndexOf('.'))

/** Computes shapes only, and writes down each layer that a table of the network should have. It takes no gradients. */
export class ShapeOps implements Ops<Shaped> {
  readonly layers: RecordedLayer[] = []

  constant(value: HostTensor): Shaped {
    return { dims: value.dims }
  }

  conv(x: Shaped, weight: Shaped, bias: Shaped | null, { stride, padding }: ConvOptions): Shaped {
    const [filters, channels, kernelHeight, kernelWidth] = weight.dims
    if (x.dims[1] !== channels) throw new RangeError(`A convolution over ${channels} channels was given ${x.dims[1]}.`)
    const dims = [
      x.dims[0],
      filters,
      sliding(x.dims[2], kernelHeight, stride, padding),
      sliding(x.dims[3], kernelWidth, stride, padding),
    ]
    const kind = `Convolution ${kernelHeight} × ${kernelWidth}${stride > 1 ? `, stride ${stride}` : ''}`
    const multiplyAdds = product(dims.slice(1)) * product(weight.dims.slice(1))
    this.#record(weight.parameter ? layerOf(weight.parameter) : 'convolution', kind, dims, [weight, bias], multiplyAdds)
    return { dims }
  }

  maxPool(x: Shaped, { kernel, stride, padding }: PoolOptions): Shaped {
    const dims = [
      x.dims[0],
      x.dims[1],
      sliding(x.dims[2], kernel, stride, padding),
      sliding(x.dims[3], kernel, stride, padding),
    ]
    this.#record('pool', `Largest of ${kernel} × ${kernel}, stride ${stride}`, dims)
    return { dims }
  }

  meanPool(x: Shaped, { kernel, stride, padding }: PoolOptions): Shaped {
    const [rows, columns] = [x.dims[2], x.dims[3]].map((side) => sliding(side, kernel, stride, padding))
    const dims = [x.dims[0], x.dims[1], rows, columns]
    this.#record('mean-pool', `Mean of ${kernel} × ${kernel}, stride ${stride}`, dims)
    return { dims }
  }

  relu(x: Shaped): Shaped {
    return { dims: x.dims }
  }

  add(a: Shaped, b: Shaped): Shaped {
    return this.#binary(a, b)
  }

  sub(a: Shaped, b: Shaped): Shaped {
    return this.#binary(a, b)
  }

  mul(a: Shaped, b: Shaped): Shaped {
    return this.#binary(a, b)
  }

  div(a: Shaped, b: Shaped): Shaped {
    return this.#binary(a, b)
  }

  scale(x: Shaped): Shaped {
    return { dims: x.dims }
  }

  exp(x: Shaped): Shaped {
    return { dims: x.dims }
  }

  sqrt(x: Shaped): Shaped {
    return { dims: x.dims }
  }

  concat(parts: readonly Shaped[], axis: number): Shaped {
    const dims = [...parts[0].dims]
    dims[axis] = parts.reduce((total, part) => total + part.dims[axis], 0)
    this.#record('join', 'Side by side', dims)
    return { dims }
  }

  slice(x: Shaped, axis: number, start: number, end: number): Shaped {
    return { dims: x.dims.map((dim, i) => (i === axis ? end - start : dim)) }
  }

  softmax(x: Shaped): Shaped {
    this.#record('softmax', 'Softmax over channels', x.dims)
    return { dims: x.dims }
  }

  logSoftmax(x: Shaped): Shaped {
    return this.softmax(x)
  }

  topKMask(x: Shaped, k: number): Shaped {
    this.#record('top-k', `The largest ${k} of each location`, x.dims)
    return { dims: x.dims }
  }

  topPlacesMask(x: Shaped, k: number): Shaped {
    this.#record('top-places', `The ${k} highest places of the film`, x.dims)
    return { dims: x.dims }
  }

  stopGradient(x: Shaped): Shaped {
    return { dims: x.dims }
  }

  meanOverSpace(x: Shaped): Shaped {
    const dims = x.dims.slice(0, 2)
    this.#record('mean', 'Mean over locations', dims)
    return { dims }
  }

  meanOverAllButChannels(x: Shaped): Shaped {
    return { dims: [x.dims[1]] }
  }

  sum(): Shaped {
    return { dims: [] }
  }

  valueAndGradients(): never {
    throw new TypeError('Shapes have no gradients.')
  }

  /**
   * A parameter that is added or multiplied belongs to the layer of its name, which it makes where there is none yet.
   */
  #binary(a: Shaped, b: Shaped): Shaped {
    const dims = broadcast(a.dims, b.dims)
    for (const { parameter } of [a, b]) {
      if (parameter === undefined) continue
      const layer = this.layers.find(({ name }) => name === layerOf(parameter))
      if (layer?.parameters.includes(parameter)) continue
      if (layer) layer.parameters.push(parameter)
      else this.#record(layerOf(parameter), 'Scale and shift', dims, [{ dims, parameter }])
    }
    return { dims }
  }

  #record(
    name: string,
    kind: string,
    dims: readonly number[],
    read: readonly (Shaped | null)[] = [],
    multiplyAdds = 0,
  ): void {
    const parameters = read.flatMap((tensor) => tensor?.parameter ?? [])
    this.layers.push({ name, kind, outputShape: dims.slice(1), parameters, multiplyAdds })
  }
}

function product(dims: readonly number[]): number {
  return dims.reduce((total, dim) => total * dim, 1)
}

function sliding(input: number, kernel: number, stride: number, padding: number): number {
  return Math.floor((input + 2 * padding - kernel) / stride) + 1
}

function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a]
  const offset = long.length - short.length
  return long.map((dim, i) => (dim === 1 ? (short[i - offset] ?? 1) : dim))
}
