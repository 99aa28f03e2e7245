import { Random } from '#main/network/random.ts'
import type { Judged } from './auc.ts'

export type Interval = [number, number]

/**
 * 95 % percentile bootstrap (Efron 1979) of a statistic. Whole groups are drawn, not films, since films of one group
 * are alike; drawing films would make the interval too narrow. Draws without both kinds of films give no statistic and
 * are left out.
 */
export function groupBootstrap(
  films: readonly Judged[],
  statistic: (films: readonly Judged[]) => number,
  seed: number,
  draws = 1000,
): Interval {
  const groups = [...Map.groupBy(films, (film) => film.group).values()]
  const random = new Random(seed)
  const values: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    const sample = groups.flatMap(() => groups[random.below(groups.length)])
    const value = statistic(sample)
    if (Number.isFinite(value)) values.push(value)
  }
  values.sort((a, b) => a - b)
  const at = (share: number): number => values[Math.round(share * (values.length - 1))] ?? NaN
  return [at(0.025), at(0.975)]
}
