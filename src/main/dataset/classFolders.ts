import { relative, sep } from 'node:path'
import type { SaidFilm } from '#main/marks/index.ts'
import type { Part } from '#shared/dataset.ts'
import { meansNoFracture } from '#shared/noFracture.ts'
import { ProblemError } from '#shared/problem.ts'
import { classesFrom, classKey } from './classNames.ts'
import { filesOf, readTree, without, type Folder } from './folderTree.ts'
import { partOfName, withHoldout } from './partNames.ts'

export type LabelledFile = {
  path: string
  label: number
  /** Only where the data came divided; then every file has one. */
  part?: Part
  patient?: string
  study?: string
  /** Further columns of a manifest. */
  attributes?: Record<string, string>
  /** What files of marks say of it; absent where they say nothing. */
  said?: SaidFilm[]
  /** Only where a person corrected labels: the class that it had before. */
  originalLabel?: string
  /** SHA-256 of what it held when a person labelled it, where that is known. */
  labelledHash?: string
  /** Only of a film from elsewhere: its name among the data's files. */
  added?: { name: string }
}
export type LabelledFiles = {
  classNames: string[]
  files: LabelledFile[]
  /** Files that lie in no class's folder. */
  outsideClasses: number
  /** Films that a manifest names and leaves out. */
  setAside?: LabelledFile[]
  /** Where a manifest says that the films' marks lie. */
  marksFrom?: string
}

const classProblems = { tooFew: 'classes-too-few', noNegative: 'class-without-fracture-unclear' } as const

/**
 * Films in one folder a class. The class folders may lie at any depth and more than once (`train/Normal`, `site
 * B/Normal`): the folders beside one that is named for films without fracture, which is class 0. Below a class folder
 * films lie at any depth. `train`, `val`, `test` and the like above or just below the class folders divide the films if
 * they hold all of them. Files keep a stable order, class by class. Hidden entries are left out, links are not
 * followed; files of `noFilms`, and folders of nothing else, are passed over. Throws `not-found` or `dataset-invalid`.
 */
export async function classFolders(
  directory: string,
  noFilms: ReadonlySet<string> = new Set(),
): Promise<LabelledFiles> {
  const tree = without(await readTree(directory), noFilms)
  const parents = classParents(tree)
  const folders = parents.flatMap(({ children }) => children)
  const classes = classesFrom(
    (parents.length > 0 ? folders : tree.children).map(({ name }) => name),
    classProblems,
  )
  for (const { children } of parents) {
    if (children.filter(({ name }) => meansNoFracture(name)).length > 1)
      throw new ProblemError(classProblems.noNegative)
  }

  const found = folders.flatMap((folder) =>
    filesOf(folder).map((path) => ({
      path,
      label: classes.labelOf(folder.name),
      part: partOfPath(directory, folder, path),
    })),
  )
  for (const [label, className] of classes.classNames.entries()) {
    if (!found.some((file) => file.label === label)) {
      throw new ProblemError('class-empty', { name: className })
    }
  }
  found.sort((a, b) => a.label - b.label)
  const files = withParts(found)
  return { classNames: classes.classNames, files, outsideClasses: filesOf(tree).length - files.length }
}

/**
 * The folders whose children are classes; those without a class of their own for no fracture count if all their
 * children are known classes.
 */
function classParents(tree: Folder): Folder[] {
  const withNegative: Folder[] = []
  const others: Folder[] = []
  const visit = (folder: Folder): void => {
    if (folder.children.some(({ name }) => meansNoFracture(name))) withNegative.push(folder)
    else {
      others.push(folder)
      folder.children.forEach(visit)
    }
  }
  visit(tree)
  const known = new Set(withNegative.flatMap(({ children }) => children.map(({ name }) => classKey(name))))
  const partial = others.filter(
    ({ children }) => children.length > 0 && children.every(({ name }) => known.has(classKey(name))),
  )
  return [...withNegative, ...partial].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The outermost folder between the data's and the class's that names a part, else the one just below the class's. */
function partOfPath(directory: string, classFolder: Folder, path: string): Part | undefined {
  const above = relative(directory, classFolder.path).split(sep).slice(0, -1)
  const below = relative(classFolder.path, path).split(sep).slice(0, -1)
  return [...above, ...below.slice(0, 1)].map(partOfName).find((part) => part !== undefined)
}

/** Takes the division over if it is one: all files in a part, and more than one part. */
export function withParts(files: readonly (LabelledFile & { part: Part | undefined })[]): LabelledFile[] {
  const parts = files.map(({ part }) => part).filter((part) => part !== undefined)
  const whole = parts.length === files.length && parts.includes('train') && new Set(parts).size > 1
  const final = whole ? withHoldout(parts) : []
  return files.map(({ part: _, ...file }, i) => ({ ...file, ...(whole ? { part: final[i] } : {}) }))
}
