import { Random } from '#main/network/random.ts'
import type { Judged } from './auc.ts'

export type Interval = [number, number]

const z95 = 1.959964

/** 95 % interval of a proportion (Wilson 1927); [0, 1] where nothing was counted. */
export function wilsonInterval(successes: number, total: number): Interval {
  if (total === 0) return [0, 1]
  const p = successes / total
  const spread = z95 ** 2 / total
  const centre = (p + spread / 2) / (1 + spread)
  const half = (z95 / (1 + spread)) * Math.sqrt((p * (1 - p)) / total + spread / (4 * total))
  return [Math.max(0, centre - half), Math.min(1, centre + half)]
}

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
