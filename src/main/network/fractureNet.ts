import type { NetworkShape } from '#shared/model.ts'
import { features } from './features.ts'
import { heads, type HeadOutputs } from './heads.ts'
import type { Ops } from './ops.ts'
import type { Parameters } from './trunk.ts'

/** The whole network: films N × 1 × S × S in 0..1 → logits, gates and evidence. Written once, for every engine. */
export function fractureNet<T>(ops: Ops<T>, parameters: Parameters<T>, film: T, shape: NetworkShape): HeadOutputs<T> {
  return heads(ops, parameters, features(ops, parameters, film, shape), shape)
}
