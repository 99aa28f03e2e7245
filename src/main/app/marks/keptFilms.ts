import { ProblemError } from '#shared/problem.ts'
import type { Library } from '#main/library/index.ts'
import type { FilmToWrite } from '#main/marks/index.ts'
import { filmsHere } from './filmsHere.ts'

/**
 * Frames of films of the worklist with what readers said of them, named within the deepest folder that holds them all;
 * and of how many others, whose place is not known (any more), something is said. Throws `not-found` where there are
 * none.
 */
export function keptFilms(library: Pick<Library, 'keptMarks' | 'worklist'>): {
  films: FilmToWrite[]
  elsewhere: number
} {
  const { here, elsewhere } = filmsHere(library, library.keptMarks())
  if (here.length === 0) throw new ProblemError('marks-none-kept')
  const films = here.map(({ film: { header }, file, frame, reader, answer, marks }) => ({
    ...{ file, frame, reader, answer, marks },
    columns: header.columns,
    rows: header.rows,
  }))
  return { films, elsewhere }
}
