import type { NetworkShape } from '#shared/model.ts'
import type { Program, Tensors } from '#main/engines/engine.ts'
import { adamW, adamWStep, type AdamWOptions } from '#main/network/adamW.ts'
import { heads } from '#main/network/heads.ts'
import { losses, type JudgedOutputs, type LossWeights } from '#main/network/losses.ts'
import { placeLogits } from '#main/network/placeHeads.ts'
import type { Ops } from '#main/network/ops.ts'
import { fractureNet } from '#main/network/fractureNet.ts'
import { placeTarget } from '#main/network/placeTargets.ts'
import { trunkStride, type Parameters } from '#main/network/trunk.ts'

export type StepOptions = {
  shape: NetworkShape
  batch: number
  /**
   * What a batch is made of: whole films, features of films that the trunk has computed before, or single places with
   * their surroundings, of which each is a fracture (label 1) or not.
   */
  from: 'films' | 'features' | 'places'
  /** Dims of one example, without the batch. */
  example: readonly number[]
  lossWeights: LossWeights
  /**
   * Share of each film's target that goes to all classes alike (Szegedy et al. 2015, arXiv 1512.00567); 0 by default.
   */
  labelSmoothing?: number
  adamW: AdamWOptions
  /**
   * The program computes half of a step: `batch` is half of the step's films, and the parameters move with the second
   * half, by the gradients of both.
   */
  inHalves?: boolean
}

const kinds = ['parameter', 'firstMoment', 'secondMoment'] as const
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

/** The same state for steps in halves: without gradients yet. */
export function stateInHalves(state: Tensors): Tensors {
  const sums = Object.entries(parametersOf(state)).map(([name, { dims, data }]) => [
    `${sumPrefix}${name}`,
    { dims, data: new Float32Array(data.length) },
  ])
  return { ...state, ...Object.fromEntries(sums) }
}

/** The state between two steps, whether in halves or not: without the gradients of the last one. */
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

/** Dims of what a step is given of each film, without the batch. */
export function filmInputs(options: StepOptions): Record<string, readonly number[]> {
  const { shape, example } = options
  const places = placeTargetDims(options)
  return { examples: example, targets: [shape.classes], filmShare: [1], ...(places ? { placeTargets: places } : {}) }
}

/** Dims of a film's targets at its places, where whole films teach them. */
function placeTargetDims({ from, shape }: StepOptions): readonly number[] | undefined {
  if (from !== 'films' || !shape.places) return undefined
  const side = shape.inputSize / trunkStride
  return [2, side, side]
}

/**
 * One step of training as one program: forward, losses, backward, AdamW. What is not in `trained` is frozen. Inputs:
 * those of {@link filmInputs} for the batch, and the numbers of {@link adamWStep}, [1]. In halves also `keep` and
 * `move`, 0 in the first one and 1 in the second. Outputs: the loss and its terms, scalars; with `withGradients` also
 * `gradient:<name>`.
 */
export function trainingProgram(
  options: StepOptions,
  frozen: Tensors,
  trained: Tensors,
  withGradients = false,
): Program {
  const { batch, shape, inHalves = false } = options
  // The loss of balance is a mean over films, all others are sums.
  const lossWeights = { ...options.lossWeights, balance: options.lossWeights.balance / (inHalves ? 2 : 1) }
  const names = Object.keys(trained)
  return {
    inputs: {
      ...Object.fromEntries(Object.entries(filmInputs(options)).map(([name, dims]) => [name, [batch, ...dims]])),
      size: [1],
      floor: [1],
      decay: [1],
      ...(inHalves ? { keep: [1], move: [1] } : {}),
    },
    weights: frozen,
    state: inHalves ? stateInHalves(startState(trained)) : startState(trained),
    build<T>(ops: Ops<T>, { inputs, weights, state }: { inputs: Tensors<T>; weights: Tensors<T>; state: Tensors<T> }) {
      let terms: Tensors<T> = {}
      const { gradients } = ops.valueAndGradients(
        (wrt) => {
          const byName = new Map(names.map((name, index) => [name, wrt[index]]))
          const parameters: Parameters<T> = (name) => byName.get(name) ?? weights[name] ?? missing(name)
          const outputs = forward(ops, parameters, inputs.examples, options)
          terms = losses(
            ops,
            outputs,
            { targets: inputs.targets, filmShare: inputs.filmShare, placeTargets: inputs.placeTargets },
            shape,
            lossWeights,
          )
          return terms.total
        },
        names.map((name) => state[`parameter:${name}`]),
      )

      const next: Tensors<T> = {}
      names.forEach((name, index) => {
        const [parameter, firstMoment, secondMoment] = kinds.map((kind) => state[`${kind}:${name}`])
        const step = { size: inputs.size, floor: inputs.floor, decay: inputs.decay }
        const before = { parameter, firstMoment, secondMoment }
        const sum = inHalves
          ? ops.add(ops.mul(state[`${sumPrefix}${name}`], inputs.keep), gradients[index])
          : gradients[index]
        const updated = adamW(ops, before, sum, step, options.adamW)
        for (const kind of kinds) {
          next[`${kind}:${name}`] = inHalves
            ? ops.add(before[kind], ops.mul(ops.sub(updated[kind], before[kind]), inputs.move))
            : updated[kind]
        }
        if (inHalves) next[`${sumPrefix}${name}`] = sum
      })
      const extra = withGradients
        ? Object.fromEntries(names.map((name, index) => [`gradient:${name}`, gradients[index]]))
        : {}
      return { outputs: { ...terms, ...extra }, state: next }
    },
  }
}

function forward<T>(
  ops: Ops<T>,
  parameters: Parameters<T>,
  examples: T,
  { from, shape }: StepOptions,
): JudgedOutputs<T> {
  if (from === 'films') return fractureNet(ops, parameters, examples, shape)
  if (from === 'features') return heads(ops, parameters, examples, shape)
  const { fracture, teacher, student, gates, routed } = placeLogits(ops, parameters, examples, shape)
  // Log-odds as the logits of two classes, the first of which is always 0.
  const logits = (logOdds: T): T => {
    const rows = ops.meanOverSpace(logOdds)
    return ops.concat([ops.scale(rows, 0), rows], 1)
  }
  return { fused: logits(fracture), teacher: logits(teacher), student: logits(student), gates, routed }
}

function missing(name: string): never {
  throw new TypeError(`The parameter ${name} is neither trained nor frozen.`)
}

export type Batch = {
  examples: Float32Array
  labels: readonly number[]
  /** Of whole films that teach places: what each of a film's places is to learn, film by film; see `placeTarget`. */
  placeTargets?: readonly Int8Array[]
}

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
  const places = placeTargetDims(options)
  const numbers = adamWStep(step, rate, options.adamW)
  const one = (value: number) => ({ dims: [1], data: Float32Array.of(value) })
  return {
    examples: { dims: [films, ...options.example], data: batch.examples },
    targets: { dims: [films, classes], data: targets },
    filmShare: { dims: [films, 1], data: new Float32Array(films).fill(1 / films) },
    ...(places ? { placeTargets: { dims: [films, ...places], data: placeShares(batch.placeTargets ?? []) } } : {}),
    size: one(numbers.size),
    floor: one(numbers.floor),
    decay: one(numbers.decay),
  }
}

/** Of the loss at places, that much goes to those with a fracture: few, and each of them tells much. */
const fractureShare = 0.1

/** Each place's share of the loss: N × 2 (no fracture, fracture) × places. */
function placeShares(targets: readonly Int8Array[]): Float32Array {
  const count = (target: number): number =>
    targets.reduce((sum, film) => sum + film.filter((value) => value === target).length, 0)
  const fracture = fractureShare / Math.max(1, count(placeTarget.fracture))
  const none = (1 - fractureShare) / Math.max(1, count(placeTarget.none))
  const places = targets[0]?.length ?? 0
  const shares = new Float32Array(targets.length * 2 * places)
  targets.forEach((film, i) =>
    film.forEach((target, place) => {
      if (target === placeTarget.none) shares[2 * i * places + place] = none
      if (target === placeTarget.fracture) shares[(2 * i + 1) * places + place] = fracture
    }),
  )
  return shares
}
