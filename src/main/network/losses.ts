import type { HeadOutputs } from './heads.ts'
import type { Ops } from './ops.ts'

export type LossWeights = {
  /** Of the teacher's and the student's own cross-entropy. */
  branches: number
  distillation: number
  balance: number
  /** Of the cross-entropies at places, where there are targets for them. */
  places: number
}
export const defaultLossWeights: LossWeights = { branches: 1, distillation: 0.5, balance: 0.01, places: 1 }

export type JudgedOutputs<T> = Pick<HeadOutputs<T>, 'fused' | 'teacher' | 'student' | 'gates' | 'routed' | 'places'>

export type LossTerms<T> = {
  total: T
  fused: T
  teacher: T
  student: T
  distillation: T
  balance: T
  /** Only where there are targets for places. */
  places?: T
  /** Not a loss: for each expert the share of locations at which it was used. */
  expertUse: T
}

/**
 * Cross-entropy. `targets` N × classes holds each film's share of the loss in the column of its class; all together sum
 * to 1.
 */
function crossEntropy<T>(ops: Ops<T>, logits: T, targets: T): T {
  return ops.scale(ops.sum(ops.mul(targets, ops.logSoftmax(logits))), -1)
}

/**
 * Cross-entropy of log-odds of a fracture at places, N × 1 × h × w. `targets` N × 2 × h × w holds each place's share of
 * the loss at no fracture or at a fracture, nothing where it is not known.
 */
function placeCrossEntropy<T>(ops: Ops<T>, logOdds: T, targets: T): T {
  return crossEntropy(ops, ops.concat([ops.scale(logOdds, 0), logOdds], 1), targets)
}

/** KL(student ‖ teacher), each film weighted by `filmShare` N × 1; the teacher is not moved by it. */
function distillation<T>(ops: Ops<T>, student: T, teacher: T, filmShare: T): T {
  const logStudent = ops.logSoftmax(student)
  const difference = ops.sub(logStudent, ops.stopGradient(ops.logSoftmax(teacher)))
  return ops.sum(ops.mul(ops.mul(ops.exp(logStudent), difference), filmShare))
}

/**
 * Auxiliary load-balancing loss of Switch Transformers (Fedus et al. 2021, arXiv 2101.03961, eq. 4), per location:
 * experts × Σ (share of locations routed to the expert × its mean gate) / top-k. It is 1 when all experts are used
 * alike.
 */
function expertBalance<T>(ops: Ops<T>, gates: T, routed: T, experts: number, topK: number): T {
  const product = ops.mul(ops.stopGradient(ops.meanOverAllButChannels(routed)), ops.meanOverAllButChannels(gates))
  return ops.scale(ops.sum(product), experts / topK)
}

/**
 * CE(fused), and weighted: CE(teacher) + CE(student), distillation, expert balance, cross-entropies at places, each a
 * scalar; and how much each expert is used.
 */
export function losses<T>(
  ops: Ops<T>,
  outputs: JudgedOutputs<T>,
  labels: { targets: T; filmShare: T; placeTargets?: T | undefined },
  shape: { experts: number; topK: number },
  weights: LossWeights,
): LossTerms<T> {
  const fused = crossEntropy(ops, outputs.fused, labels.targets)
  const teacher = crossEntropy(ops, outputs.teacher, labels.targets)
  const student = crossEntropy(ops, outputs.student, labels.targets)
  const distilled = distillation(ops, outputs.student, outputs.teacher, labels.filmShare)
  const balance = expertBalance(ops, outputs.gates, outputs.routed, shape.experts, shape.topK)
  const supervised = ops.add(fused, ops.scale(ops.add(teacher, student), weights.branches))
  const auxiliary = ops.add(ops.scale(distilled, weights.distillation), ops.scale(balance, weights.balance))
  const withoutPlaces = ops.add(supervised, auxiliary)
  const { placeTargets } = labels
  const places =
    placeTargets &&
    [outputs.places!.fracture, outputs.places!.teacher, outputs.places!.student]
      .map((logOdds) => placeCrossEntropy(ops, logOdds, placeTargets))
      .reduce((sum, loss) => ops.add(sum, loss))
  return {
    total: places ? ops.add(withoutPlaces, ops.scale(places, weights.places)) : withoutPlaces,
    ...(places ? { places } : {}),
    fused,
    teacher,
    student,
    distillation: distilled,
    balance,
    expertUse: ops.meanOverAllButChannels(outputs.routed),
  }
}
