import { Random } from '#main/network/random.ts'

export type Part = 'train' | 'validation' | 'holdout'
export type SplitShares = { validation: number; holdout: number }

/** 80/20, and of the 80 a fifth for early stopping, calibration and operating points. */
export const defaultShares: SplitShares = { validation: 0.16, holdout: 0.2 }

/**
 * Stratified and group-aware: no group straddles two parts, and each part gets its share of each class as nearly as the groups allow.
 * Groups are taken in a seeded order, large ones first, each into the part that lacks its films most. Same seed, same split.
 */
export function splitByGroup(films: readonly { label: number; group: number }[], seed: number, shares: SplitShares = defaultShares): Part[] {
  const classes = 1 + films.reduce((most, film) => Math.max(most, film.label), 0)
  const groups = new Map<number, number[]>()
  films.forEach((film, index) => groups.set(film.group, [...(groups.get(film.group) ?? []), index]))

  const totals = countLabels(films, films.keys().toArray(), classes)
  const parts: Part[] = ['holdout', 'validation', 'train']
  const share = { holdout: shares.holdout, validation: shares.validation, train: 1 - shares.holdout - shares.validation }
  const lacking = new Map(parts.map((part) => [part, totals.map((total) => total * share[part])]))

  const result = new Array<Part>(films.length)
  const order = new Random(seed).shuffled([...groups.values()]).sort((a, b) => b.length - a.length)
  for (const members of order) {
    const counts = countLabels(films, members, classes)
    // How much of the group the part still lacks, as a share of what the part should have in all: small parts are not starved.
    const need = (part: Part): number =>
      counts.reduce((sum, count, label) => sum + (count * lacking.get(part)![label]) / Math.max(1e-9, totals[label] * share[part]), 0)
    const part = parts.reduce((best, candidate) => (need(candidate) > need(best) ? candidate : best))
    counts.forEach((count, label) => (lacking.get(part)![label] -= count))
    for (const index of members) result[index] = part
  }
  return result
}

function countLabels(films: readonly { label: number }[], members: readonly number[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(0)
  for (const index of members) counts[films[index].label]++
  return counts
}
