import { relative, resolve, sep } from 'node:path'
import type { AddedFilm } from '#main/compute/index.ts'
import type { LabelledFile } from './classFolders.ts'
import type { Source } from './source.ts'
import { saidOf } from './addedFilms.ts'

/**
 * Films below a folder by what a person said of them instead of by class folders. A film that holds something else since
 * then is told when it is looked at.
 */
export function reviewedSource(folder: string, reviewed: readonly AddedFilm[]): Omit<Source, 'leftOut'> {
  const root = resolve(folder)
  const files = reviewed
    .filter(({ path }) => isWithin(root, path))
    .map((film): LabelledFile => ({
      path: film.path,
      label: film.fractured ? 1 : 0,
      labelledHash: film.contentHash,
      ...saidOf(film),
    }))
    .sort((a, b) => a.label - b.label || (a.path < b.path ? -1 : 1))
  return {
    ...{ root, classNames: ['No fracture', 'Fracture'], files },
    ...{ outsideClasses: 0, outsideFolder: 0, unlabelled: 0 },
    marks: { problems: [] },
  }
}

function isWithin(root: string, path: string): boolean {
  const below = relative(root, path)
  return (
    below !== '' && below !== '..' && !below.startsWith(`..${sep}`) && resolve(root, below) === path && below !== path
  )
}
