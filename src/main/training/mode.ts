import type { JobProgress } from '#shared/job.ts'
import type { ModelCard, NetworkShape } from '#shared/model.ts'
import type { HistoryEntry } from '#shared/report.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import type { StudyDecoder } from '#main/study/service.ts'
import type { DatasetFilm } from '#main/dataset/index.ts'
import type { FilmOutputs } from './filmOutputs.ts'

/** Films and what was told of them by a model that had not seen their group. */
export type JudgedFilms = { films: readonly DatasetFilm[]; logits: readonly Float32Array[] }

export type ModeInput = {
  engine: Engine
  shape: NetworkShape
  /** Parameters of the model that training starts from; of its heads nothing is taken. */
  start: Tensors
  parts: { train: readonly DatasetFilm[]; validation: readonly DatasetFilm[]; holdout: readonly DatasetFilm[] }
  seed: number
  classWeights: readonly number[]
  cacheDirectory: string
  runDirectory: string
}

export type ModeContext = {
  decoder: StudyDecoder
  signal: AbortSignal
  report(stage: string, done: number, total: number, numbers?: JobProgress['numbers']): void
}

/** What a way of training comes to. */
export type ModeOutcome = {
  /** All parameters of the network, as they will be stored. */
  parameters: Tensors
  validation: JudgedFilms
  holdout: JudgedFilms
  /** Of the films that were learned from, and of the hold-out, by the network that will be stored. */
  outputs: { trainedOn: readonly FilmOutputs[]; holdout: readonly FilmOutputs[] }
  history: HistoryEntry[]
  settings: Pick<
    ModelCard['training'],
    'epochs' | 'bestEpoch' | 'folds' | 'trainedAgain' | 'batchParts' | 'batch' | 'learningRate' | 'weightDecay'
  >
}
