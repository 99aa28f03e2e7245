import { dirname, join, parse, sep } from 'node:path'
import type { Reviewed } from '#shared/contract.ts'
import { ProblemError } from '#shared/problem.ts'
import type { AddedFilm } from '#main/compute/index.ts'
import type { Library } from '#main/library/index.ts'

/** Films of the worklist of which somebody said whether there is a fracture, with their marks. */
export function reviewedFilms(library: Library): AddedFilm[] {
  return library.judged().map(({ fingerprint, ...film }) => ({ ...film, contentHash: fingerprint }))
}

/** How many there are, and where. */
export function reviewedIn(library: Library): Reviewed {
  const films = library.judged()
  const fractured = films.filter((film) => film.fractured)
  const folder = commonFolder(films.map(({ path }) => path))
  return {
    fractured: fractured.length,
    marked: fractured.filter(({ marks = [] }) => marks.length > 0).length,
    unfractured: films.length - fractured.length,
    ...(folder === undefined ? {} : { folder }),
  }
}

/**
 * The folder of labelled films that is meant, and what was said of its films where that is what they are labelled by; of
 * all reviewed films where no folder is named. Throws `films-none-reviewed` or `films-not-named`.
 */
export function sourceOf(
  library: Library,
  { folder, reviewed = false }: { folder?: string | undefined; reviewed?: boolean | undefined },
): { folder: string; reviewedFilms?: AddedFilm[] } {
  if (!reviewed) {
    if (folder === undefined) throw new ProblemError('films-not-named')
    return { folder }
  }
  const films = reviewedFilms(library)
  const all = folder ?? commonFolder(films.map(({ path }) => path))
  if (all === undefined) throw new ProblemError('films-none-reviewed')
  return { folder: all, reviewedFilms: films }
}

/** The deepest folder above all files; of several drives, that with most of them. */
export function commonFolder(files: readonly string[]): string | undefined {
  const byRoot = [...Map.groupBy(files.map(dirname), (folder) => parse(folder).root)]
  const [root, folders] = byRoot.sort(([, a], [, b]) => b.length - a.length)[0] ?? []
  if (root === undefined || folders === undefined) return undefined
  const parts = folders.map((folder) => folder.slice(root.length).split(sep))
  const [first] = parts
  const differs = first.findIndex((part, depth) => parts.some((other) => other[depth] !== part))
  return join(root, ...first.slice(0, differs === -1 ? first.length : differs))
}
