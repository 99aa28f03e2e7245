import type { Comparison } from '#shared/evaluation.ts'
import { ProblemError } from '#shared/problem.ts'
import { rocAuc, type Judged } from './auc.ts'
import { normalTail } from './normal.ts'

/** One film, judged by two models. */
export type JudgedTwice = { fractured: boolean; group: number; a: number; b: number }

const z95 = 1.959964

/**
 * For each film the share of the films of the other kind that it is on the right side of, ties half: DeLong's
 * structural components.
 */
function components(films: readonly JudgedTwice[], of: (film: JudgedTwice) => number): number[] {
  const sorted = (fractured: boolean): number[] =>
    films
      .filter((film) => film.fractured === fractured)
      .map(of)
      .sort((x, y) => x - y)
  const [negatives, positives] = [sorted(false), sorted(true)]
  return films.map((film) => {
    const others = film.fractured ? negatives : positives
    const value = of(film)
    const [below, upTo] = [firstIndex(others, (x) => x >= value), firstIndex(others, (x) => x > value)]
    const right = film.fractured ? below : others.length - upTo
    return (right + (upTo - below) / 2) / others.length
  })
}

/** Index of the first element that `holds`, in an array where all that follow hold too; its length where none does. */
function firstIndex(sorted: readonly number[], holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(sorted[middle])) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * Difference of two correlated AUCs, B − A: DeLong et al. 1988 with the variance of Obuchowski 1997, which lets films
 * of one group be alike. Where each film is a group of its own the two are the same. Throws `not-enough-data` where
 * films of a kind come from fewer than two groups, for which there is no variance.
 */
export function aucDifference(films: readonly JudgedTwice[]): Comparison['auc'] {
  const judged = (pick: (film: JudgedTwice) => number): Judged[] =>
    films.map((film) => ({ ...film, probability: pick(film) }))
  const [a, b] = [rocAuc(judged((film) => film.a)), rocAuc(judged((film) => film.b))]
  const difference = b - a
  const [ofA, ofB] = [components(films, (film) => film.a), components(films, (film) => film.b)]

  const groups = new Map<number, { positive: number; negative: number; positives: number; negatives: number }>()
  films.forEach(({ fractured, group }, i) => {
    const sums = groups.get(group) ?? { positive: 0, negative: 0, positives: 0, negatives: 0 }
    const deviation = ofB[i] - ofA[i] - difference
    if (fractured) sums.positive += deviation
    else sums.negative += deviation
    sums[fractured ? 'positives' : 'negatives']++
    groups.set(group, sums)
  })
  const all = [...groups.values()]
  const withPositives = all.filter((group) => group.positives > 0).length
  const withNegatives = all.filter((group) => group.negatives > 0).length
  if (withPositives < 2 || withNegatives < 2) throw new ProblemError('groups-too-few-to-compare')
  const positives = films.filter((film) => film.fractured).length
  const negatives = films.length - positives
  const sum = (of: (group: (typeof all)[number]) => number): number =>
    all.reduce((total, group) => total + of(group), 0)
  const variance =
    ((withPositives / (withPositives - 1)) * sum((group) => group.positive ** 2)) / positives ** 2 +
    ((withNegatives / (withNegatives - 1)) * sum((group) => group.negative ** 2)) / negatives ** 2 +
    (((2 * all.length) / (all.length - 1)) * sum((group) => group.positive * group.negative)) / (positives * negatives)
  const error = Math.sqrt(Math.max(0, variance))
  const p = error > 0 ? 2 * normalTail(Math.abs(difference) / error) : difference === 0 ? 1 : 0
  return {
    a,
    b,
    difference,
    interval: [difference - z95 * error, difference + z95 * error],
    p,
    test: 'DeLong, variance by Obuchowski for groups',
  }
}

/**
 * McNemar's test on verdicts at 0.5, exact (two-sided binomial on the films that one model gets right and the other
 * wrong).
 */
export function mcNemar(films: readonly JudgedTwice[]): Comparison['verdicts'] {
  const right = (film: JudgedTwice, probability: number): boolean => probability >= 0.5 === film.fractured
  const onlyA = films.filter((film) => right(film, film.a) && !right(film, film.b)).length
  const onlyB = films.filter((film) => right(film, film.b) && !right(film, film.a)).length
  const both = films.filter((film) => right(film, film.a) && right(film, film.b)).length
  const neither = films.length - onlyA - onlyB - both
  return {
    both,
    onlyA,
    onlyB,
    neither,
    p: binomialTwoSided(Math.min(onlyA, onlyB), onlyA + onlyB),
    test: 'McNemar, exact, at probability 0.5',
  }
}

/** Chance of at most `fewer` or at least `total − fewer` heads in `total` fair throws. */
function binomialTwoSided(fewer: number, total: number): number {
  let logTerm = -total * Math.LN2
  let tail = 0
  for (let k = 0; k <= fewer; k++) {
    tail += Math.exp(logTerm)
    logTerm += Math.log((total - k) / (k + 1))
  }
  return Math.min(1, 2 * tail)
}
