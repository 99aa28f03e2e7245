import type { Mark } from '#shared/mark.ts'
import { areaOf, areaWithin } from '#shared/markGeometry.ts'
import type { Pointing } from '#shared/metrics.ts'
import type { Box } from '#shared/markGeometry.ts'
import type { OperatingPoints } from '#shared/reading.ts'
import type { Judged } from './auc.ts'
import { groupBootstrap, type Interval } from './intervals.ts'

/** A finding at any probability, with the square of its highest place. */
export type Candidate = Box & { probability: number; peak: Box }

/** A film of which it is known where its fractures lie; of one without a fracture, that there are none. */
export type PointedFilm = Judged & { marks: readonly Mark[]; candidates: readonly Candidate[] }

/** A finding finds a mark if it covers so much of it, or so much of the finding lies on the mark. */
const leastShare = 0.25
const rates = [0.25, 0.5, 1] as const
const draws = 500

const covers = (box: Box, mark: Mark): boolean => {
  const shared = areaWithin(mark, box)
  return shared >= leastShare * areaOf(mark) || shared >= leastShare * box.width * box.height
}
const touches = (box: Box, mark: Mark): boolean => areaWithin(mark, box) > 0

/** Probabilities that decide: of each mark's best finding (0: none), of findings that touch no mark, and the first hit. */
type Scored = Judged & { found: number[]; wrong: number[]; isHit: boolean | undefined }

/** Whether a film's highest place lies on one of its marks. */
export function pointsAt(marks: readonly Mark[], candidates: readonly Candidate[]): boolean {
  const [first, ...others] = candidates
  if (!first) return false
  const highest = others.reduce((most, one) => (one.probability > most.probability ? one : most), first)
  return marks.some((mark) => covers(highest.peak, mark))
}

function scored({ marks, candidates, ...film }: PointedFilm): Scored {
  const best = (mark: Mark): number =>
    candidates.reduce((most, one) => (covers(one, mark) ? Math.max(most, one.probability) : most), 0)
  return {
    ...film,
    found: marks.map(best),
    wrong: candidates.filter((one) => !marks.some((mark) => touches(one, mark))).map(({ probability }) => probability),
    isHit: marks.length > 0 ? pointsAt(marks, candidates) : undefined,
  }
}

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : NaN)

function hitRate(films: readonly Scored[]): number {
  const marked = films.filter(({ isHit }) => isHit !== undefined)
  return share(marked.filter(({ isHit }) => isHit).length, marked.length)
}

/** Share of the marks that findings above the threshold find. */
function sensitivityAbove(films: readonly Scored[], threshold: number): number {
  const found = films.flatMap((film) => film.found)
  return share(found.filter((probability) => probability > threshold).length, found.length)
}

/** The least threshold above which there are at most so many wrong findings a film. */
function thresholdAt(films: readonly Scored[], rate: number): number {
  const wrong = films.flatMap((film) => film.wrong).sort((a, b) => b - a)
  return wrong[Math.floor(rate * films.length + 1e-9)] ?? 0
}

/**
 * How well a model points: on how many marked films the highest place lies on a mark, and the free-response ROC
 * (Bunch et al. 1977): the share of marks found at so many wrong findings a film. A finding beside a mark that touches
 * it counts neither way. Films that are known to be without a fracture count with all their findings; `undefined` where
 * no film has marks. Intervals are 95 %, by group bootstrap.
 */
export function pointingOf(films: readonly PointedFilm[], points: OperatingPoints, seed: number): Pointing | undefined {
  const all = films.map(scored)
  const marks = all.reduce((sum, { found }) => sum + found.length, 0)
  if (marks === 0) return undefined
  const bootstrap = (figure: (sample: readonly Scored[]) => number): Interval =>
    groupBootstrap(all, (sample) => figure(sample as readonly Scored[]), seed, draws)
  const at = (rate: number) => {
    const figure = (sample: readonly Scored[]): number => sensitivityAbove(sample, thresholdAt(sample, rate))
    return { falseFindings: rate, sensitivity: figure(all), interval: bootstrap(figure) }
  }
  const atPoint = (point: number) => ({
    sensitivity: sensitivityAbove(all, point),
    falseFindings: all.reduce((sum, { wrong }) => sum + wrong.filter((p) => p > point).length, 0) / all.length,
  })
  return {
    films: films.length,
    markedFilms: films.filter((film) => film.marks.length > 0).length,
    marks,
    hitRate: hitRate(all),
    hitInterval: bootstrap(hitRate),
    froc: rates.map(at),
    ruleOut: atPoint(points.ruleOut),
    ruleIn: atPoint(points.ruleIn),
  }
}
