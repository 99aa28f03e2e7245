import type { NetworkShape } from '#shared/model.ts'
import { filmHeads } from './filmHeads.ts'
import type { Ops } from './ops.ts'
import { placeHeads, type PlaceOutputs } from './placeHeads.ts'
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
  /** N × channels: the standardised features, averaged over the film. */
  pooled: T
  /** N × classes × h × w: what each location adds to each class. Its mean plus the classifier's bias is `fused`. */
  evidence: T
  /** Only of a network that learns places. */
  places?: PlaceOutputs<T>
}

/** What the network says of features N × channels × h × w, as `features` gives them. */
export function heads<T>(ops: Ops<T>, parameters: Parameters<T>, features: T, shape: NetworkShape): HeadOutputs<T> {
  const standardised = ops.add(ops.mul(features, parameters('standardise.scale')), parameters('standardise.shift'))
  const said = (shape.places ? placeHeads : filmHeads)(ops, parameters, standardised, shape)
  return { ...said, pooled: ops.meanOverSpace(standardised) }
}

/** All outputs by their names, as those of a program; of places, what `fused` would be. */
export function namedOutputs<T>({ places, ...others }: HeadOutputs<T>): Record<string, T> {
  return places ? { ...others, places: places.fused } : others
}
