import { wilsonInterval } from '#shared/wilsonInterval.ts'
import type { Report } from '#shared/report.ts'
import type { ReportWords } from '../words/index.ts'
import { curve, dot, plot, type Axis } from './plot.ts'

const share = (label: string, { number }: ReportWords): Axis => ({ label, from: 0, to: 1, format: number })

/** ROC curve with both operating points. */
export function rocPlot({ curves, holdout, card }: Report, words: ReportWords): string {
  const { plots, shared, decimals } = words
  const two = (value: number): string => decimals(value, 2)
  const points = curves.roc.map((point) => [point.falsePositiveRate, point.truePositiveRate] as const)
  const { ruleIn, ruleOut } = holdout
  const axes = { x: share(shared.falseAlarms, words), y: share(shared.sensitivity, words) }
  const legend = [
    { name: `AUC ${two(holdout.auc)}`, className: 'curve one' },
    { name: plots.ruleOutAt(decimals(card.operatingPoints.ruleOut, 3)), className: 'curve two' },
    { name: plots.ruleInAt(decimals(card.operatingPoints.ruleIn, 3)), className: 'curve three' },
  ]
  return plot(
    'ROC',
    axes,
    (scales) => [
      curve(
        'curve chance',
        [
          [0, 0],
          [1, 1],
        ],
        scales,
      ),
      curve('curve one', points, scales),
      dot(
        'dot two',
        [1 - ruleOut.specificity, ruleOut.sensitivity],
        scales,
        plots.ruleOut(two(ruleOut.sensitivity), two(ruleOut.specificity)),
        5,
      ),
      dot(
        'dot three',
        [1 - ruleIn.specificity, ruleIn.sensitivity],
        scales,
        plots.ruleIn(two(ruleIn.sensitivity), two(ruleIn.specificity)),
        5,
      ),
    ],
    legend,
  )
}

export function precisionRecallPlot({ curves, holdout }: Report, words: ReportWords): string {
  const { plots, classes, decimals } = words
  // From recall 0 at the first point's precision; each step holds the precision that it ends at.
  const points = curves.precisionRecall.map((point) => [point.recall, point.precision] as const)
  const stepped = points.flatMap((point, i) => [[points[i - 1]?.[0] ?? 0, point[1]] as const, point])
  const prevalence = holdout.fractured / holdout.films
  const legend = [
    { name: plots.averagePrecision(decimals(holdout.prAuc, 2)), className: 'curve one' },
    { name: plots.prevalence(decimals(prevalence, 2)), className: 'curve chance' },
  ]
  return plot(
    plots.precisionRecall,
    { x: share(classes.recall, words), y: share(classes.precision, words) },
    (scales) => [
      curve(
        'curve chance',
        [
          [0, prevalence],
          [1, prevalence],
        ],
        scales,
      ),
      curve('curve one', stepped, scales),
    ],
    legend,
  )
}

/** Reliability diagram; bars are 95 % intervals, dots grow with their films. */
export function calibrationPlot({ curves, holdout }: Report, words: ReportWords): string {
  const { plots, shared, decimals, group } = words
  const most = Math.max(...curves.calibration.map((point) => point.films))
  const axes = { x: share(shared.claimed, words), y: share(plots.observed, words) }
  return plot(
    shared.calibration,
    axes,
    (scales) => [
      curve(
        'curve chance',
        [
          [0, 0],
          [1, 1],
        ],
        scales,
      ),
      ...curves.calibration.map(({ claimed, observed, films }) => {
        const [low, high] = wilsonInterval(Math.round(observed * films), films)
        return curve(
          'curve whisker',
          [
            [claimed, low],
            [claimed, high],
          ],
          scales,
        )
      }),
      curve(
        'curve one',
        curves.calibration.map(({ claimed, observed }) => [claimed, observed]),
        scales,
      ),
      ...curves.calibration.map(({ claimed, observed, films }) =>
        dot(
          'dot one',
          [claimed, observed],
          scales,
          plots.claimed(group(films), decimals(claimed, 2), decimals(observed, 2)),
          2.5 + 4 * Math.sqrt(films / most),
        ),
      ),
    ],
    [{ name: `ECE ${decimals(holdout.ece, 3)}, Brier ${decimals(holdout.brier, 3)}`, className: 'curve one' }],
  )
}
