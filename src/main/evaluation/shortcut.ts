import type { Shortcut } from '#shared/shortcut.ts'
import { rocAuc, type Judged } from './auc.ts'
import { groupBootstrap } from './intervals.ts'

/** An AUC that matters; an interval that reaches above it leaves the question open. */
const matters = 0.65
/** What a covered film must show at least, or nothing can be said of its surroundings; borders alone are an eighth. */
const leastLeft = 0.3

/**
 * What films say of a shortcut that were judged by borders and markers alone, each by weights learned from other groups.
 * `found`: the 95 % interval (bootstrap by group) lies above chance; `none`: it reaches no AUC that matters; `unclear`:
 * neither, or the films show too little (`left`: the median share that is not covered) for nothing to be found.
 */
export function shortcutOf(
  films: readonly Judged[],
  left: number,
  seed: number,
): Required<Pick<Shortcut, 'answer' | 'auc' | 'left'>> {
  const interval = groupBootstrap(films, rocAuc, seed)
  const [low, high] = interval
  const answer = low > 0.5 ? 'found' : high <= matters && left >= leastLeft ? 'none' : 'unclear'
  return { answer, auc: { value: rocAuc(films), interval }, left }
}
