import { dirname, extname, relative, resolve, sep } from 'node:path'
import type { AddedFilm } from '#main/compute/index.ts'
import { fromProblem, ProblemError, toProblem } from '#shared/problem.ts'
import {
  gatherMarks,
  markFilesBeside,
  markFilesIn,
  readMarkFiles,
  type MarkFileRead,
  type MarkSet,
} from '#main/marks/index.ts'
import { classFolders, type LabelledFile, type LabelledFiles } from './classFolders.ts'
import { readManifest } from './manifest.ts'
import { markedFilms } from './markedFilms.ts'
import { reviewedSource } from './reviewedSource.ts'
import type { Problem } from '#shared/problem.ts'

export type Source = LabelledFiles & {
  /** The folder that names of files are relative to. */
  root: string
  /** Files of a manifest that lie outside its folder. */
  outsideFolder: number
  /** Files that were left out by request. */
  leftOut: number
  /** Files of a folder without class folders of which the marks do not say what they are. */
  unlabelled: number
  /** Where there are marks, or files that should have some. */
  marks?: SourceMarks
}
export type SourceMarks = {
  set?: MarkSet
  /** Files with marks that cannot be used; the first one without a name says why none can. */
  problems: { file: string; problem: Problem }[]
}

export type SourceOptions = {
  /** Instead of class folders, a manifest or marks: what a person said of films below the folder. */
  reviewedFilms?: readonly AddedFilm[] | undefined
  /** A file, or a folder of files, with marks; without it they are looked for among the films. */
  marks?: string | undefined
  /** Which categories of the marks are fractures, where their names do not say it. */
  categories?: readonly string[] | undefined
  /** How files that may have marks are read, where that must not happen here. */
  readMarks?: ((paths: string[]) => Promise<MarkFileRead[]>) | undefined
}

/**
 * The labelled films of a folder with class folders, of a manifest (a file whose name ends in `.csv`), or of a folder
 * with marks alone, or what a person said of films below it, less those that are to be left out, with what files say of marks on them. Marks that were only found
 * and cannot be used are told in `marks`; those that were asked for are refused. Throws `not-found`, `dataset-invalid`
 * or `wrong-use`.
 */
export async function openSource(
  path: string,
  leaveOut: readonly string[] = [],
  options: SourceOptions = {},
): Promise<Source> {
  const { reviewedFilms } = options
  const whole = reviewedFilms ? reviewedSource(path, reviewedFilms) : await sourceOf(resolve(path), options)
  const unwanted = new Set(leaveOut)
  const files = whole.files.filter((file) => !unwanted.has(nameWithin(whole.root, file.path)))
  return { ...whole, files, leftOut: whole.files.length - files.length + (whole.setAside?.length ?? 0) }
}

async function sourceOf(source: string, options: SourceOptions): Promise<Omit<Source, 'leftOut'>> {
  const read = options.readMarks ?? readMarkFiles
  const named = options.marks === undefined ? undefined : await readNamed(resolve(options.marks), read)
  if (extname(source).toLowerCase() === '.csv') {
    const manifest = { root: dirname(source), unlabelled: 0, ...(await readManifest(source)) }
    const { root, files, marksFrom } = manifest
    const beside = async () => markFilesBeside([root, ...files.map((file) => dirname(file.path))])
    const found = async () => (await beside()).filter((file) => file !== source)
    const reads = named ?? (marksFrom === undefined ? await read(await found()) : await readThere(marksFrom, read))
    return withMarks(manifest, reads, options)
  }
  const found = await read(await markFilesIn(source).catch(() => []))
  const noFilms = new Set(found.filter(isOfMarks).map(({ path }) => path))
  const reads = named ?? found
  try {
    const folders = { root: source, outsideFolder: 0, unlabelled: 0, ...(await classFolders(source, noFilms)) }
    return withMarks(folders, reads, options)
  } catch (thrown) {
    if (!(thrown instanceof ProblemError) || !noClassFolders.has(thrown.id)) throw thrown
    const marked = await markedFilms(source, reads, noFilms, options.categories)
    if (!marked) throw thrown
    const { set, ...films } = marked
    return { root: source, outsideFolder: 0, ...films, marks: { set, problems: problemsOf(reads, source) } }
  }
}

const noClassFolders = new Set<string | undefined>(['classes-too-few', 'class-without-fracture-unclear'])

const isOfMarks = ({ marks, yoloNames, problem }: MarkFileRead): boolean =>
  marks !== undefined || yoloNames !== undefined || problem !== undefined

/** Throws where what was named holds no marks. */
async function readNamed(path: string, read: NonNullable<SourceOptions['readMarks']>): Promise<MarkFileRead[]> {
  const reads = await read(await markFilesIn(path))
  const problem = reads.find((one) => one.problem)?.problem
  if (reads.some(({ marks }) => marks)) return reads
  if (problem) throw fromProblem(problem)
  throw new ProblemError('marks-none-in-named')
}

/** What is wrong with a place that a manifest names is told; the films can be used without their marks. */
async function readThere(path: string, read: NonNullable<SourceOptions['readMarks']>): Promise<MarkFileRead[]> {
  try {
    return await read(await markFilesIn(path))
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown
    return [{ path, problem: toProblem(thrown) }]
  }
}

type Unmarked = Omit<Source, 'leftOut' | 'marks'>

function withMarks(films: Unmarked, reads: readonly MarkFileRead[], options: SourceOptions): Omit<Source, 'leftOut'> {
  const problems = problemsOf(reads, films.root)
  const names = films.files.map(({ path }) => nameWithin(films.root, path))
  let set: MarkSet | undefined
  try {
    set = gatherMarks(reads, films.root, names, options.categories)
  } catch (thrown) {
    // What somebody asked for must be as they asked; what only lies there is told and not used.
    if (options.marks !== undefined || options.categories !== undefined) throw thrown
    problems.unshift({ file: '', problem: toProblem(thrown) })
  }
  if (!set && problems.length === 0) return films
  const files = films.files.map((file, index): LabelledFile => {
    const said = set?.byFilm.get(index)
    return said ? { ...file, said } : file
  })
  return { ...films, files, marks: { ...(set ? { set } : {}), problems } }
}

function problemsOf(reads: readonly MarkFileRead[], root: string): SourceMarks['problems'] {
  return reads.flatMap(({ path, problem }) => (problem ? [{ file: nameWithin(root, path), problem }] : []))
}

/** The same on every machine: relative, with `/`. */
export function nameWithin(root: string, path: string): string {
  return relative(root, path).split(sep).join('/')
}
