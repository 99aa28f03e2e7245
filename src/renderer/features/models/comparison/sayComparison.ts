import type { ComparisonEvent } from '#shared/evaluation.ts'
import { decimals, signed } from '#renderer/base/language/index.ts'
import { modelsWords } from '../words/panel.ts'

export type Compared = Extract<ComparisonEvent, { type: 'compared' }>

const number = (value: number) => decimals(value, 2)
const change = (value: number) => signed(value, 3)
export const showP = (p: number) => (p < 0.001 ? `< ${decimals(0.001, 3)}` : `= ${decimals(p, 3)}`)

/**
 * What a comparison of two models says, sentence by sentence: the finding first, then how sure it is, then what
 * flatters one of them.
 */
export function sayComparison({ models, evaluations, comparison: { auc, verdicts }, seen }: Compared): {
  finding: string
  details: string[]
} {
  const words = modelsWords.comparison
  const { films } = evaluations.a
  const [low, high] = auc.interval
  const decided = low > 0 || high < 0
  const better = auc.difference > 0 ? models.b.name : models.a.name
  const [less, more] = [auc.a, auc.b].sort((one, other) => one - other)
  const same = auc.difference === 0 && low === 0 && high === 0
  const finding = same
    ? words.equal(films)
    : decided
      ? words.better(films, better, number(more), number(less))
      : words.undecided(films, number(auc.a), number(auc.b))
  const trained = (['a', 'b'] as const).flatMap((side) => {
    const { name } = models[side]
    const count = seen[side]
    if (count === undefined) return [words.unknown(name)]
    return count > 0 ? [words.seen(name, count)] : []
  })
  return {
    finding,
    details: [
      ...(same
        ? []
        : [
            `${words.difference(change(auc.difference), change(low), change(high), showP(auc.p))} ${decided ? words.surely : words.wide}`,
          ]),
      words.verdicts(verdicts.both, verdicts.onlyA, verdicts.onlyB, verdicts.neither, showP(verdicts.p)),
      ...trained,
    ],
  }
}
