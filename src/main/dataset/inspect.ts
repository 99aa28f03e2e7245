import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { InspectionRequest } from '#shared/dataset.ts'
import type { JobProgress } from '#shared/job.ts'
import type { AddedFilm, Inspected } from '#main/compute/index.ts'
import { systemPath } from '#main/files/index.ts'
import { drawVariations } from '#main/dataset/variationSheet.ts'
import { datasetFilms, groupFacts, withParts } from './dataset.ts'
import type { DatasetFilm } from './datasetFilm.ts'
import { contradictions, duplicates } from './duplicates.ts'
import { examine } from './examine.ts'
import { groupPattern } from './groupPattern.ts'
import { ties } from './groups.ts'
import { groupsOf, leaksOf, partsOf, sizesOf } from './inspectionFigures.ts'
import { marksFigures } from './marksFigures.ts'
import { drawSheet } from './sheet.ts'
import type { PictureDecoder } from './shownPixels.ts'
import { openSource, type Source } from './source.ts'
import { foldsByGroup } from './split.ts'
import { splitDataset } from './splitDataset.ts'
import { writeSplit } from './splitFile.ts'

export type InspectionWork = InspectionRequest & {
  reviewedFilms?: readonly AddedFilm[] | undefined
  /** Where what was computed of a film is kept for the next time. */
  cacheDirectory?: string | undefined
}
export type InspectionContext = {
  decoder: PictureDecoder
  signal: AbortSignal
  onProgress(progress: JobProgress): void
  /** Told why what only saves time is not kept. */
  onTrouble?(thrown: unknown): void
}
/**
 * What can be known of labelled films before a training: counts, unreadable files, duplicates, contradictions, groups,
 * sizes, and the split that a training would make or was given, with its leaks. Writes the split where a split file is
 * asked for that is not there, unless it leaks. What a training would refuse is told and not refused. Rejects with
 * `not-found`, `dataset-invalid`, `wrong-use` or the signal's reason.
 */
export async function inspectDataset(
  work: InspectionWork,
  { decoder, signal, onProgress, onTrouble }: InspectionContext,
): Promise<Inspected> {
  const started = performance.now()
  const progress = (stage: string) => (done: number, total: number) => onProgress({ stage, done, total, numbers: {} })
  const pattern = groupPattern(work.groupPattern)
  const source = await openSource(work.folder, work.leaveOut, work)
  const examined = await examine(
    source,
    decoder,
    { nearDuplicates: true, cacheDirectory: work.cacheDirectory },
    {
      signal,
      onFile: progress('inspect'),
      onCompared: progress('compare'),
      onTrouble,
    },
  )
  const splitFile = work.splitFile === undefined ? undefined : resolve(work.splitFile)
  const there = splitFile !== undefined && (await isThere(splitFile))
  const given = there && !work.newSplit
  const films = await withParts(datasetFilms(examined, pattern), given ? splitFile : undefined)
  const { parts, leak } = splitDataset({ films }, { seed: work.seed, newSplit: work.newSplit, allowLeak: true })
  const tied = ties(examined.films.map(groupFacts), pattern)

  const written = splitFile !== undefined && !there && !leak
  const folds = work.folds === undefined ? undefined : foldsByGroup(films, work.seed, work.folds)
  if (written) await writeSplit(splitFile, films, { parts, folds }, source.classNames)
  const pictures = { seed: work.seed, signal, onFilm: progress('sheet') }
  const sheet = work.sheet ? await drawSheet(films, source.classNames, decoder, pictures) : undefined
  const variations = work.variations ? await drawVariations(films, source.classNames, decoder, pictures) : undefined

  const counts = source.classNames.map((_, label) => films.filter((film) => film.label === label).length)
  const marks = marksFigures(source, examined.films)
  const exact = duplicates(examined.films, (film) => film.contentHash)
  const near = duplicates(withoutCopies(examined.films), (film) => film.nearCluster?.toString())
  return {
    inspection: {
      classNames: source.classNames,
      files: source.files.length,
      films: films.length,
      outsideClasses: source.outsideClasses,
      outsideFolder: source.outsideFolder,
      counts,
      balance: Math.max(...counts) > 0 ? Math.min(...counts) / Math.max(...counts) : 0,
      unreadable: examined.unreadable,
      ...(examined.blank.length > 0 ? { blank: examined.blank } : {}),
      leftOut: source.leftOut,
      ...correctedFilms(source),
      exactDuplicates: exact,
      nearDuplicates: near,
      contradictions: [...contradictions(exact, 'exact'), ...contradictions(near, 'near')],
      groups: groupsOf(films, tied),
      sizes: sizesOf(examined.films),
      split: {
        from: given ? 'file' : cameDivided(films) && !work.newSplit ? 'data' : 'made',
        parts: partsOf(films, parts, source.classNames.length),
        leak,
        // Only parts that were given leak; they are told as they were given, before validation was taken from training.
        leaks: leak
          ? leaksOf(
              films,
              films.map(({ part }) => part!),
              tied,
            )
          : [],
        written,
      },
      ...(marks ? { marks } : {}),
      seconds: (performance.now() - started) / 1000,
    },
    ...(sheet ? { sheet } : {}),
    ...(variations ? { variations } : {}),
  }
}

function correctedFilms({ files, classNames, setAside = [] }: Source): { corrected?: number } {
  if ([...files, ...setAside].every(({ originalLabel }) => originalLabel === undefined)) return {}
  return { corrected: files.filter(({ label, originalLabel }) => originalLabel !== classNames[label]).length }
}

function cameDivided(films: readonly DatasetFilm[]): boolean {
  return films.length > 0 && films.every((film) => film.part)
}

function withoutCopies<T extends { contentHash: string }>(films: readonly T[]): T[] {
  const seen = new Set<string>()
  return films.filter(({ contentHash }) => seen.size < seen.add(contentHash).size)
}

async function isThere(path: string): Promise<boolean> {
  return access(systemPath(path)).then(
    () => true,
    () => false,
  )
}
