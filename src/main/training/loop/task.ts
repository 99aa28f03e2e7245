import type { Part } from '#shared/dataset.ts'
import type { JobProgress } from '#shared/job.ts'
import type { NetworkShape } from '#shared/model.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import type { DatasetFilm, PictureDecoder } from '#main/dataset/index.ts'

/** What is to be trained and on what, for all rounds of a training alike. */
export type Task = {
  engine: Engine
  shape: NetworkShape
  /** Parameters of the model that training starts from; of its heads nothing is taken. */
  start: Tensors
  parts: Record<Part, readonly DatasetFilm[]>
  seed: number
  /** How much a film of each class counts. */
  classWeights: readonly number[]
  cacheDirectory: string
  runDirectory: string
  programVersion: string
  decoder: PictureDecoder
  signal: AbortSignal
  report(stage: string, done: number, total: number, numbers?: JobProgress['numbers']): void
}
