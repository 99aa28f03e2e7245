import { groupReasons, partNames, type GroupReason, type Inspection, type Part } from '#shared/dataset.ts'
import type { DatasetFilm } from './datasetFilm.ts'
import type { ExaminedFilm } from './examine.ts'

type Ties = ReadonlyMap<GroupReason, ReadonlyMap<string, readonly number[]>>

export function groupsOf(films: readonly DatasetFilm[], ties: Ties): Inspection['groups'] {
  const sizes = [...Map.groupBy(films, ({ group }) => group).values()].map((members) => members.length)
  const reasons = groupReasons.map((reason) => {
    const tied = [...ties.get(reason)!.values()]
    return [reason, { groups: tied.length, films: tied.reduce((sum, members) => sum + members.length, 0) }]
  })
  return {
    count: sizes.length,
    largest: sizes.reduce((most, size) => Math.max(most, size), 0),
    reasons: Object.fromEntries(reasons),
  }
}

export function sizesOf(films: readonly ExaminedFilm[]): Inspection['sizes'] {
  const headers = films.map(({ header }) => header)
  return {
    formats: Object.fromEntries(
      [...Map.groupBy(headers, ({ format }) => format)].map(([format, own]) => [format, own.length]),
    ),
    rows: rangeOf(headers.map(({ rows }) => rows)),
    columns: rangeOf(headers.map(({ columns }) => columns)),
    multiFrame: headers.filter(({ frames }) => frames > 1).length,
  }
}

/** The median of an even number is the lower one of the middle two. */
export function rangeOf(values: readonly number[]): { least: number; median: number; most: number } {
  if (values.length === 0) return { least: 0, median: 0, most: 0 }
  const sorted = values.toSorted((a, b) => a - b)
  return { least: sorted[0], median: sorted[Math.floor((sorted.length - 1) / 2)], most: sorted.at(-1)! }
}

export function partsOf(
  films: readonly DatasetFilm[],
  parts: readonly Part[],
  classes: number,
): Inspection['split']['parts'] {
  return partNames.map((part) => {
    const own = films.filter((_, index) => parts[index] === part)
    const counts = Array.from({ length: classes }, (_, label) => own.filter((film) => film.label === label).length)
    return { part, films: own.length, groups: new Set(own.map(({ group }) => group)).size, counts }
  })
}

/** What ties films of different parts together. */
export function leaksOf(
  films: readonly DatasetFilm[],
  parts: readonly Part[],
  ties: Ties,
): Inspection['split']['leaks'] {
  return groupReasons.flatMap((reason) =>
    [...ties.get(reason)!.values()]
      .filter((members) => members.some((index) => parts[index] !== parts[members[0]]))
      .map((members) => ({
        reason,
        files: members.map((index) => films[index].file),
        parts: members.map((index) => parts[index]),
      })),
  )
}
