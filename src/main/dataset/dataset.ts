import { basename } from 'node:path'
import { fromProblem, ProblemError } from '#shared/problem.ts'
import type { AddedFilm } from '#main/compute/index.ts'
import { fitMarks } from '#main/marks/index.ts'
import { addedFiles, withoutOwn } from './addedFilms.ts'
import type { DatasetFilm } from './datasetFilm.ts'
import { examine, type Examined, type ExamineContext, type ExaminedFilm } from './examine.ts'
import type { GroupPattern } from './groupPattern.ts'
import { groupFilms } from './groups.ts'
import type { PictureDecoder } from './shownPixels.ts'
import { openSource, type SourceOptions } from './source.ts'
import { readSplit } from './splitFile.ts'

export type Dataset = { classNames: string[]; films: DatasetFilm[]; unreadable: Examined['unreadable'] }

export type DatasetOptions = SourceOptions & {
  /**
   * Groups by what the first brackets of this pattern hold in a film's name, instead of by `<source>_<group>_<hash>`.
   */
  groupPattern?: GroupPattern | undefined
  /** Join near duplicates (default: yes), which decodes every film once. */
  nearDuplicates?: boolean
  /** Where what was computed of a film is kept for the next time. */
  cacheDirectory?: string | undefined
  /** CSV with the part of each film, instead of parts that the films came with; see {@link readSplit}. */
  splitFile?: string | undefined
  /** Films that take no part, by their files within the data's folder. */
  leaveOut?: readonly string[] | undefined
  /** Labelled films from elsewhere. */
  added?: readonly AddedFilm[] | undefined
}

/**
 * The labelled films of a folder (one folder a class) or of a manifest (`.csv`) with what a split must know of them.
 * Files that are not films are told and left out; the same film under two labels, and a class without films, are
 * refused with `dataset-invalid`. An error that nobody foresaw ends it (`internal`). Parts that leak are not refused
 * here but by `splitDataset`.
 */
export async function openDataset(
  path: string,
  decoder: PictureDecoder,
  context: ExamineContext,
  options: DatasetOptions = {},
): Promise<Dataset> {
  const source = await openSource(path, options.leaveOut, options)
  const { groupPattern, cacheDirectory } = options
  const files = [...source.files, ...addedFiles(options.added ?? [], source.classNames)]
  const all = await examine(
    { ...source, files },
    decoder,
    { nearDuplicates: options.nearDuplicates ?? true, cacheDirectory },
    context,
  )
  const examined = { ...all, films: withoutOwn(all.films) }
  // Nothing is known of such a film, not even that it is damaged; to leave it out could change a training without a
  // word.
  const unforeseen = examined.unreadable.find(({ problem }) => problem.code === 'internal')
  if (unforeseen) throw fromProblem(unforeseen.problem)
  refuseContradictions(examined.films)
  const grouped = datasetFilms(examined, groupPattern)
  const own = await withParts(
    grouped.filter(({ added }) => !added),
    options.splitFile,
  )
  const films = [...own, ...grouped.filter(({ added }) => added)]
  for (const [label] of source.classNames.entries()) {
    if (!own.some((film) => film.label === label)) {
      throw new ProblemError('class-unreadable', { name: source.classNames[label] })
    }
  }
  return { classNames: source.classNames, films, unreadable: examined.unreadable }
}

/** Films with their parts by a split file, where one is given. */
export async function withParts(films: readonly DatasetFilm[], splitFile: string | undefined): Promise<DatasetFilm[]> {
  if (splitFile === undefined) return [...films]
  const parts = await readSplit(splitFile, films)
  return films.map((film, index) => ({ ...film, part: parts[index] }))
}

/** Examined films with their groups and marks. */
export function datasetFilms(
  { films }: Pick<Examined, 'films'>,
  groupPattern: GroupPattern | undefined,
): DatasetFilm[] {
  const groups = groupFilms(films.map(groupFacts), groupPattern)
  return films.map(({ path, label, contentHash, file, part, attributes, added, said, header }, index) => {
    const marks = said && fitMarks(said, header).marks
    return {
      path,
      label,
      contentHash,
      group: groups[index],
      file,
      ...(part ? { part } : {}),
      ...(attributes ? { attributes } : {}),
      size: sizeOf(header),
      ...(marks ? { marks } : {}),
      ...(added ? { added: true as const } : {}),
    }
  })
}

const sizeOf = ({ rows, columns, pixelAspect }: ExaminedFilm['header']): NonNullable<DatasetFilm['size']> => ({
  rows,
  columns,
  pixelAspect,
})

/**
 * Names are taken within the data's folder: what lies above it says nothing of the films. An added film lies anywhere
 * and has the name of its file alone, without what a split puts before it: no pattern for the data's names would match.
 */
export function groupFacts(film: ExaminedFilm): ExaminedFilm {
  return { ...film, path: film.added ? basename(film.path) : film.file }
}

/** Throws `dataset-invalid` where the same film lies in two classes. */
export function refuseContradictions(films: readonly ExaminedFilm[]): void {
  const labels = new Map<string, number>()
  for (const { label, contentHash } of films) {
    if ((labels.get(contentHash) ?? label) !== label) {
      throw new ProblemError('film-in-two-classes')
    }
    labels.set(contentHash, label)
  }
}
