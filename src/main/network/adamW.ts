import type { Ops } from './ops.ts'

export type AdamWOptions = { beta1: number; beta2: number; epsilon: number; weightDecay: number }
export const adamWDefaults: AdamWOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 }

/** The parameter and Adam's two moments: sums of the gradients, and of their squares, that fade by β with each step. */
export type AdamWState<T> = { parameter: T; firstMoment: T; secondMoment: T }

/**
 * What changes from step to step, as 1-element tensors. The moments are kept as plain sums, m / (1 − β1) and v / (1 −
 * β2), so that the tensors are passed over as few times as possible; their factors and the corrections for the first
 * steps are in `size`, `floor` (epsilon) and `decay`.
 */
export type AdamWStep<T> = { size: T; floor: T; decay: T }

/** The numbers of step `step`, counted from 1, at learning rate `rate`. */
export function adamWStep(
  step: number,
  rate: number,
  { beta1, beta2, epsilon, weightDecay }: AdamWOptions,
): AdamWStep<number> {
  const secondScale = Math.sqrt((1 - beta2) / (1 - beta2 ** step))
  return {
    size: (rate * (1 - beta1)) / (1 - beta1 ** step) / secondScale,
    floor: epsilon / secondScale,
    decay: 1 - rate * weightDecay,
  }
}

/**
 * One step of Adam with decoupled weight decay (Loshchilov & Hutter 2017, arXiv 1711.05101), as PyTorch's `AdamW` does
 * it.
 */
export function adamW<T>(
  ops: Ops<T>,
  state: AdamWState<T>,
  gradient: T,
  step: AdamWStep<T>,
  options: AdamWOptions,
): AdamWState<T> {
  const firstMoment = ops.add(ops.scale(state.firstMoment, options.beta1), gradient)
  const secondMoment = ops.add(ops.scale(state.secondMoment, options.beta2), ops.mul(gradient, gradient))
  const change = ops.mul(ops.div(firstMoment, ops.add(ops.sqrt(secondMoment), step.floor)), step.size)
  const decayed = ops.mul(state.parameter, step.decay)
  return { parameter: ops.sub(decayed, change), firstMoment, secondMoment }
}
