import { relative, sep } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import { gatherMarks, labelFrom, type MarkFileRead, type MarkSet } from '#main/marks/index.ts'
import { withParts, type LabelledFiles } from './classFolders.ts'
import { filesOf, readTree, without } from './folderTree.ts'
import { partOfName } from './partNames.ts'

export type MarkedFilms = LabelledFiles & { set: MarkSet; unlabelled: number }

/**
 * Films of a folder without class folders, labelled by their marks: fractured where there is one, without fracture where
 * a film is named and has none. Films of which nothing plain is said are left out and counted. Folders such as `train`
 * and `test` divide the films if they hold all of them. `undefined` where no film here has marks. Throws
 * `dataset-invalid` where the films are all of one kind.
 */
export async function markedFilms(
  directory: string,
  reads: readonly MarkFileRead[],
  noFilms: ReadonlySet<string>,
  categories: readonly string[] | undefined,
): Promise<MarkedFilms | undefined> {
  const paths = filesOf(without(await readTree(directory), noFilms))
  const names = paths.map((path) => relative(directory, path).split(sep).join('/'))
  const set = gatherMarks(reads, directory, names, categories)
  if (!set || set.byFilm.size === 0) return undefined
  const found = paths.flatMap((path, index) => {
    const said = set.byFilm.get(index)
    const label = said && labelFrom(said)
    if (!label) return []
    const part = names[index].split('/').slice(0, -1).map(partOfName).find((one) => one !== undefined) // prettier-ignore
    return [{ path, label: label === 'fracture' ? 1 : 0, part, said }]
  })
  if (new Set(found.map(({ label }) => label)).size < 2) throw new ProblemError('marks-of-one-kind')
  found.sort((a, b) => a.label - b.label)
  return {
    classNames: ['No fracture', 'Fracture'],
    files: withParts(found),
    outsideClasses: 0,
    set,
    unlabelled: paths.length - found.length,
  }
}
