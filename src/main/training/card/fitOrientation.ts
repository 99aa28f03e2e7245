import type { Orientation } from '#shared/model.ts'
import { foldsByGroup, type Grouped } from '#main/dataset/index.ts'
import { fitStandardisedLogistic } from '#main/evaluation/index.ts'
import { turnedLogOdds } from '#main/reading/orientation.ts'

/** Too many weights for fewer films. */
export const fewestFilms = 50
const folds = 5
/** See `filmEvidence.ts`: some hundred weights for some hundred films. */
const penalty = 0.06
/** So many films that stand as they should are looked at in their turned forms in vain. */
const lookedAtInVain = 0.04
/** Of turned films at least so many must be found, or it is not worth looking. */
const fewestFound = 0.5

/** Features of a film as it is and turned by one, two or three quarters, averaged over it. */
export type FilmForms = Grouped & { upright: ArrayLike<number>; turned: ArrayLike<number> }

/**
 * Learns from the training films and their turned forms how to tell the ones from the others. Limit and figures are of
 * weights that were fitted to films of other groups. `undefined` where the films are too few, or look alike both ways.
 */
export function fitOrientation(films: readonly FilmForms[], seed: number): Omit<Orientation, 'turned'> | undefined {
  if (films.length < fewestFilms) return undefined
  const foldOf = foldsByGroup(films, seed, folds)
  const upright: number[] = []
  const turned: number[] = []
  for (const fold of new Set(foldOf)) {
    const weights = weightsFor(films.filter((_film, i) => foldOf[i] !== fold))
    for (const film of films.filter((_film, i) => foldOf[i] === fold)) {
      upright.push(turnedLogOdds(film.upright, weights))
      turned.push(turnedLogOdds(film.turned, weights))
    }
  }
  upright.sort((a, b) => a - b)
  const limit = upright[Math.floor((1 - lookedAtInVain) * upright.length)]
  const found = turned.filter((odds) => odds > limit).length / turned.length
  return found < fewestFound ? undefined : { ...weightsFor(films), limit: rounded(limit), found }
}

function weightsFor(films: readonly FilmForms[]): Pick<Orientation, 'weight' | 'bias'> {
  const rows = [...films.map((film) => film.upright), ...films.map((film) => film.turned)]
  const labels = rows.map((_row, i) => Number(i >= films.length))
  const { weights, bias } = fitStandardisedLogistic(rows, labels, 2, penalty)
  return {
    weight: Array.from(weights[1], (value, channel) => rounded(value - weights[0][channel])),
    bias: rounded(bias[1] - bias[0]),
  }
}

/** Four digits are enough, and the card stays small. */
const rounded = (value: number): number => Number(value.toPrecision(4))
