import type { ConvOptions, Ops, PoolOptions } from '#main/network/ops.ts'
import type { HostTensor } from '#main/network/tensor.ts'
import type { Kernels } from './kernels.ts'
import { axisIn, dimsOf, layOut, relay, type Layout, type Placed } from './layouts.ts'
import type { Tensor, Tf } from './loadTensorflow.ts'

/**
 * Computes each operation at once, on the device. Gradients are tfjs's, but for convolutions, pooling and ReLU, whose
 * gradients are TensorFlow's own kernels. Must be used inside a `tf.tidy`; what is made in {@link valueAndGradients}
 * besides is to be disposed by {@link disposeKept}.
 */
export class TensorflowOps implements Ops<Placed> {
  readonly #tf: Tf
  readonly #kernels: Kernels
  #recorded: Tensor[] | undefined
  readonly #kept: Tensor[] = []

  constructor(tf: Tf, kernels: Kernels) {
    this.#tf = tf
    this.#kernels = kernels
  }

  constant({ dims, data }: HostTensor): Placed {
    return this.#made(layOut(this.#tf, this.#tf.tensor(data, [...dims]), 'map'), [])
  }

  conv(x: Placed, weight: Placed, bias: Placed | null, options: ConvOptions): Placed {
    weight.wantsKernel?.()
    const map = this.#as('map', x)
    const kernel = this.#as('kernel', weight)
    if (map.shape[3] !== kernel.shape[2])
      throw new RangeError(`A convolution over ${kernel.shape[2]} channels was given ${map.shape[3]}.`)
    const kernels = this.#kernels
    const parts: Part[] = [
      { operand: x, tensor: map, gradient: (dy) => kernels.convInputGradient(map.shape, kernel, dy, options) },
      { operand: weight, tensor: kernel, gradient: (dy) => kernels.convKernelGradient(map, kernel.shape, dy, options) },
    ]
    if (bias) parts.push({ operand: bias, tensor: bias.tensor, gradient: (dy) => kernels.biasGradient(dy) })
    return this.#withGradients(parts, () => {
      const convolved = kernels.conv(map, kernel, options)
      return bias ? kernels.addBias(convolved, bias.tensor) : convolved
    })
  }

  maxPool(x: Placed, options: PoolOptions): Placed {
    const map = this.#as('map', x)
    let output: Tensor
    const gradient = (dy: Tensor): Tensor => this.#kernels.maxPoolGradient(map, output, dy, options)
    return this.#withGradients(
      [{ operand: x, tensor: map, gradient }],
      () => (output = this.#kernels.maxPool(map, options)),
    )
  }

  meanPool(x: Placed, { kernel, stride, padding }: PoolOptions): Placed {
    const map = this.#as('map', x)
    const sides = [padding, padding] as [number, number]
    const padded = padding > 0 ? this.#tf.pad(map, [[0, 0], sides, sides, [0, 0]]) : map
    if (padded !== map) this.#recorded?.push(padded)
    return this.#made(this.#tf.avgPool(padded as never, kernel, stride, 'valid'), [x])
  }

  relu(x: Placed): Placed {
    let output: Tensor
    const gradient = (dy: Tensor): Tensor => this.#kernels.reluGradient(dy, output)
    return this.#withGradients(
      [{ operand: x, tensor: x.tensor, gradient }],
      () => (output = this.#tf.relu(x.tensor)),
      x.layout,
    )
  }

  add(a: Placed, b: Placed): Placed {
    return this.#binary(this.#tf.add, a, b)
  }

  sub(a: Placed, b: Placed): Placed {
    return this.#binary(this.#tf.sub, a, b)
  }

  mul(a: Placed, b: Placed): Placed {
    // One operand and one gradient instead of two that are added.
    if (a === b) return this.#made(this.#tf.square(a.tensor), [a], a.layout)
    return this.#binary(this.#tf.mul, a, b)
  }

  div(a: Placed, b: Placed): Placed {
    return this.#binary(this.#tf.div, a, b)
  }

  scale(x: Placed, factor: number): Placed {
    return this.#made(this.#tf.mul(x.tensor, this.#tf.scalar(factor)), [x], x.layout)
  }

  exp(x: Placed): Placed {
    return this.#made(this.#tf.exp(x.tensor), [x], x.layout)
  }

  sqrt(x: Placed): Placed {
    return this.#made(this.#tf.sqrt(x.tensor), [x], x.layout)
  }

  concat(parts: readonly Placed[], axis: number): Placed {
    const tensors = parts.map((part) => this.#as('map', part))
    return this.#made(this.#tf.concat(tensors, axisIn('map', tensors[0].rank, axis)), parts)
  }

  slice(x: Placed, axis: number, start: number, end: number): Placed {
    const tensor = this.#as('map', x)
    const at = axisIn('map', tensor.rank, axis)
    const begin = tensor.shape.map((_, i) => (i === at ? start : 0))
    return this.#made(
      this.#tf.slice(
        tensor,
        begin,
        tensor.shape.map((dim, i) => (i === at ? end - start : dim)),
      ),
      [x],
    )
  }

  softmax(x: Placed): Placed {
    return this.#made(this.#tf.softmax(this.#channelsLast(x)), [x])
  }

  logSoftmax(x: Placed): Placed {
    return this.#made(this.#tf.logSoftmax(this.#channelsLast(x)), [x])
  }

  topKMask(x: Placed, k: number): Placed {
    return this.#withoutGradient(
      x,
      this.#channelsLast(x),
      (tensor) => {
        const { values } = this.#tf.topk(tensor, k, true)
        const threshold = this.#tf.min(values, -1, true)
        return this.#tf.cast(this.#tf.greaterEqual(tensor, threshold), 'float32')
      },
      'map',
    )
  }

  topPlacesMask(x: Placed, k: number): Placed {
    return this.#withoutGradient(
      x,
      this.#as('map', x),
      (tensor) => {
        const [batch, rows, columns] = tensor.shape
        const places = this.#tf.reshape(tensor, [batch, rows * columns])
        const threshold = this.#tf.min(this.#tf.topk(places, k, true).values, -1, true)
        return this.#tf.reshape(this.#tf.cast(this.#tf.greaterEqual(places, threshold), 'float32'), tensor.shape)
      },
      'map',
    )
  }

  stopGradient(x: Placed): Placed {
    return this.#withoutGradient(x, x.tensor, (tensor) => tensor.clone(), x.layout)
  }

  meanOverSpace(x: Placed): Placed {
    return this.#made(this.#tf.mean(this.#as('map', x), [1, 2]), [x])
  }

  meanOverAllButChannels(x: Placed): Placed {
    const tensor = this.#channelsLast(x)
    return this.#made(this.#tf.mean(tensor, tensor.shape.map((_, axis) => axis).slice(0, -1)), [x])
  }

  sum(x: Placed): Placed {
    return this.#made(this.#tf.sum(x.tensor), [x])
  }

  valueAndGradients(
    loss: (wrt: readonly Placed[]) => Placed,
    wrt: readonly Placed[],
  ): { value: Placed; gradients: Placed[] } {
    const before = this.#recorded
    const recorded: Tensor[] = (this.#recorded = [])
    try {
      const { value, grads } = this.#tf.valueAndGrads((...tensors: Tensor[]) => {
        const scalar = loss(tensors.map((tensor, i) => ({ ...wrt[i], tensor, active: true }))).tensor
        // tfjs disposes what the loss was made of before it asks for gradients; but those need it, and the program may
        // give it out.
        for (const tensor of recorded) if (!tensor.isDisposed) this.#kept.push(this.#tf.keep(tensor))
        return scalar as never
      })(wrt.map(({ tensor }) => tensor))
      const place = (tensor: Tensor, layout: Layout): Placed => ({ tensor, layout, active: false })
      return { value: place(value, 'map'), gradients: grads.map((gradient, i) => place(gradient, wrt[i].layout)) }
    } catch (thrown) {
      this.#forgetTape()
      throw thrown
    } finally {
      this.#recorded = before
    }
  }

  /** To be called when the run is over; what is in `alive` goes on to the next one. */
  disposeKept(alive: ReadonlySet<Tensor>): void {
    for (const tensor of this.#kept.splice(0)) if (!alive.has(tensor)) tensor.dispose()
  }

  /** tfjs forgets what it saved for gradients only once it has computed them. */
  #forgetTape(): void {
    const { state } = this.#tf.engine()
    for (const { saved = [] } of state.activeTape ?? []) for (const tensor of saved) tensor.dispose()
    state.activeTape = []
  }

  #made(tensor: Tensor, operands: readonly Placed[], layout: Layout = 'map'): Placed {
    this.#recorded?.push(tensor)
    return { tensor, layout, active: operands.some(({ active }) => active) }
  }

  #as(layout: Layout, x: Placed): Tensor {
    const tensor = relay(this.#tf, x.tensor, x.layout, layout)
    if (tensor !== x.tensor) this.#recorded?.push(tensor)
    return tensor
  }

  #channelsLast(x: Placed): Tensor {
    if (x.tensor.rank !== 2 && x.tensor.rank !== 4)
      throw new RangeError(`Channels are looked for in rank 2 and 4, not in ${x.tensor.rank}.`)
    return this.#as('map', x)
  }

  #binary(operation: (a: Tensor, b: Tensor) => Tensor, a: Placed, b: Placed): Placed {
    // What lies as a kernel stays one: a parameter and its gradient.
    const layout = [a, b].some((operand) => operand.tensor.rank === 4 && operand.layout === 'kernel') ? 'kernel' : 'map'
    const rank = Math.max(a.tensor.rank, b.tensor.rank)
    return this.#made(operation(this.#operand(a, rank, layout), this.#operand(b, rank, layout)), [a, b], layout)
  }

  /** A tensor of lower rank lies along the last axes as the network writes them, which are other ones in memory. */
  #operand(x: Placed, rank: number, layout: Layout): Tensor {
    const { tensor } = x
    if (tensor.rank === 4) return this.#as(layout, x)
    if (rank < 4 || tensor.size === 1) return tensor
    return layOut(this.#tf, this.#tf.reshape(tensor, [...Array<number>(4 - tensor.rank).fill(1), ...dimsOf(x)]), layout)
  }

  /** Computes with a gradient of our own, of which only the parts that are needed are computed. */
  #withGradients(parts: readonly Part[], compute: () => Tensor, layout: Layout = 'map'): Placed {
    const active = parts.filter(({ operand }) => operand.active)
    const operands = parts.map(({ operand }) => operand)
    if (active.length === 0) return this.#made(compute(), operands, layout)
    const operation = this.#tf.customGrad(() => ({
      value: compute(),
      gradFunc: (dy: Tensor) => active.map(({ gradient }) => gradient(dy)),
    }))
    return this.#made(operation(...active.map(({ tensor }) => tensor)), operands, layout)
  }

  #withoutGradient(x: Placed, tensor: Tensor, compute: (tensor: Tensor) => Tensor, layout: Layout): Placed {
    if (!x.active) return this.#made(compute(tensor), [], layout)
    const operation = this.#tf.customGrad((given) => ({
      value: compute(given as Tensor),
      gradFunc: () => this.#tf.zerosLike(given as Tensor),
    }))
    return { ...this.#made(operation(tensor), [], layout), active: false }
  }
}

type Part = { operand: Placed; tensor: Tensor; gradient(dy: Tensor): Tensor }
