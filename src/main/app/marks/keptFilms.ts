import { relative, sep } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import { commonFolder } from '#main/files/index.ts'
import type { Library } from '#main/library/index.ts'
import type { FilmToWrite } from '#main/marks/index.ts'

/**
 * Frames of films of the worklist with what readers said of them, named within the deepest folder that holds them all;
 * and of how many others, whose place is not known (any more), something is said. Throws `not-found` where there are
 * none.
 */
export function keptFilms(library: Pick<Library, 'keptMarks' | 'worklist'>): {
  films: FilmToWrite[]
  elsewhere: number
} {
  const said = library.keptMarks()
  const firstOf = new Map(
    library
      .worklist()
      .toReversed()
      .map((film) => [film.fingerprint, film]),
  )
  const here = said.flatMap((one) => {
    const film = firstOf.get(one.fingerprint)
    return film ? [{ ...one, film }] : []
  })
  if (here.length === 0) throw new ProblemError('marks-none-kept')
  const folder = commonFolder(here.map(({ film }) => film.path))
  const films = here.map(({ film: { path, name, header }, frame, reader, answer, marks }) => ({
    file: folder === undefined ? name : relative(folder, path).split(sep).join('/'),
    ...{ frame, reader, answer, marks },
    columns: header.columns,
    rows: header.rows,
  }))
  return { films, elsewhere: said.length - here.length }
}
