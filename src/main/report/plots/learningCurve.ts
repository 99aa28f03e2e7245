import { wouldMoreHelp, type LearningCurve } from '#shared/learningCurve.ts'
import type { Report } from '#shared/report.ts'
import { curve, plot } from './plot.ts'

/** AUC on the hold-out by the number of films that were trained on; nothing where it was not asked for. */
export function learningCurvePlot({ learningCurve }: Report): string {
  if (!learningCurve) return ''
  const { points } = learningCurve
  const low = Math.floor(10 * Math.min(0.5, ...points.map(({ interval }) => interval[0]))) / 10
  const axes = {
    x: { label: 'Training films', from: 0, to: points.at(-1)!.films, ticks: 5 },
    y: { label: 'AUC, held out', from: low, to: 1 },
  }
  const by = (pick: (point: (typeof points)[number]) => number) =>
    points.map((point) => [point.films, pick(point)] as const)
  return plot(`Learning curve: ${sentenceOf(learningCurve)}`, axes, (scales) => [
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

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`

/** Whether more films would help, in one sentence. */
function sentenceOf(curve: LearningCurve): string {
  const { from, difference, interval } = curve.gain
  const gain = `from ${from} to ${curve.points.at(-1)!.films} films: AUC ${signed(difference)} (${signed(interval[0])} to ${signed(interval[1])})`
  return {
    yes: `more films would probably help (${gain})`,
    hardly: `more films of the same kind would hardly help (${gain})`,
    unclear: `too few films held out to tell whether more would help (${gain})`,
  }[wouldMoreHelp(curve)]
}
