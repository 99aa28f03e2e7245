import { wilsonInterval } from '#main/evaluation/index.ts'
import type { Report } from '#shared/report.ts'
import { curve, dot, plot, type Axis } from './plot.ts'

const share = (label: string): Axis => ({ label, from: 0, to: 1 })
const two = (value: number): string => value.toFixed(2)

/** ROC curve with both operating points. */
export function rocPlot({ curves, holdout, card }: Report): string {
  const points = curves.roc.map((point) => [point.falsePositiveRate, point.truePositiveRate] as const)
  const { ruleIn, ruleOut } = holdout
  const axes = { x: share('1 − specificity'), y: share('Sensitivity') }
  const legend = [
    { name: `AUC ${two(holdout.auc)}`, className: 'curve one' },
    { name: `rule-out at ${card.operatingPoints.ruleOut.toFixed(3)}`, className: 'curve two' },
    { name: `rule-in at ${card.operatingPoints.ruleIn.toFixed(3)}`, className: 'curve three' },
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
        `Rule-out: sensitivity ${two(ruleOut.sensitivity)}, specificity ${two(ruleOut.specificity)}`,
        5,
      ),
      dot(
        'dot three',
        [1 - ruleIn.specificity, ruleIn.sensitivity],
        scales,
        `Rule-in: sensitivity ${two(ruleIn.sensitivity)}, specificity ${two(ruleIn.specificity)}`,
        5,
      ),
    ],
    legend,
  )
}

export function precisionRecallPlot({ curves, holdout }: Report): string {
  // From recall 0 at the first point's precision; each step holds the precision that it ends at.
  const points = curves.precisionRecall.map((point) => [point.recall, point.precision] as const)
  const stepped = points.flatMap((point, i) => [[points[i - 1]?.[0] ?? 0, point[1]] as const, point])
  const prevalence = holdout.fractured / holdout.films
  const legend = [
    { name: `average precision ${two(holdout.prAuc)}`, className: 'curve one' },
    { name: `share of fractures ${two(prevalence)}`, className: 'curve chance' },
  ]
  return plot(
    'Precision and recall',
    { x: share('Recall'), y: share('Precision') },
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
export function calibrationPlot({ curves, holdout }: Report): string {
  const most = Math.max(...curves.calibration.map((point) => point.films))
  const axes = { x: share('Predicted probability'), y: share('Share that has a fracture') }
  return plot(
    'Calibration',
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
          `${films} films claim ${two(claimed)}, ${two(observed)} have a fracture`,
          2.5 + 4 * Math.sqrt(films / most),
        ),
      ),
    ],
    [{ name: `ECE ${holdout.ece.toFixed(3)}, Brier ${holdout.brier.toFixed(3)}`, className: 'curve one' }],
  )
}
