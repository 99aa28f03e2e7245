import { parse } from 'node:path'
import type { Reviewed } from '#shared/contract/index.ts'
import { ProblemError } from '#shared/problem.ts'
import type { AddedFilm } from '#main/compute/index.ts'
import { commonFolder } from '#main/files/index.ts'
import type { Library } from '#main/library/index.ts'

/** Films of the worklist of which somebody said whether there is a fracture, with their marks. */
export function reviewedFilms(library: Library): AddedFilm[] {
  return library.judged().map(({ fingerprint, ...film }) => ({ ...film, contentHash: fingerprint }))
}

/** How many there are, and where. */
export function reviewedIn(library: Library): Reviewed {
  const films = library.judged()
  const fractured = films.filter((film) => film.fractured)
  const folder = folderOf(films.map(({ path }) => path))
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
  const all = folder ?? folderOf(films.map(({ path }) => path))
  if (all === undefined) throw new ProblemError('films-none-reviewed')
  return { folder: all, reviewedFilms: films }
}

/** The deepest folder above all files; of several drives, on that with most of them. */
function folderOf(files: readonly string[]): string | undefined {
  const drives = [...Map.groupBy(files, (file) => parse(file).root).values()]
  return commonFolder(drives.sort((a, b) => b.length - a.length)[0] ?? [])
}
