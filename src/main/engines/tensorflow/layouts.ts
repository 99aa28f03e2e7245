import type { Tensor, Tf } from './loadTensorflow.ts'

/**
 * How a tensor of rank 4 lies in memory. TensorFlow computes on maps with the channels last, and on kernels as height ×
 * width × in × out; the network is written with channels second and kernels as out × in × height × width. Tensors of
 * other ranks lie as they are written.
 */
export type Layout = 'map' | 'kernel'

/** From the network's order of axes to that of the layout, and back. */
const into: Record<Layout, number[]> = { map: [0, 2, 3, 1], kernel: [2, 3, 1, 0] }
const back: Record<Layout, number[]> = { map: [0, 3, 1, 2], kernel: [3, 2, 0, 1] }

/** A tensor on the device. */
export type Placed = {
  readonly tensor: Tensor
  readonly layout: Layout
  /** Whether a gradient with respect to it may be asked for. */
  readonly active: boolean
  /** Told when a tensor that is kept from run to run would better lie as a kernel. */
  readonly wantsKernel?: (() => void) | undefined
}

/** Where the network's axis lies. */
export function axisIn(layout: Layout, rank: number, axis: number): number {
  return rank === 4 ? into[layout].indexOf(axis) : axis
}

export function dimsOf({ tensor, layout }: Pick<Placed, 'tensor' | 'layout'>): number[] {
  return tensor.rank === 4 ? back[layout].map((axis) => tensor.shape[axis]) : [...tensor.shape]
}

/** A tensor in the network's order of axes, laid out. */
export function layOut(tf: Tf, tensor: Tensor, layout: Layout): Tensor {
  return tensor.rank === 4 ? tf.transpose(tensor, into[layout]) : tensor
}

/** The other way. */
export function layBack(tf: Tf, tensor: Tensor, layout: Layout): Tensor {
  return tensor.rank === 4 ? tf.transpose(tensor, back[layout]) : tensor
}

export function relay(tf: Tf, tensor: Tensor, from: Layout, to: Layout): Tensor {
  if (from === to || tensor.rank !== 4) return tensor
  return tf.transpose(
    tensor,
    into[to].map((axis) => into[from].indexOf(axis)),
  )
}
