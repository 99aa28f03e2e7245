import { wouldMoreHelp } from '#shared/learningCurve.ts'
import type { Report } from '#shared/report.ts'
import type { ReportWords } from '../words/index.ts'
import { curve, plot } from './plot.ts'

/** AUC on the hold-out by the number of films that were trained on; nothing where it was not asked for. */
export function learningCurvePlot({ learningCurve }: Report, words: ReportWords): string {
  if (!learningCurve) return ''
  const { points, gain, tooFewMarked } = learningCurve
  const { shared, group, number } = words
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${words.decimals(Math.abs(value), 3)}`
  const [least, most] = gain.interval
  const gained = [group(gain.from), group(points.at(-1)!.films), signed(gain.difference)] as const
  const missing = tooFewMarked ? ` ${shared.tooFewMarked(tooFewMarked)}` : ''
  const answer = `${shared.wouldMoreHelp[wouldMoreHelp(learningCurve)]} ${shared.gain(...gained, signed(least), signed(most))}${missing}`
  const low = Math.floor(10 * Math.min(0.5, ...points.map(({ interval }) => interval[0]))) / 10
  const axes = {
    x: { label: shared.trainingFilms, from: 0, to: points.at(-1)!.films, ticks: 5, format: number },
    y: { label: words.plots.aucHeldOut, from: low, to: 1, format: number },
  }
  const by = (pick: (point: (typeof points)[number]) => number) =>
    points.map((point) => [point.films, pick(point)] as const)
  return plot(`${shared.learningCurve}: ${answer}`, axes, (scales) => [
    curve(
      'curve chance',
      by(({ interval }) => interval[0]),
      scales,
    ),
    curve(
      'curve chance',
      by(({ interval }) => interval[1]),
      scales,
    ),
    curve(
      'curve one',
      by(({ auc }) => auc),
      scales,
    ),
  ])
}
