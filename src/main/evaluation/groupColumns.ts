import type { GroupResult } from '#shared/evaluation.ts'
import { wilsonInterval } from '#shared/wilsonInterval.ts'
import { rocAuc, type Judged } from './auc.ts'
import { groupBootstrap } from './intervals.ts'

/** A film with what the data says of it beside its label, by column: site, body part, machine. */
export type Described = Judged & { columns?: Readonly<Record<string, string>> }

/** A column with more values than this names films or patients, not groups of them. */
const mostValues = 20
/** A value of fewer films than this, or of one group (a patient), says something of those and not of a kind of film. */
const fewestFilms = 5
const fewestGroups = 2
/** Of the bootstrap, so that the same films give the same intervals. */
const seed = 42

/**
 * Results for each value of each column, largest first; values that few films have are taken together. Columns with one
 * value, or with too many to be groups, say nothing and are left out.
 */
export function resultsByColumn(films: readonly Described[]): GroupResult[] {
  const columns = new Set(films.flatMap((film) => Object.keys(film.columns ?? {})))
  return [...columns].flatMap((column) => {
    const byValue = Map.groupBy(films, (film) => film.columns?.[column] || '(none)')
    if (byValue.size < 2 || byValue.size > mostValues) return []
    const isFew = (members: readonly Described[]): boolean =>
      members.length < fewestFilms || new Set(members.map(({ group }) => group)).size < fewestGroups
    const few = [...byValue.values()].filter(isFew).flat()
    const groups = [...byValue].filter(([, members]) => !isFew(members))
    if (groups.length + Math.min(1, few.length) < 2) return []
    const results = groups.map(([value, members]) => groupResult(column, value, members))
    results.sort((a, b) => b.films - a.films || a.value.localeCompare(b.value))
    return few.length > 0 ? [...results, groupResult(column, '(few)', few)] : results
  })
}

function groupResult(column: string, value: string, films: readonly Judged[]): GroupResult {
  const positives = films.filter((film) => film.fractured)
  const negatives = films.filter((film) => !film.fractured)
  const found = positives.filter((film) => film.probability >= 0.5).length
  const cleared = negatives.filter((film) => film.probability < 0.5).length
  const both = positives.length > 0 && negatives.length > 0
  return {
    column,
    value,
    films: films.length,
    fractured: positives.length,
    ...(both ? { auc: rocAuc(films), aucInterval: groupBootstrap(films, rocAuc, seed) } : {}),
    accuracy: (found + cleared) / films.length,
    sensitivityInterval: wilsonInterval(found, positives.length),
    specificityInterval: wilsonInterval(cleared, negatives.length),
    ...(positives.length > 0 ? { sensitivity: found / positives.length } : {}),
    ...(negatives.length > 0 ? { specificity: cleared / negatives.length } : {}),
  }
}
