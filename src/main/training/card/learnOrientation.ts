import type { Familiarity, Orientation } from '#shared/model.ts'
import { formsOf, uprightOutputs } from '../films/turnedForms.ts'
import type { JudgedFilms, Outcome } from '../loop/rounds.ts'
import type { Task } from '../loop/task.ts'
import { fewestFilms, fitOrientation } from './fitOrientation.ts'

/** More films would not tell better, and each costs a pass of the network. */
const mostFilms = 600
/** Where more of the held-out films would be turned, there is no usual way for films to stand. */
const mostTurned = 0.2

/** How many of a training's films are looked at in a turned form. */
export function turnedFilms(films: number): number {
  return films < fewestFilms ? 0 : Math.min(films, mostFilms)
}

export type LearnedOrientation = {
  /** `undefined` where turned films cannot be told from others. */
  orientation: Orientation | undefined
  /** The hold-out as a reading takes it. */
  holdout: JudgedFilms
}

/**
 * Teaches the model to tell turned films from others, by its training films as they are and turned by one, two and three
 * quarters in turn.
 */
export async function learnOrientation(
  task: Task,
  { parameters, trainedOn, holdout }: Pick<Outcome, 'parameters' | 'trainedOn' | 'holdout'>,
  familiarity: Familiarity,
): Promise<LearnedOrientation> {
  const all = [...task.parts.train, ...task.parts.validation]
  const every = Math.ceil(all.length / mostFilms)
  const chosen = [...all.keys()].filter((i) => i % every === 0)
  const plain = { orientation: undefined, holdout }
  if (chosen.length < fewestFilms) return plain
  const films = chosen.map((i) => all[i])
  const turned = await formsOf(task, parameters, films, (i) => ([1, 2, 3] as const)[i % 3])
  const forms = chosen.map((i, place) => ({
    ...{ label: all[i].label, group: all[i].group },
    ...{ upright: trainedOn[i].pooled, turned: turned[place].pooled },
  }))
  const learned = fitOrientation(forms, task.seed)
  if (!learned) return plain
  const orientation = { ...learned, turned: 0 }
  const upright = await uprightOutputs(task, parameters, holdout, { orientation, familiarity })
  const share = upright.turned / holdout.films.length
  if (share > mostTurned) return plain
  return { orientation: { ...orientation, turned: share }, holdout: upright }
}
