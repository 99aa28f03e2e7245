import type { JobProgress } from '#shared/job.ts'
import type { Shortcut } from '#shared/shortcut.ts'
import type { ShortcutsChecked, ShortcutWork } from '#main/compute/index.ts'
import {
  datasetFilms,
  examine,
  groupPattern,
  openSource,
  type DatasetFilm,
  type PictureDecoder,
} from '#main/dataset/index.ts'
import { createEngine } from '#main/engines/choose.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { shortcutOf } from '#main/evaluation/index.ts'
import { loadModel } from '#main/model/index.ts'
import { Random } from '#main/network/random.ts'
import { coverFilms } from './coveredFilms.ts'
import { outOfFold } from './outOfFold.ts'
import { drawSurest, type SurestFilm } from './surestSheet.ts'

/** More films would not tell better, and each costs a pass of the trunk. */
const mostOfAKind = 300
/** Fewer tell nothing of others. */
const fewestFilms = 10
const fewestGroups = 5
/** Films of each kind that are shown. */
const shown = 6

export type ShortcutContext = {
  decoder: PictureDecoder
  signal: AbortSignal
  onProgress(progress: JobProgress): void
  onTrouble?(thrown: unknown): void
}
type Means = { engine: Engine; parameters: Tensors } & Pick<ShortcutContext, 'decoder' | 'signal' | 'onProgress'>

type JudgedFilm = SurestFilm & { logOdds: number }
export type Judgement = Omit<Shortcut, 'surest' | 'unreadable'> & { surest: SurestFilm[] }

/**
 * Whether the labelled films of a folder can be told apart without their anatomy; see {@link judgeCovered}. Rejects as
 * `openSource`, the engine and the signal do.
 */
export async function checkShortcuts(work: ShortcutWork, context: ShortcutContext): Promise<ShortcutsChecked> {
  const { decoder, signal, onTrouble } = context
  const pattern = groupPattern(work.groupPattern)
  const { parameters } = await loadModel(work.startFrom.directory)
  const source = await openSource(work.folder, work.leaveOut, work)
  const examined = await examine(
    source,
    decoder,
    { nearDuplicates: true, cacheDirectory: work.cacheDirectory },
    { signal, onFile: stageOf(context, 'inspect'), onCompared: stageOf(context, 'compare'), onTrouble },
  )
  const means = { engine: createEngine(work.engine), parameters, ...context }
  const { surest, ...judged } = await judgeCovered(means, datasetFilms(examined, pattern), work.seed)
  return {
    shortcut: {
      ...judged,
      surest: surest.map(({ film: { file, label } }) => ({ file, fractured: label > 0 })),
      unreadable: examined.unreadable.length,
    },
    ...(surest.length > 0 ? { sheet: await drawSurest(surest, source.classNames) } : {}),
  }
}

/**
 * Covers the anatomy of films, up to 300 of each kind, and teaches a head to tell those with a fracture from the others
 * by what is left: in five folds by group, so that each film is judged by weights that were learned from other groups.
 */
export async function judgeCovered(means: Means, all: readonly DatasetFilm[], seed: number): Promise<Judgement> {
  const films = drawn(all, seed)
  const fractured = films.filter(isFractured).length
  const counts = { films: films.length, fractured }
  if ([true, false].some((kind) => tooFew(films.filter((film) => isFractured(film) === kind))))
    return { answer: 'unclear', ...counts, surest: [] }
  const covered = await coverFilms(means, films, stageOf(means, 'cover'))
  const grouped = films.map((film) => ({ label: Number(isFractured(film)), group: film.group }))
  const rows = covered.map(({ features }) => features)
  const odds = await outOfFold(rows, grouped, seed, { signal: means.signal, onFold: stageOf(means, 'learn') })
  const judged = films.map((film, i) => ({ film, covered: covered[i], logOdds: odds[i] }))
  const told = shortcutOf(
    judged.map(({ film, logOdds }) => ({ fractured: isFractured(film), probability: logOdds, group: film.group })),
    median(covered.map(({ left }) => left)),
    seed,
  )
  return { ...told, ...counts, surest: surestOf(judged) }
}

const isFractured = ({ label }: DatasetFilm): boolean => label > 0

const stageOf =
  ({ onProgress }: Pick<Means, 'onProgress'>, stage: string) =>
  (done: number, total: number) =>
    onProgress({ stage, done, total, numbers: {} })

/** Of each kind as many as are looked at, at random, in the order in which they came. */
function drawn(films: readonly DatasetFilm[], seed: number): DatasetFilm[] {
  const random = new Random(seed)
  const chosen = new Set(
    [true, false].flatMap((kind) =>
      random.shuffled(films.filter((film) => isFractured(film) === kind)).slice(0, mostOfAKind),
    ),
  )
  return films.filter((film) => chosen.has(film))
}

const tooFew = (films: readonly DatasetFilm[]): boolean =>
  films.length < fewestFilms || new Set(films.map(({ group }) => group)).size < fewestGroups

/** Films of each kind that look most like theirs. */
function surestOf(judged: readonly JudgedFilm[]): SurestFilm[] {
  const inOrder = judged.toSorted((a, b) => a.logOdds - b.logOdds)
  return [inOrder.filter(({ film }) => !isFractured(film)), inOrder.filter(({ film }) => isFractured(film)).reverse()]
    .map((films) => films.slice(0, shown))
    .flat()
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]
