import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pMap from 'p-map'
import type { FileHeader } from '#shared/film.ts'
import { pixelAspectOf } from '#shared/pixelAspect.ts'
import { ProblemError, toProblem, type Problem, type ProblemCode } from '#shared/problem.ts'
import { systemPath } from '#main/files/index.ts'
import type { LabelledFile } from './classFolders.ts'
import type { Thumbnail } from './fingerprint.ts'
import type { GroupFacts } from './groups.ts'
import { DisjointSets } from './disjointSets.ts'
import { nearDuplicates, type NearPair } from './nearDuplicates.ts'
import type { PictureDecoder } from './shownPixels.ts'
import { nameWithin, type Source } from './source.ts'
import { Thumbnails } from './thumbnails.ts'

/** A film and what is known of it without keeping its pixels: about two kilobytes. */
export type ExaminedFilm = LabelledFile &
  Omit<GroupFacts, 'path'> & {
    /** Relative to the data's folder, with `/`. */
    file: string
    header: Pick<FileHeader, 'format' | 'rows' | 'columns' | 'frames'> & { pixelAspect: number }
  }
export type Examined = {
  films: ExaminedFilm[]
  /** Files of films that show one grey all over; empty where thumbnails were not asked for. */
  blank: string[]
  unreadable: { file: string; problem: Problem }[]
  /** Pairs of films by index. */
  nearPairs: NearPair[]
}

export type ExamineOptions = {
  /** Look for near duplicates, which decodes every film once. */
  nearDuplicates: boolean
  /** Where what was computed of a film is kept for the next time. */
  cacheDirectory?: string | undefined
}
export type ExamineContext = {
  signal: AbortSignal
  onFile(done: number, total: number): void
  onCompared?(done: number, total: number): void
  /** Told why what only saves time is not kept. */
  onTrouble?: ((thrown: unknown) => void) | undefined
}

/** Files under way at a time: enough for the decoding threads, few enough for memory. */
export const filesAtATime = Math.max(4, availableParallelism())

type Known = { film: ExaminedFilm; thumbnail: Thumbnail | undefined }

/**
 * Looks at every file once. A file that is no film, or whose first frame cannot be decoded, is listed with its problem
 * and left out; only a dying compute process or an abort ends the whole. Order is that of the source.
 */
export async function examine(
  source: Source,
  decoder: PictureDecoder,
  options: ExamineOptions,
  context: ExamineContext,
): Promise<Examined> {
  const thumbnails = options.nearDuplicates
    ? await Thumbnails.open(decoder, options.cacheDirectory, context.onTrouble)
    : undefined
  const unreadable: Examined['unreadable'] = []
  let done = 0
  const look = async (labelled: LabelledFile): Promise<Known | undefined> => {
    context.signal.throwIfAborted()
    const file = nameOf(source, labelled)
    try {
      return await examineFile(file, labelled, decoder, thumbnails)
    } catch (thrown) {
      if (context.signal.aborted || toProblem(thrown).code === 'compute-crashed') throw thrown
      unreadable.push({ file, problem: toProblem(thrown) })
      return undefined
    } finally {
      context.onFile(++done, source.files.length)
    }
  }
  context.onFile(0, source.files.length)
  const looked = await pMap(source.files, look, { concurrency: filesAtATime })
  await lookAgain(source, looked, unreadable, context.signal, (labelled, file) =>
    examineFile(file, labelled, decoder, thumbnails),
  )
  const known = looked.filter((one) => one !== undefined)
  const films = known.map(({ film }) => film)
  unreadable.sort((a, b) => (a.file < b.file ? -1 : 1))
  const blank = known.filter(({ thumbnail }) => thumbnail && isBlank(thumbnail)).map(({ film }) => film.file)
  return { films, unreadable, blank, nearPairs: thumbnails ? await joinNear(known, context) : [] }
}

/** One grey all over: a film that was not exposed, or whose window shows nothing of it. */
const isBlank = (thumbnail: Thumbnail): boolean => thumbnail.every((grey) => grey === thumbnail[0])

const nameOf = ({ root }: Source, { added, path }: LabelledFile): string => added?.name ?? nameWithin(root, path)

/** What may be otherwise a moment later: a drive that was away, a file that was being written. */
const passing = new Set<ProblemCode>(['not-found', 'not-readable', 'file-changed', 'time-limit'])

/**
 * Looks once more at files that could not be read for a reason that may have passed. Rejects with `interrupted` where a
 * folder of them is gone: to go on without would be another data set than the one that was asked for.
 */
async function lookAgain(
  source: Source,
  looked: (Known | undefined)[],
  unreadable: Examined['unreadable'],
  signal: AbortSignal,
  look: (labelled: LabelledFile, file: string) => Promise<Known>,
): Promise<void> {
  const again = new Set(unreadable.filter(({ problem }) => passing.has(problem.code)).map(({ file }) => file))
  if (again.size === 0) return
  for (const [index, labelled] of source.files.entries()) {
    const file = nameOf(source, labelled)
    if (looked[index] || !again.has(file)) continue
    signal.throwIfAborted()
    const at = unreadable.findIndex((one) => one.file === file)
    try {
      looked[index] = await look(labelled, file)
      unreadable.splice(at, 1)
    } catch (thrown) {
      const problem = toProblem(thrown)
      if (problem.code === 'compute-crashed') throw thrown
      if (!labelled.added && passing.has(problem.code)) await requireFolder(dirname(labelled.path))
      unreadable[at] = { file, problem }
    }
  }
}

async function requireFolder(folder: string): Promise<void> {
  try {
    await access(folder)
  } catch (cause) {
    throw new ProblemError('films-folder-gone', { cause })
  }
}

async function examineFile(
  file: string,
  labelled: LabelledFile,
  decoder: PictureDecoder,
  thumbnails: Thumbnails | undefined,
): Promise<Known> {
  const contentHash = await hashOf(labelled.path)
  if ((labelled.labelledHash ?? contentHash) !== contentHash) throw new ProblemError('film-changed-since-labelled')
  const header = await decoder.header(labelled.path, contentHash)
  const { format, rows, columns, frames, patientId, studyInstanceUid } = header
  const thumbnail = await thumbnails?.of(labelled.path, contentHash)
  const known = { format, rows, columns, frames, pixelAspect: pixelAspectOf(header.spacing) }
  return { film: { ...labelled, file, contentHash, patientId, studyInstanceUid, header: known }, thumbnail }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(systemPath(path)), hash)
  } catch (cause) {
    throw new ProblemError('film-unreadable-by-now', { cause })
  }
  return hash.digest('hex')
}

/** Finds near duplicates among films of different content and notes them on the films. */
async function joinNear(known: readonly Known[], context: ExamineContext): Promise<NearPair[]> {
  const firstOf = new Map<string, number>()
  known.forEach(({ film }, index) => {
    if (!firstOf.has(film.contentHash)) firstOf.set(film.contentHash, index)
  })
  const distinct = [...firstOf.values()]
  const found = await nearDuplicates(
    distinct.map((index) => known[index].thumbnail!),
    {
      signal: context.signal,
      onFilm: (done, total) => context.onCompared?.(done, total),
    },
  )
  const pairs = found.map((pair) => ({ ...pair, first: distinct[pair.first], second: distinct[pair.second] }))
  const sets = new DisjointSets(known.length)
  for (const { first, second } of pairs) sets.join(first, second)
  const joined = new Set(pairs.flatMap(({ first, second }) => [first, second]))
  for (const index of joined) known[index].film.nearCluster = sets.root(index)
  return pairs
}
