import type { Report } from '#shared/report.ts'
import { bar, curve, plot } from './plot.ts'

/** Films by probability, one kind up and the other down, with the two operating points. */
export function histogramPlot({ curves: { histogram }, card }: Report): string {
  const bins = histogram.fractured.length
  const most = Math.max(1, ...histogram.fractured, ...histogram.unfractured)
  const [x, y] = [
    { label: 'Probability of a fracture', from: 0, to: 1 },
    { label: 'Films', from: -most, to: most, format: (v: number) => String(Math.abs(v)) },
  ]
  const { ruleIn, ruleOut } = card.operatingPoints
  const legend = [
    { name: 'fracture, up', className: 'curve three' },
    { name: 'no fracture, down', className: 'curve two' },
    { name: 'rule-out and rule-in', className: 'curve chance' },
  ]
  return plot(
    'Probabilities by class',
    { x, y },
    (scales) => [
      ...histogram.fractured.map((count, i) =>
        bar('bar three', [i / bins, 0], [(i + 0.92) / bins, count], scales, `${count} with a fracture`),
      ),
      ...histogram.unfractured.map((count, i) =>
        bar('bar two', [i / bins, 0], [(i + 0.92) / bins, -count], scales, `${count} without`),
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
export function lossPlot({ history, card }: Report): string {
  if (history.length === 0) return ''
  const validated = history.filter((entry) => entry.validationLoss !== undefined)
  const highest = Math.max(
    ...history.map((entry) => entry.trainLoss),
    ...validated.map((entry) => entry.validationLoss!),
  )
  const last = Math.max(2, ...history.map((entry) => entry.epoch))
  const axes = {
    x: { label: 'Epoch', from: 1, to: last, ticks: Math.min(6, last) },
    y: { label: 'Loss', from: 0, to: highest * 1.05 },
  }
  const legend = [
    { name: 'training, all parts', className: 'curve two' },
    ...(validated.length > 0 ? [{ name: 'validation', className: 'curve one' }] : []),
    { name: `epoch kept: ${card.training.bestEpoch}`, className: 'curve chance' },
  ]
  return plot(
    'Loss',
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
export function aucPlot({ history }: Report): string {
  const measured = history.filter((entry) => entry.auc !== undefined)
  if (measured.length < 2) return ''
  const low = Math.floor(10 * Math.min(0.5, ...measured.map((entry) => entry.auc!))) / 10
  const last = Math.max(...measured.map((entry) => entry.epoch))
  const axes = {
    x: { label: 'Epoch', from: 1, to: last, ticks: Math.min(6, last) },
    y: { label: 'AUC, validation', from: low, to: 1 },
  }
  return plot('AUC by epoch', axes, (scales) => [
    curve(
      'curve one',
      measured.map((entry) => [entry.epoch, entry.auc!]),
      scales,
    ),
  ])
}
