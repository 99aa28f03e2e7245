import type { Inspection } from '#shared/dataset.ts'

type SameFilm = Inspection['exactDuplicates'][number]
type Labelled = { file: string; label: number }

/** Films that share a key, two and more together. */
export function duplicates<T extends Labelled>(
  films: readonly T[],
  keyOf: (film: T) => string | undefined,
): SameFilm[] {
  const sets = Map.groupBy(
    films.filter((film) => keyOf(film) !== undefined),
    keyOf,
  )
  return [...sets.values()]
    .filter((members) => members.length > 1)
    .map((members) => ({
      files: members.map(({ file }) => file),
      labels: members.map(({ label }) => label),
    }))
}

/** Those whose films lie in more than one class. */
export function contradictions(sets: readonly SameFilm[], kind: 'exact' | 'near'): Inspection['contradictions'] {
  return sets.filter(({ labels }) => new Set(labels).size > 1).map((same) => ({ ...same, kind }))
}
