import type { Tensors } from '#main/engines/engine.ts'
import type { DatasetFilm } from '#main/dataset/index.ts'
import type { Batch, StepOptions } from '../step/trainingStep.ts'

/** Films of one round: those that are learned from, and those that say after how many epochs to stop. */
export type RoundFilms = { train: readonly DatasetFilm[]; validation: readonly DatasetFilm[] }

export type LessonNumbers = {
  epochs: number
  batch: number
  learningRate: number
  weightDecay: number
  /** Epochs of rising rate. */
  warmUpEpochs: number
  /** Ends when the validation loss has not become less for so many epochs. */
  patience: number
}

/** What one training by the loop is made of: all that differs between ways of teaching and between rounds. */
export type Lesson = {
  /** What a step computes, and with how many films. */
  step: StepOptions
  /** Parameters that stay as they are. */
  frozen: Tensors
  /** Parameters that are trained, as they are before the first step. */
  trained: Tensors
  /** How much a film of each class counts. */
  classWeights: readonly number[]
  /** Batches of an epoch. */
  stepsPerEpoch: number
  /** Whole batches of an epoch, counted from 1. The same epoch gives the same batches, also after a break. */
  batches(epoch: number): AsyncIterable<Batch>
  /**
   * Fused logits of films as they are, in their order; `parameters` are frozen and trained ones. Absent where films do
   * not say when to stop.
   */
  logits?(parameters: Tensors, films: readonly DatasetFilm[]): Promise<Float32Array[]>
}

/** A way of teaching: the description that the loop trains by. */
export type Way = {
  /** Names its folder in a run's folder. */
  name: string
  numbers: LessonNumbers
  /** What is validated and kept of an epoch: the parameters after it, or their mean over the epochs so far. */
  keeps: 'last' | 'mean'
  /** The validation loss is taken at the temperature that makes it least, and not at 1. */
  calibrated: boolean
  /** Makes ready to train on a round's films from the given parameters. `batch` is never more than there are films. */
  lesson(start: Tensors, films: RoundFilms, batch: number): Promise<Lesson>
}
