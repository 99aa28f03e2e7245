import type { Part } from '#shared/dataset.ts'
import type { TrainingSettings } from '#shared/training.ts'
import { type DatasetFilm, foldSplits, splitDataset, straddles, type Split } from '#main/dataset/index.ts'
import { foldsOf } from './settings.ts'

/** Of each class; with fewer in a part nothing can be measured there. */
const fewestNew = 10

export type Divided = { films: DatasetFilm[]; split: Split }

/**
 * Which films are trained on, validated with and held out. The data's own films decide that; films that were added are
 * only trained on, so that what is measured stays the data's own, and one whose group is validated with or held out
 * takes no part. So are, where the films are divided here and enough others are left, those that the starting trunk was
 * fine-tuned on (`known`, by content) and others of their groups. Throws as `splitDataset` does.
 */
export function divide(
  films: readonly DatasetFilm[],
  settings: TrainingSettings,
  known: ReadonlySet<string> = new Set(),
): Divided {
  const { seed, allowLeak, newSplit, fold } = settings
  const own = films.filter((film) => !film.added)
  const onlyTrain = new Set(films.filter(({ contentHash }) => known.has(contentHash)).map(({ group }) => group))
  const split = (options: { onlyTrain?: ReadonlySet<number> } = {}): Split =>
    splitDataset({ films: own }, { seed, allowLeak, newSplit, ...options })
  const honest = !fold && onlyTrain.size > 0 ? split({ onlyTrain }) : undefined
  const measured: readonly Part[] = foldsOf(settings) > 0 ? ['holdout'] : ['holdout', 'validation']
  const isEnough = (parts: readonly Part[]): boolean =>
    measured.every((part) =>
      [...new Set(own.map(({ label }) => label))].every(
        (label) => own.filter((film, i) => parts[i] === part && film.label === label).length >= fewestNew,
      ),
    )
  const { parts: given, leak } = fold
    ? foldSplits({ films: own }, fold.of, seed)[fold.number - 1]
    : honest && isEnough(honest.parts)
      ? honest
      : split()
  // What is cross-fitted needs no films for validation. The hold-out is the same either way.
  const parts = foldsOf(settings) > 0 ? given.map((part): Part => (part === 'validation' ? 'train' : part)) : given
  const judged = new Set(own.filter((_, i) => parts[i] !== 'train').map(({ group }) => group))
  const added = films.filter((film) => film.added && !judged.has(film.group))
  return {
    films: [...own, ...added],
    split: { parts: [...parts, ...added.map((): Part => 'train')], leak: leak && straddles(own, parts) },
  }
}
