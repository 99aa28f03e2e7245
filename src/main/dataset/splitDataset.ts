import type { Part } from '#shared/dataset.ts'
import { ProblemError } from '#shared/problem.ts'
import { defaultShares, foldsByGroup, splitByGroup, type SplitShares } from './split.ts'

type Divided = { label: number; group: number; part?: Part }

export type SplitOptions = {
  /** Default 42. */
  seed?: number
  /**
   * Share of validation and hold-out among all films; with a hold-out that is given, validation keeps its proportion to
   * training.
   */
  shares?: SplitShares
  /** Divide again, whatever parts the films came with. */
  newSplit?: boolean
  /** Take parts that came with the data although they leak; the result says so. */
  allowLeak?: boolean
  /** Groups that are only trained on where the films are divided here. */
  onlyTrain?: ReadonlySet<number>
}

export type Split = {
  /** For each film, in the order of the films. */
  parts: Part[]
  /** True when a group lies in more than one part: figures on the hold-out are then too good. */
  leak: boolean
}

/**
 * Training, validation and hold-out for a dataset: the parts that the films came with, or a stratified split by group.
 * Where only a hold-out came with the films, validation is taken from the training films by group. Throws
 * `dataset-invalid` where given parts leak and that is not allowed.
 */
export function splitDataset({ films }: { films: readonly Divided[] }, options: SplitOptions = {}): Split {
  const { seed = 42, shares = defaultShares, newSplit = false, allowLeak = false, onlyTrain } = options
  if (newSplit || !films.every((film) => film.part)) {
    return { parts: splitByGroup(films, seed, shares, onlyTrain), leak: false }
  }
  const given = films.map((film) => film.part!)
  const leak = straddles(films, given)
  if (leak && !allowLeak) throw new ProblemError('parts-leak')
  return { parts: given.includes('validation') ? given : withValidation(films, given, seed, shares), leak }
}

/**
 * As many splits as folds: in each one, another fold is the hold-out, and validation is taken from the rest by group.
 */
export function foldSplits(
  { films }: { films: readonly Divided[] },
  folds: number,
  seed = 42,
  shares: SplitShares = defaultShares,
): Split[] {
  const foldOf = foldsByGroup(films, seed, folds)
  return Array.from({ length: folds }, (_, fold) => {
    const given = foldOf.map((own): Part => (own === fold ? 'holdout' : 'train'))
    return { parts: withValidation(films, given, seed, shares), leak: false }
  })
}

/** Whether a group lies in more than one part. */
export function straddles(films: readonly { group: number }[], parts: readonly Part[]): boolean {
  const partOf = new Map<number, Part>()
  return films.some(({ group }, index) => {
    const first = partOf.get(group)
    if (first === undefined) partOf.set(group, parts[index])
    return first !== undefined && first !== parts[index]
  })
}

function withValidation(films: readonly Divided[], given: readonly Part[], seed: number, shares: SplitShares): Part[] {
  const training = films
    .keys()
    .filter((index) => given[index] === 'train')
    .toArray()
  const validation = shares.validation / (1 - shares.holdout)
  const inner = splitByGroup(
    training.map((index) => films[index]),
    seed,
    { validation, holdout: 0 },
  )
  const parts = [...given]
  training.forEach((index, at) => (parts[index] = inner[at]))
  return parts
}
