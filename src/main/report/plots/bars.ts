import type { Report } from '#shared/report.ts'
import type { ReportWords } from '../words/index.ts'
import { bar, curve, plot } from './plot.ts'

/** Films by probability, one kind up and the other down, with the two operating points. */
export function histogramPlot({ curves: { histogram }, card }: Report, words: ReportWords): string {
  const { plots, shared, group } = words
  const bins = histogram.fractured.length
  const most = Math.max(1, ...histogram.fractured, ...histogram.unfractured)
  const [x, y] = [
    { label: plots.probability, from: 0, to: 1, format: words.number },
    { label: shared.films, from: -most, to: most, format: (v: number) => words.number(Math.abs(v)) },
  ]
  const { ruleIn, ruleOut } = card.operatingPoints
  const legend = [
    { name: plots.up, className: 'curve three' },
    { name: plots.down, className: 'curve two' },
    { name: plots.points, className: 'curve chance' },
  ]
  return plot(
    plots.histogram,
    { x, y },
    (scales) => [
      ...histogram.fractured.map((count, i) =>
        bar('bar three', [i / bins, 0], [(i + 0.92) / bins, count], scales, plots.withFracture(group(count))),
      ),
      ...histogram.unfractured.map((count, i) =>
        bar('bar two', [i / bins, 0], [(i + 0.92) / bins, -count], scales, plots.without(group(count))),
      ),
      ...[ruleOut, ruleIn].map((point) =>
        curve(
          'curve chance',
          [
            [point, -most],
            [point, most],
          ],
          scales,
        ),
      ),
    ],
    legend,
  )
}

/** Loss of training and validation by epoch; nothing where no history was kept. */
export function lossPlot({ history, card }: Report, { plots, number, group }: ReportWords): string {
  if (history.length === 0) return ''
  const validated = history.filter((entry) => entry.validationLoss !== undefined)
  const highest = Math.max(
    ...history.map((entry) => entry.trainLoss),
    ...validated.map((entry) => entry.validationLoss!),
  )
  const last = Math.max(2, ...history.map((entry) => entry.epoch))
  const axes = {
    x: { label: plots.epoch, from: 1, to: last, ticks: Math.min(6, last), format: number },
    y: { label: plots.loss, from: 0, to: highest * 1.05, format: number },
  }
  const legend = [
    { name: plots.training, className: 'curve two' },
    ...(validated.length > 0 ? [{ name: plots.validation, className: 'curve one' }] : []),
    { name: plots.kept(group(card.training.bestEpoch)), className: 'curve chance' },
  ]
  return plot(
    plots.loss,
    axes,
    (scales) => [
      ...(card.training.bestEpoch >= 1
        ? [
            curve(
              'curve chance',
              [
                [card.training.bestEpoch, 0],
                [card.training.bestEpoch, highest * 1.05],
              ],
              scales,
            ),
          ]
        : []),
      curve(
        'curve two',
        history.map((entry) => [entry.epoch, entry.trainLoss]),
        scales,
      ),
      curve(
        'curve one',
        validated.map((entry) => [entry.epoch, entry.validationLoss!]),
        scales,
      ),
    ],
    legend,
  )
}

/** Validation AUC by epoch; nothing where none was measured. */
export function aucPlot({ history }: Report, { plots, number }: ReportWords): string {
  const measured = history.filter((entry) => entry.auc !== undefined)
  if (measured.length < 2) return ''
  const low = Math.floor(10 * Math.min(0.5, ...measured.map((entry) => entry.auc!))) / 10
  const last = Math.max(...measured.map((entry) => entry.epoch))
  const axes = {
    x: { label: plots.epoch, from: 1, to: last, ticks: Math.min(6, last), format: number },
    y: { label: plots.aucValidation, from: low, to: 1, format: number },
  }
  return plot(plots.aucByEpoch, axes, (scales) => [
    curve(
      'curve one',
      measured.map((entry) => [entry.epoch, entry.auc!]),
      scales,
    ),
  ])
}
