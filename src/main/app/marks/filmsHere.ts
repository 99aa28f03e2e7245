import { relative, sep } from 'node:path'
import type { Library, RememberedFilm } from '#main/library/index.ts'
import { commonFolder } from '#main/files/index.ts'

/**
 * What is said of films that are on the worklist, with their films, each named within the deepest folder that holds them
 * all; and of how many others, whose place is not known (any more), something is said.
 */
export function filmsHere<T extends { fingerprint: string }>(
  library: Pick<Library, 'worklist'>,
  said: readonly T[],
): { here: (T & { film: RememberedFilm; file: string })[]; elsewhere: number } {
  const firstOf = new Map(
    library
      .worklist()
      .toReversed()
      .map((film) => [film.fingerprint, film]),
  )
  const found = said.flatMap((one) => {
    const film = firstOf.get(one.fingerprint)
    return film ? [{ ...one, film }] : []
  })
  const folder = commonFolder(found.map(({ film }) => film.path))
  const here = found.map((one) => ({
    ...one,
    file: folder === undefined ? one.film.name : relative(folder, one.film.path).split(sep).join('/'),
  }))
  return { here, elsewhere: said.length - here.length }
}
