import type { OperatingPoints } from '#shared/reading.ts'
import type { FitFigures } from '#shared/fit.ts'
import { ProblemError } from '#shared/problem.ts'
import { Random } from '#main/network/random.ts'
import { rocAuc, type Judged } from './auc.ts'
import { groupBootstrap, type Interval } from './intervals.ts'
import { metricsOf } from './metrics.ts'
import { minimise } from './minimise.ts'
import { chooseOperatingPoints, defaultTargets } from './operatingPoints.ts'

/** How far a fit may go from the model as it is, for want of films: standard deviations of what is believed before. */
const believed = { slope: 0.5, offset: 3 }
const folds = 10
const draws = 200
/** So many films of a kind show, where none is wrong, that at least 95 % are right (1 − 0.95⁵⁹ = 0.95). */
const fewestThatShow = 59

/** New log-odds = slope × log-odds + offset, both calibrated. */
export type Refit = { slope: number; offset: number }

const logOdds = (probability: number): number => {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, probability))
  return Math.log(inside / (1 - inside))
}
export const refitted = ({ slope, offset }: Refit, probability: number): number =>
  1 / (1 + Math.exp(-(slope * logOdds(probability) + offset)))

/** Platt scaling of a model's log-odds (Platt 1999), held near to what they are where there are few films. */
function refitOf(films: readonly Judged[]): Refit {
  const [slope, offset] = minimise(
    (at) => {
      const gradient = Float64Array.of((at[0] - 1) / believed.slope ** 2, at[1] / believed.offset ** 2)
      let value = ((at[0] - 1) / believed.slope) ** 2 / 2 + (at[1] / believed.offset) ** 2 / 2
      for (const { probability, fractured } of films) {
        const before = logOdds(probability)
        const z = at[0] * before + at[1]
        const p = 1 / (1 + Math.exp(-z))
        value += Math.max(z, 0) - (fractured ? z : 0) + Math.log1p(Math.exp(-Math.abs(z)))
        gradient[0] += (p - Number(fractured)) * before
        gradient[1] += p - Number(fractured)
      }
      return { value, gradient }
    },
    Float64Array.of(1, 0),
  )
  return { slope, offset }
}

type Fitted = { refit: Refit; points: OperatingPoints }

function fitTo(films: readonly Judged[]): Fitted {
  const refit = refitOf(films)
  const points = chooseOperatingPoints(
    films.map((film) => ({ ...film, probability: refitted(refit, film.probability) })),
  )
  return { refit, points }
}

/** Groups in turn into the folds, the largest first, so that each has about as many films. */
function foldOf(films: readonly Judged[], seed: number): (film: Judged) => number {
  const byGroup = Map.groupBy(films, ({ group }) => group)
  const order = new Random(seed).shuffled([...byGroup]).sort(([, a], [, b]) => b.length - a.length)
  const number = new Map(order.map(([group], i) => [group, i % folds]))
  return ({ group }) => number.get(group)!
}

/**
 * Refits a model's calibration and operating points to labelled films of one place, without training. What is measured is
 * cross-validated by group: each film is judged by a fit to the others. Needs films of both kinds. Throws
 * `dataset-invalid` where the model tells them apart no better than chance, or the wrong way round.
 */
export function fitToPlace(
  films: readonly Judged[],
  before: OperatingPoints,
  seed: number,
): Fitted & { figures: FitFigures } {
  const fitted = fitTo(films)
  if (fitted.refit.slope <= 0 || rocAuc(films) <= 0.5) throw new ProblemError('fit-tells-nothing')
  const inFold = foldOf(films, seed)
  const fits = Array.from({ length: folds }, (_, fold) => {
    const others = films.filter((film) => inFold(film) !== fold)
    const both = others.some(({ fractured }) => fractured) && others.some(({ fractured }) => !fractured)
    return both && films.some((film) => inFold(film) === fold) ? fitTo(others) : undefined
  })
  // What one film's verdict rests on differs from fold to fold; shown on one scale, its points are those of all films.
  const judged = films.flatMap((film) => {
    const fit = fits[inFold(film)]
    return fit ? [{ ...film, probability: refitted(fit.refit, film.probability), points: fit.points }] : []
  })
  const metrics = {
    ...metricsOf(judged, fitted.points, seed),
    ruleOut: atPoints(judged, (film) => film.probability > film.points.ruleOut, seed),
    ruleIn: atPoints(judged, (film) => film.probability >= film.points.ruleIn, seed),
  }
  const moves = (pick: (points: OperatingPoints) => number): Interval =>
    groupBootstrap(films, (sample) => (hasBoth(sample) ? pick(fitTo(sample).points) : NaN), seed, draws)
  const count = (fractured: boolean): number => films.filter((film) => film.fractured === fractured).length
  return {
    ...fitted,
    figures: {
      films: films.length,
      fractured: count(true),
      groups: new Set(films.map(({ group }) => group)).size,
      before: metricsOf(films, before, seed),
      after: metrics,
      pointsMove: { ruleOut: moves(({ ruleOut }) => ruleOut), ruleIn: moves(({ ruleIn }) => ruleIn) },
      carries: {
        ruleOut: count(true) >= fewestThatShow && metrics.ruleOut.sensitivityInterval[1] >= defaultTargets.sensitivity,
        ruleIn: count(false) >= fewestThatShow && metrics.ruleIn.specificityInterval[1] >= defaultTargets.specificity,
      },
    },
  }
}

const hasBoth = (films: readonly Judged[]): boolean =>
  films.some(({ fractured }) => fractured) && films.some(({ fractured }) => !fractured)

function atPoints<T extends Judged>(films: readonly T[], isPositive: (film: T) => boolean, seed: number) {
  const marked = films.map((film) => ({ ...film, probability: isPositive(film) ? 1 : 0 }))
  const { ruleIn } = metricsOf(marked, { ruleOut: 0.5, ruleIn: 0.5 }, seed)
  return ruleIn
}
