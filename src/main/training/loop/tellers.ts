import type { CourseContext } from './loop.ts'
import type { Round } from './rounds.ts'
import type { Task } from './task.ts'
import type { Teaching } from './teaching.ts'

/**
 * What tells of a way's steps and epochs in a round. The last way counts on over the rounds that are judged, and says
 * how long all that is to come will take at the speed of now: the epochs of the rounds after, and as many with all films
 * as are the best by now.
 */
export function tellers(
  { signal, report }: Task,
  { ways }: Teaching,
  rounds: readonly Round[],
  allFilms: number,
): (round: Round, way: number) => CourseContext {
  return (round, index) => {
    const { numbers, stages } = ways[index]
    const isLast = index === ways.length - 1
    const at = rounds.indexOf(round)
    const stage = at < 0 ? stages.whole : stages.judged
    const [before, count] = isLast && at >= 0 ? [at, rounds.length] : [0, 1]
    const filmsToCome = (bestEpoch: number): number =>
      at < 0
        ? 0
        : rounds.slice(at + 1).reduce((sum, { train }) => sum + train.length, 0) * numbers.epochs + bestEpoch * allFilms
    return {
      signal,
      onStep: ({ step, total, epoch, bestEpoch, rate, filmsPerSecond, remainingSeconds, losses }) => {
        const toCome = { remainingSeconds: remainingSeconds + filmsToCome(bestEpoch) / filmsPerSecond }
        const told = { epoch, rate, filmsPerSecond, ...(isLast ? toCome : {}), ...losses }
        report(stage.step, before * total + step, count * total, told)
      },
      onEpoch: ({ epoch, ...rest }) => {
        if (stage.epoch === undefined) return
        report(stage.epoch, before * numbers.epochs + epoch, count * numbers.epochs, rest)
      },
    }
  }
}
