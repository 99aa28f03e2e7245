import type { Tensors } from '#main/engines/engine.ts'
import type { DatasetFilm } from '#main/dataset/index.ts'
import type { FilmOutputs } from '../films/filmOutputs.ts'
import type { RoundFilms, Way } from './lesson.ts'

/** Under which names a way's steps and epochs are told, in rounds that are judged and in the one with all films. */
export type Stages = Record<'judged' | 'whole', { step: string; epoch?: string }>

/** How a mode teaches: one way after the other, each beginning with what the one before came to. */
export type Teaching = {
  ways: readonly (Way & { stages: Stages })[]
  /** Parameters that each round begins with: at least a trunk. */
  start: Tensors
  /** What is fitted to a round's films after its ways, and not trained: further parameters. */
  finish?(parameters: Tensors, films: RoundFilms): Promise<Tensors>
  /** What a network with these parameters says of films; the last way's, with all parameters. */
  judge(parameters: Tensors, films: readonly DatasetFilm[]): Promise<FilmOutputs[]>
  /** Whose epochs the report shows: those of the training on all films, or their mean over the rounds before. */
  shows: 'whole' | 'rounds'
  close(): Promise<void>
}
