import type { Familiarity } from '#shared/model.ts'

/**
 * How far a film's features lie from those of the films that the model learned from: root mean square over the channels
 * of the distance to their mean, in their standard deviations. About 1 for films like them. `pooled` are the
 * standardised features averaged over the film.
 */
export function unfamiliarity(
  pooled: ArrayLike<number>,
  { mean, deviation }: Pick<Familiarity, 'mean' | 'deviation'>,
): number {
  let sum = 0
  for (let channel = 0; channel < mean.length; channel++)
    sum += ((pooled[channel] - mean[channel]) / deviation[channel]) ** 2
  return Math.sqrt(sum / mean.length)
}

/**
 * So many times as far as 99 in 100 training films: what lies beyond is no film of the kind at all. Chosen on films and
 * pictures from elsewhere; see `docs/starter.md`.
 */
const farFactor = 1.25

/** What is to be warned of, if anything. A model that does not know what it learned from cannot say. */
export function unlikeness(
  pooled: ArrayLike<number>,
  familiarity: Familiarity | undefined,
): 'unlike-training' | 'far-from-training' | undefined {
  if (!isUnfamiliar(pooled, familiarity)) return undefined
  return unfamiliarity(pooled, familiarity!) > farFactor * familiarity!.limit ? 'far-from-training' : 'unlike-training'
}

/** A model that does not know what it learned from cannot say. */
export function isUnfamiliar(pooled: ArrayLike<number>, familiarity: Familiarity | undefined): boolean {
  return familiarity !== undefined && unfamiliarity(pooled, familiarity) > familiarity.limit
}
