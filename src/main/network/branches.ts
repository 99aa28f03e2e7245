import type { NetworkShape } from '#shared/model.ts'
import type { Ops } from './ops.ts'
import type { Parameters } from './trunk.ts'

export type Branches<T> = {
  /** N × hidden × h × w each. */
  teacher: T
  student: T
  /** Both, fused by the experts. */
  mixed: T
  /** N × experts × h × w: soft share of each expert at each location; over the experts they sum to 1. */
  gates: T
  /** N × experts × h × w: 1 for the top-k experts that were used at a location. */
  routed: T
}

/** A 1 × 1 convolution: the same linear map at every location. */
export function pointwise<T>(ops: Ops<T>, parameters: Parameters<T>, name: string, x: T): T {
  return ops.conv(x, parameters(`${name}.weight`), parameters(`${name}.bias`), { stride: 1, padding: 0 })
}

/**
 * Teacher and student branches, fused by a mixture of experts (Shazeer et al. 2017, arXiv 1701.06538) that is gated at
 * each location: the top-k experts weighted by their soft gate, plus one shared expert that always speaks.
 */
export function branches<T>(
  ops: Ops<T>,
  parameters: Parameters<T>,
  x: T,
  { experts, topK }: Pick<NetworkShape, 'experts' | 'topK'>,
): Branches<T> {
  const teacher = ops.relu(pointwise(ops, parameters, 'teacher.features', x))
  const student = ops.relu(pointwise(ops, parameters, 'student.features', x))
  const both = ops.concat([teacher, student], 1)

  const gates = ops.softmax(pointwise(ops, parameters, 'gate', both))
  const routed = ops.topKMask(gates, topK)
  const weights = ops.mul(gates, routed)
  let mixed = ops.relu(pointwise(ops, parameters, 'experts.shared', both))
  for (let expert = 0; expert < experts; expert++) {
    const said = ops.relu(pointwise(ops, parameters, `experts.${expert}`, both))
    mixed = ops.add(mixed, ops.mul(said, ops.slice(weights, 1, expert, expert + 1)))
  }
  return { teacher, student, mixed, gates, routed }
}
