import type { Part } from '#shared/dataset.ts'
import { Random } from '#main/network/random.ts'

export type SplitShares = { validation: number; holdout: number }

export const defaultShares: SplitShares = { validation: 0.16, holdout: 0.2 }

export type Grouped = { label: number; group: number }

/**
 * 80/20, and inside the 80 a fifth for early stopping, calibration and operating points. Groups in `onlyTrain` are
 * trained on, and the other parts get their shares, as far as that goes, of the rest.
 */
export function splitByGroup(
  films: readonly Grouped[],
  seed: number,
  shares: SplitShares = defaultShares,
  onlyTrain: ReadonlySet<number> = new Set(),
): Part[] {
  const parts: Part[] = ['holdout', 'validation', 'train']
  const train = 1 - shares.holdout - shares.validation
  const given = (group: number): number | undefined => (onlyTrain.has(group) ? parts.indexOf('train') : undefined)
  return assignByGroup(films, seed, [shares.holdout, shares.validation, train], given).map((index) => parts[index])
}

/** Which of `count` equal folds each film belongs to. */
export function foldsByGroup(films: readonly Grouped[], seed: number, count: number): number[] {
  return assignByGroup(films, seed, new Array<number>(count).fill(1 / count))
}

/**
 * Stratified and group-aware: no group straddles two parts, and each part gets its share of each class as nearly as the
 * groups allow. Groups are taken in a seeded order, large ones first, each into the part that is given for it, or that
 * lacks its films most. Same seed, same parts.
 */
function assignByGroup(
  films: readonly Grouped[],
  seed: number,
  shares: readonly number[],
  given: (group: number) => number | undefined = () => undefined,
): number[] {
  const classes = 1 + films.reduce((most, film) => Math.max(most, film.label), 0)
  const groups = new Map<number, number[]>()
  films.forEach((film, index) => {
    const members = groups.get(film.group)
    if (members) members.push(index)
    else groups.set(film.group, [index])
  })

  const totals = countLabels(films, films.keys().toArray(), classes)
  const lacking = shares.map((share) => totals.map((total) => total * share))
  const open = shares
    .keys()
    .filter((part) => shares[part] > 0)
    .toArray()
  const result = new Array<number>(films.length)
  const order = new Random(seed).shuffled([...groups]).sort(([, a], [, b]) => b.length - a.length)
  // What is given goes first, so that the rest is shared out by what is still lacking.
  const isGiven = ([group]: [number, number[]]): boolean => given(group) !== undefined
  for (const [group, members] of [...order.filter(isGiven), ...order.filter((one) => !isGiven(one))]) {
    const counts = countLabels(films, members, classes)
    // How much of the group a part still lacks, as a share of what it should have in all: small parts are not starved.
    const need = (part: number): number =>
      counts.reduce(
        (sum, count, label) => sum + (count * lacking[part][label]) / Math.max(1e-9, totals[label] * shares[part]),
        0,
      )
    const part = given(group) ?? open.reduce((best, candidate) => (need(candidate) > need(best) ? candidate : best))
    counts.forEach((count, label) => (lacking[part][label] -= count))
    for (const index of members) result[index] = part
  }
  return result
}

function countLabels(films: readonly Grouped[], members: readonly number[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(0)
  for (const index of members) counts[films[index].label]++
  return counts
}
