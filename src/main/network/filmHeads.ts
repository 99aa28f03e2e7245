import type { NetworkShape } from '#shared/model.ts'
import { branches } from './branches.ts'
import type { HeadOutputs } from './heads.ts'
import type { Ops } from './ops.ts'
import type { Parameters } from './trunk.ts'

/**
 * Evidence of each class per location and, as its mean plus the bias, the logits. Linear after the mean, so the map is
 * exact.
 */
function classify<T>(ops: Ops<T>, parameters: Parameters<T>, name: string, x: T): { evidence: T; logits: T } {
  const evidence = ops.conv(x, parameters(`${name}.weight`), null, { stride: 1, padding: 0 })
  return { evidence, logits: ops.add(ops.meanOverSpace(evidence), parameters(`${name}.bias`)) }
}

/** Heads that learn from the labels of whole films: the classifier is given the mean over all locations. */
export function filmHeads<T>(
  ops: Ops<T>,
  parameters: Parameters<T>,
  standardised: T,
  shape: NetworkShape,
): Omit<HeadOutputs<T>, 'pooled'> {
  const { teacher, student, mixed, gates, routed } = branches(ops, parameters, standardised, shape)
  const fused = classify(ops, parameters, 'classifier', mixed)
  return {
    fused: fused.logits,
    teacher: classify(ops, parameters, 'teacher.classifier', teacher).logits,
    student: classify(ops, parameters, 'student.classifier', student).logits,
    gates,
    routed,
    evidence: fused.evidence,
  }
}
