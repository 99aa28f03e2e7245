import type { Ops } from './ops.ts'

export type AdamWOptions = { beta1: number; beta2: number; epsilon: number; weightDecay: number }
export const adamWDefaults: AdamWOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 }

export type AdamWState<T> = { parameter: T; firstMoment: T; secondMoment: T }

/** What changes from step to step, as 1-element tensors: the rate, and 1 / (1 − β^step) for both moments. */
export type AdamWStep<T> = { rate: T; correction1: T; correction2: T }

/** The corrections of step `step`, counted from 1. */
export function adamWCorrections(step: number, options: AdamWOptions): { correction1: number; correction2: number } {
  return { correction1: 1 / (1 - options.beta1 ** step), correction2: 1 / (1 - options.beta2 ** step) }
}

/** One step of Adam with decoupled weight decay (Loshchilov & Hutter 2017, arXiv 1711.05101), as PyTorch's `AdamW` does it. */
export function adamW<T>(ops: Ops<T>, state: AdamWState<T>, gradient: T, step: AdamWStep<T>, options: AdamWOptions): AdamWState<T> {
  const firstMoment = ops.add(ops.scale(state.firstMoment, options.beta1), ops.scale(gradient, 1 - options.beta1))
  const squared = ops.mul(gradient, gradient)
  const secondMoment = ops.add(ops.scale(state.secondMoment, options.beta2), ops.scale(squared, 1 - options.beta2))
  const epsilon = ops.constant({ dims: [1], data: Float32Array.of(options.epsilon) })
  const denominator = ops.add(ops.sqrt(ops.mul(secondMoment, step.correction2)), epsilon)
  const direction = ops.div(ops.mul(firstMoment, step.correction1), denominator)
  const decayed = options.weightDecay === 0 ? direction : ops.add(direction, ops.scale(state.parameter, options.weightDecay))
  return { parameter: ops.sub(state.parameter, ops.mul(decayed, step.rate)), firstMoment, secondMoment }
}
