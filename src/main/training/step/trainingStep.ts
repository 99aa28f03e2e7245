import type { NetworkShape } from '#shared/model.ts'
import type { Program, Tensors } from '#main/engines/engine.ts'
import { adamW, adamWStep, type AdamWOptions } from '#main/network/adamW.ts'
import { heads, type HeadOutputs } from '#main/network/heads.ts'
import { losses, type LossWeights } from '#main/network/losses.ts'
import type { Ops } from '#main/network/ops.ts'
import { fractureNet } from '#main/network/fractureNet.ts'
import type { Parameters } from '#main/network/trunk.ts'

export type StepOptions = {
  shape: NetworkShape
  batch: number
  /** What a batch is made of: whole films, or features that the trunk has computed before. */
  from: 'films' | 'features'
  /** Dims of one example, without the batch. */
  example: readonly number[]
  lossWeights: LossWeights
  /**
   * Share of each film's target that goes to all classes alike (Szegedy et al. 2015, arXiv 1512.00567); 0 by default.
   */
  labelSmoothing?: number
  adamW: AdamWOptions
  /**
   * Parts of a step: a program for one of them takes `batch` films of the step's, adds its gradients to those of the
   * parts before, and moves the parameters in the last one. 1 by default.
   */
  parts?: number
}

const stateParts = ['parameter', 'firstMoment', 'secondMoment'] as const
const sumPrefix = 'gradientSum:'

/** Trained parameters with Adam's two moments at zero, as the state of a {@link trainingProgram}. */
export function startState(trained: Tensors): Tensors {
  const state: Tensors = {}
  for (const [name, { dims, data }] of Object.entries(trained)) {
    state[`parameter:${name}`] = { dims, data }
    state[`firstMoment:${name}`] = { dims, data: new Float32Array(data.length) }
    state[`secondMoment:${name}`] = { dims, data: new Float32Array(data.length) }
  }
  return state
}

/** The same state for steps in parts: without gradients yet. */
export function stateInParts(state: Tensors): Tensors {
  const sums = Object.entries(parametersOf(state)).map(([name, { dims, data }]) => [
    `${sumPrefix}${name}`,
    { dims, data: new Float32Array(data.length) },
  ])
  return { ...state, ...Object.fromEntries(sums) }
}

/** The state between two steps, whether in parts or not: without the gradients of the last one. */
export function stateOfSteps(state: Tensors): Tensors {
  return Object.fromEntries(Object.entries(state).filter(([key]) => !key.startsWith(sumPrefix)))
}

/** The trained parameters in a state, by their own names. */
export function parametersOf(state: Tensors): Tensors {
  const prefix = 'parameter:'
  return Object.fromEntries(
    Object.entries(state).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  )
}

/**
 * One step of training as one program: forward, losses, backward, AdamW. What is not in `trained` is frozen. Inputs:
 * `examples` batch × example, `targets` batch × classes, `filmShare` batch × 1, and the numbers of {@link adamWStep},
 * [1]. In parts also `keep`, 0 in the first one and else 1, and `move`, 1 in the last one and else 0. Outputs: the loss
 * and its parts, scalars; with `withGradients` also `gradient:<name>`.
 */
export function trainingProgram(
  options: StepOptions,
  frozen: Tensors,
  trained: Tensors,
  withGradients = false,
): Program {
  const { batch, shape, parts: partsOfStep = 1 } = options
  const inParts = partsOfStep > 1
  // The loss of balance is a mean over films, all others are sums.
  const lossWeights = { ...options.lossWeights, balance: options.lossWeights.balance / partsOfStep }
  const names = Object.keys(trained)
  return {
    inputs: {
      examples: [batch, ...options.example],
      targets: [batch, shape.classes],
      filmShare: [batch, 1],
      size: [1],
      floor: [1],
      decay: [1],
      ...(inParts ? { keep: [1], move: [1] } : {}),
    },
    weights: frozen,
    state: inParts ? stateInParts(startState(trained)) : startState(trained),
    build<T>(ops: Ops<T>, { inputs, weights, state }: { inputs: Tensors<T>; weights: Tensors<T>; state: Tensors<T> }) {
      let parts: Tensors<T> = {}
      const { gradients } = ops.valueAndGradients(
        (wrt) => {
          const byName = new Map(names.map((name, index) => [name, wrt[index]]))
          const parameters: Parameters<T> = (name) => byName.get(name) ?? weights[name] ?? missing(name)
          const outputs = forward(ops, parameters, inputs.examples, options)
          parts = losses(ops, outputs, { targets: inputs.targets, filmShare: inputs.filmShare }, shape, lossWeights)
          return parts.total
        },
        names.map((name) => state[`parameter:${name}`]),
      )

      const next: Tensors<T> = {}
      names.forEach((name, index) => {
        const [parameter, firstMoment, secondMoment] = stateParts.map((part) => state[`${part}:${name}`])
        const step = { size: inputs.size, floor: inputs.floor, decay: inputs.decay }
        const before = { parameter, firstMoment, secondMoment }
        const sum = inParts
          ? ops.add(ops.mul(state[`${sumPrefix}${name}`], inputs.keep), gradients[index])
          : gradients[index]
        const updated = adamW(ops, before, sum, step, options.adamW)
        for (const part of stateParts) {
          next[`${part}:${name}`] = inParts
            ? ops.add(before[part], ops.mul(ops.sub(updated[part], before[part]), inputs.move))
            : updated[part]
        }
        if (inParts) next[`${sumPrefix}${name}`] = sum
      })
      const extra = withGradients
        ? Object.fromEntries(names.map((name, index) => [`gradient:${name}`, gradients[index]]))
        : {}
      return { outputs: { ...parts, ...extra }, state: next }
    },
  }
}

function forward<T>(ops: Ops<T>, parameters: Parameters<T>, examples: T, options: StepOptions): HeadOutputs<T> {
  return options.from === 'films'
    ? fractureNet(ops, parameters, examples, options.shape)
    : heads(ops, parameters, examples, options.shape)
}

function missing(name: string): never {
  throw new TypeError(`The parameter ${name} is neither trained nor frozen.`)
}

export type Batch = { examples: Float32Array; labels: readonly number[] }

/** The inputs of one step; `step` counts from 1. Each film weighs the same, unless classes have weights. */
export function stepInputs(
  options: StepOptions,
  batch: Batch,
  step: number,
  rate: number,
  classWeights: readonly number[] = [],
): Tensors {
  const { classes } = options.shape
  const films = batch.labels.length
  const weightOf = (label: number): number => classWeights[label] ?? 1
  const total = batch.labels.reduce((sum, label) => sum + weightOf(label), 0)
  const targets = new Float32Array(films * classes)
  const { labelSmoothing = 0 } = options
  batch.labels.forEach((label, film) => {
    const share = weightOf(label) / total
    targets.fill((share * labelSmoothing) / classes, film * classes, (film + 1) * classes)
    targets[film * classes + label] += share * (1 - labelSmoothing)
  })
  const numbers = adamWStep(step, rate, options.adamW)
  const one = (value: number) => ({ dims: [1], data: Float32Array.of(value) })
  return {
    examples: { dims: [films, ...options.example], data: batch.examples },
    targets: { dims: [films, classes], data: targets },
    filmShare: { dims: [films, 1], data: new Float32Array(films).fill(1 / films) },
    size: one(numbers.size),
    floor: one(numbers.floor),
    decay: one(numbers.decay),
  }
}
