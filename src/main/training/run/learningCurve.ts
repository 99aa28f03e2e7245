import { join } from 'node:path'
import type { LearningCurve } from '#shared/learningCurve.ts'
import { ProblemError } from '#shared/problem.ts'
import type { DatasetFilm } from '#main/dataset/index.ts'
import { aucDifference, metricsOf } from '#main/evaluation/index.ts'
import { Random } from '#main/network/random.ts'
import type { JudgedFilms } from '../loop/rounds.ts'
import { resumeFolder } from '../loop/resumeFolder.ts'
import type { Task } from '../loop/task.ts'

/** Parts of the training films that are trained on alone; each holds the ones before it. */
const shares = [0.25, 0.5, 0.75] as const
/** With fewer of a kind nothing is learned that tells of more. */
const fewestOfAKind = 10

/** Trains on a part of the films as the whole was, and judges the hold-out. */
export type TrainOn = (task: Task) => Promise<JudgedFilms>

/**
 * Trains again on a quarter, a half and three quarters of the films, and judges all on the same hold-out as the whole.
 * Each part leaves in the run's folder how far it came. Parts that `canTrainOn` refuses are left out, for want of marked
 * films. Rejects with `not-enough-data` where there are too few films, or marked ones, for two points.
 */
export async function learningCurve(
  task: Task,
  whole: JudgedFilms,
  { canTrainOn, trainOn }: { canTrainOn(task: Task): boolean; trainOn: TrainOn },
): Promise<LearningCurve> {
  const { parts, seed, report, runDirectory } = task
  const large = shares.flatMap((share) => {
    const train = partOf(parts.train, share, seed)
    const validation = partOf(parts.validation, share, seed)
    const films = [...train, ...validation]
    const isEnough = [true, false].every(
      (fractured) => films.filter(({ label }) => label > 0 === fractured).length >= fewestOfAKind,
    )
    return isEnough && (validation.length > 0 || parts.validation.length === 0) ? [{ share, train, validation }] : []
  })
  const groups = (fractured: boolean): number =>
    new Set(whole.films.filter(({ label }) => label > 0 === fractured).map(({ group }) => group)).size
  if (large.length === 0 || groups(true) < 2 || groups(false) < 2) throw new ProblemError('curve-films-too-few')
  const wanted = large.filter(({ train, validation }) =>
    canTrainOn({ ...task, parts: { ...parts, train, validation } }),
  )
  if (wanted.length === 0) throw new ProblemError('curve-marks-too-few')
  const tooFewMarked = large.length - wanted.length
  const curves: { films: readonly DatasetFilm[]; judged: JudgedFilms }[] = []
  for (const [index, { share, train, validation }] of wanted.entries()) {
    report('curve', index, wanted.length)
    const judged = await trainOn({
      ...task,
      parts: { ...parts, train, validation },
      runDirectory: join(runDirectory, resumeFolder, `curve-${100 * share}`),
      report: (_stage, done, total) =>
        report('curve', index + (total > 0 ? Math.min(1, done / total) : 0), wanted.length),
    })
    curves.push({ films: [...train, ...validation], judged })
  }
  const all = [...curves, { films: [...parts.train, ...parts.validation], judged: whole }]
  const half = all.reduce((best, one) => (fromHalf(one) < fromHalf(best) ? one : best))
  const scores = (judged: JudgedFilms): number[] => judged.outputs.map(({ logits }) => fracturedOdds(logits))
  const [ofHalf, ofWhole] = [scores(half.judged), scores(whole)]
  const { difference, interval } = aucDifference(
    whole.films.map(({ label, group }, i) => ({ fractured: label > 0, group, a: ofHalf[i], b: ofWhole[i] })),
  )
  return {
    points: all.map(({ films, judged }) => {
      const of = scores(judged)
      const { auc, aucInterval } = metricsOf(
        judged.films.map(({ label, group }, i) => ({ fractured: label > 0, group, probability: of[i] })),
        { ruleOut: 0, ruleIn: 0 },
        seed,
      )
      return {
        films: films.length,
        fractured: films.filter(({ label }) => label > 0).length,
        auc,
        interval: aucInterval,
      }
    }),
    gain: { from: half.films.length, difference, interval },
    ...(tooFewMarked > 0 ? { tooFewMarked } : {}),
  }

  /** How far from a half of all films; the whole is no candidate. */
  function fromHalf({ films, judged }: (typeof all)[number]): number {
    return judged === whole ? Infinity : Math.abs(films.length - (parts.train.length + parts.validation.length) / 2)
  }
}

/** A share of the films by whole groups, those with a fracture and those without apart; larger shares hold smaller ones. */
export function partOf(films: readonly DatasetFilm[], share: number, seed: number): DatasetFilm[] {
  const groups = [...Map.groupBy(films, ({ group }) => group)].map(([group, own]) => ({
    group,
    own,
    fractured: own.some(({ label }) => label > 0),
  }))
  const chosen = new Set<number>()
  for (const fractured of [true, false]) {
    const kind = new Random(seed).shuffled(groups.filter((one) => one.fractured === fractured))
    const wanted = share * kind.reduce((sum, { own }) => sum + own.length, 0)
    let count = 0
    for (const { group, own } of kind) {
      if (count >= wanted) break
      chosen.add(group)
      count += own.length
    }
  }
  return films.filter(({ group }) => chosen.has(group))
}

/** Log-odds of a fracture of whatever kind; areas need no calibration. */
function fracturedOdds(logits: ArrayLike<number>): number {
  const [none, ...kinds] = Array.from(logits)
  const largest = Math.max(...kinds)
  return largest + Math.log(kinds.reduce((sum, logit) => sum + Math.exp(logit - largest), 0)) - none!
}
