import type { NetworkShape } from '#shared/model.ts'
import type { Ops } from './ops.ts'
import type { Parameters } from './trunk.ts'

export type HeadOutputs<T> = {
  /** N × classes, before softmax: the classifier on the fused features. */
  fused: T
  /** N × classes: each branch's own classifier. */
  teacher: T
  student: T
  /** N × experts × h × w: soft share of each expert at each location; over the experts they sum to 1. */
  gates: T
  /** N × experts × h × w: 1 for the top-k experts that were used at a location. */
  routed: T
  /** N × 512: the standardised features, averaged over the film. */
  pooled: T
  /** N × classes × h × w: what each location adds to each class. Its mean plus the classifier's bias is `fused`. */
  evidence: T
}

/** A 1 × 1 convolution: the same linear map at every location. */
function pointwise<T>(ops: Ops<T>, parameters: Parameters<T>, name: string, x: T): T {
  return ops.conv(x, parameters(`${name}.weight`), parameters(`${name}.bias`), { stride: 1, padding: 0 })
}

/**
 * Evidence of each class per location and, as its mean plus the bias, the logits. Linear after the mean, so the map is
 * exact.
 */
function classify<T>(ops: Ops<T>, parameters: Parameters<T>, name: string, x: T): { evidence: T; logits: T } {
  const evidence = ops.conv(x, parameters(`${name}.weight`), null, { stride: 1, padding: 0 })
  return { evidence, logits: ops.add(ops.meanOverSpace(evidence), parameters(`${name}.bias`)) }
}

/**
 * Teacher and student branches, fused by a mixture of experts (Shazeer et al. 2017, arXiv 1701.06538) that is gated at
 * each location: the top-k experts weighted by their soft gate, plus one shared expert that always speaks. Features N ×
 * 512 × h × w, as the trunk gives them.
 */
export function heads<T>(ops: Ops<T>, parameters: Parameters<T>, features: T, shape: NetworkShape): HeadOutputs<T> {
  const standardised = ops.add(ops.mul(features, parameters('standardise.scale')), parameters('standardise.shift'))
  const pooled = ops.meanOverSpace(standardised)
  const teacher = ops.relu(pointwise(ops, parameters, 'teacher.features', standardised))
  const student = ops.relu(pointwise(ops, parameters, 'student.features', standardised))
  const both = ops.concat([teacher, student], 1)

  const gates = ops.softmax(pointwise(ops, parameters, 'gate', both))
  const routed = ops.topKMask(gates, shape.topK)
  const weights = ops.mul(gates, routed)
  let mixed = ops.relu(pointwise(ops, parameters, 'experts.shared', both))
  for (let expert = 0; expert < shape.experts; expert++) {
    const said = ops.relu(pointwise(ops, parameters, `experts.${expert}`, both))
    mixed = ops.add(mixed, ops.mul(said, ops.slice(weights, 1, expert, expert + 1)))
  }

  const fused = classify(ops, parameters, 'classifier', mixed)
  return {
    fused: fused.logits,
    teacher: classify(ops, parameters, 'teacher.classifier', teacher).logits,
    student: classify(ops, parameters, 'student.classifier', student).logits,
    gates,
    routed,
    evidence: fused.evidence,
    pooled,
  }
}
