import { basename } from 'node:path'
import type { AddedFilm } from '#main/compute/index.ts'
import type { LabelledFile } from './classFolders.ts'
import type { ExaminedFilm } from './examine.ts'

/** The folder's name under which added films go in a split: they lie anywhere. */
const place = 'added films'

/**
 * Films from elsewhere as files of the data. A fracture has no class where the data has several kinds of it; such films
 * are left out.
 */
export function addedFiles(added: readonly AddedFilm[], classNames: readonly string[]): LabelledFile[] {
  return added
    .filter(({ fractured }) => !fractured || classNames.length === 2)
    .map((film) => ({
      path: film.path,
      label: film.fractured ? 1 : 0,
      labelledHash: film.contentHash,
      ...saidOf(film),
      added: { name: `${place}/${film.contentHash.slice(0, 8)} ${basename(film.path)}` },
    }))
}

/** The marks that a person drew, as files of marks say them; nothing where nobody said where. */
export function saidOf({ path, marks }: AddedFilm): Pick<LabelledFile, 'said'> {
  return marks ? { said: [{ name: path, frame: 0, marks: marks.map((mark) => ({ outline: mark })) }] } : {}
}

/** Without added films that the data has itself: its own label counts. */
export function withoutOwn(films: readonly ExaminedFilm[]): ExaminedFilm[] {
  const own = new Set(films.filter(({ added }) => !added).map(({ contentHash }) => contentHash))
  return films.filter(({ added, contentHash }) => !added || !own.has(contentHash))
}
