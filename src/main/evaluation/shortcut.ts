import type { Shortcut } from '#shared/evaluation.ts'
import { rocAuc, type Judged } from './auc.ts'
import { groupBootstrap } from './intervals.ts'

/** An AUC on borders and markers that matters; an interval that reaches above it leaves the question open. */
const matters = 0.65
/** Films of one kind below which an interval is not to be believed. */
const fewest = 10

/**
 * What a model reaches on films whose anatomy is covered. `found`: the 95 % interval (bootstrap by group) lies above
 * chance; `reversed`: it lies below, so that the classes differ there although the model does not gain by it; `none`: it
 * reaches no AUC that matters; `unclear`: too few films for any of these.
 */
export function shortcutOf(films: readonly Judged[], seed: number): Shortcut {
  const interval = groupBootstrap(films, rocAuc, seed)
  const [low, high] = interval
  const fractured = films.filter((film) => film.fractured).length
  const answered = (): Shortcut['answer'] => {
    if (Math.min(fractured, films.length - fractured) < fewest) return 'unclear'
    if (low > 0.5) return 'found'
    if (high < 0.5) return 'reversed'
    return high <= matters ? 'none' : 'unclear'
  }
  return { auc: rocAuc(films), interval, answer: answered() }
}
