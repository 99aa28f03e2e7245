import type { Familiarity, Orientation } from '#shared/model.ts'
import type { Quarters } from '#main/network/turned.ts'
import { unlikeness } from './familiarity.ts'

/**
 * Log-odds that a film lies on its side or upside down, as against the films that a model learned from. `pooled` are the
 * standardised features averaged over the film.
 */
export function turnedLogOdds(
  pooled: ArrayLike<number>,
  { weight, bias }: Pick<Orientation, 'weight' | 'bias'>,
): number {
  let sum = bias
  for (let channel = 0; channel < weight.length; channel++) sum += weight[channel] * pooled[channel]
  return sum
}

/**
 * Whether a film may be turned, so that it is worth looking at its turned forms. Films on their side are a little unlike
 * the training films for that alone; of what is far from them nobody can tell, and that is not judged anyway.
 */
export function mayBeTurned(
  pooled: ArrayLike<number>,
  orientation: Orientation,
  familiarity: Familiarity | undefined,
): boolean {
  return (
    turnedLogOdds(pooled, orientation) > orientation.limit && unlikeness(pooled, familiarity) !== 'far-from-training'
  )
}

/**
 * How far clockwise a film must be turned to stand as the training films do; `forms`: pooled features by that turn. 0
 * where each form looks turned: then none can be told to be upright.
 */
export function mostUpright(forms: readonly ArrayLike<number>[], orientation: Orientation): Quarters {
  const odds = forms.map((pooled) => turnedLogOdds(pooled, orientation))
  const least = Math.min(...odds)
  return least > orientation.limit ? 0 : (odds.indexOf(least) as Quarters)
}
