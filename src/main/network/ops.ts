import type { HostTensor } from './tensor.ts'

export type ConvOptions = { stride: number; padding: number }
export type PoolOptions = { kernel: number; stride: number; padding: number }

/**
 * The small set of operations that the network, its losses and its optimizer are written in.
 * An engine says what a `T` is: a symbol in a graph that is being written, or a tensor that lies on a device.
 *
 * Feature maps are N × C × H × W, convolution weights out × in × kH × kW. Binary operations broadcast as NumPy does.
 */
export interface Ops<T> {
  constant(value: HostTensor): T

  /** Cross-correlation with square stride and zero padding. `bias` has one element an output channel. */
  conv(x: T, weight: T, bias: T | null, options: ConvOptions): T
  maxPool(x: T, options: PoolOptions): T
  /** Mean of each window; what lies outside counts as zeros. */
  meanPool(x: T, options: PoolOptions): T
  relu(x: T): T

  add(a: T, b: T): T
  sub(a: T, b: T): T
  mul(a: T, b: T): T
  div(a: T, b: T): T
  /** x times a number known now. */
  scale(x: T, factor: number): T
  exp(x: T): T
  sqrt(x: T): T

  concat(parts: readonly T[], axis: number): T
  /** Elements from `start` up to, not including, `end` along `axis`. */
  slice(x: T, axis: number, start: number, end: number): T

  /** Over axis 1, the channels or the classes. */
  softmax(x: T): T
  logSoftmax(x: T): T
  /**
   * 1 where x is among the k largest along axis 1 (more than k where values tie), else 0. No gradient flows through it.
   */
  topKMask(x: T, k: number): T
  /**
   * N × 1 × H × W → 1 where a place is among the k highest of its film (more than k where values tie), else 0. No
   * gradient flows through it.
   */
  topPlacesMask(x: T, k: number): T
  /** The same values; no gradient flows through it. */
  stopGradient(x: T): T

  /** N × C × H × W → N × C. */
  meanOverSpace(x: T): T
  /** Mean over every axis but axis 1: → C. */
  meanOverAllButChannels(x: T): T
  /** Sum of all elements: a scalar. */
  sum(x: T): T

  /** The scalar that `loss` computes from `wrt`, and its gradient with respect to each of `wrt`. */
  valueAndGradients(loss: (wrt: readonly T[]) => T, wrt: readonly T[]): { value: T; gradients: T[] }
}
