import type { Part } from '#shared/dataset.ts'
import { ProblemError } from '#shared/problem.ts'
import type { DatasetFilm } from '#main/dataset/index.ts'

/** Fewer films of a class than this in one part, and its figures mean nothing. */
const fewestPerPart = 3

/**
 * The films of each part; `parts`: which one each film belongs to. Throws `not-enough-data` where a part that is
 * `needed` has hardly any films of a class.
 */
export function partsOf(
  films: readonly DatasetFilm[],
  parts: readonly Part[],
  classes: number,
  needed: readonly Part[],
): Record<Part, DatasetFilm[]> {
  const of = (part: Part): DatasetFilm[] => films.filter((_, i) => parts[i] === part)
  const divided = { train: of('train'), validation: of('validation'), holdout: of('holdout') }
  for (const part of needed) {
    for (let label = 0; label < classes; label++) {
      if (divided[part].filter((film) => film.label === label).length >= fewestPerPart) continue
      throw new ProblemError('films-too-few')
    }
  }
  return divided
}
