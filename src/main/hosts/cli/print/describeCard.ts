import type { Fitted } from '#shared/fit.ts'
import type { Metrics, Pointing } from '#shared/metrics.ts'
import type { ModelCard } from '#shared/model.ts'
import { table } from './output.ts'

type Interval = readonly [number, number]

const number = (value: number): string => value.toFixed(2)
const withInterval = (value: number, [low, high]: Interval): string =>
  `${number(value)} (${number(low)}–${number(high)})`
const percent = (value: number): string => `${(100 * value).toFixed(0)} %`

/** What a model does on a set of films, one line a fact; intervals are 95 %. */
export function describeMetrics(title: string, metrics: Metrics, card: ModelCard): string[] {
  const points = card.operatingPoints
  const point = (at: number, metric: Metrics['ruleIn']): string => {
    const sensitivity = withInterval(metric.sensitivity, metric.sensitivityInterval)
    const specificity = withInterval(metric.specificity, metric.specificityInterval)
    return `at ${at.toFixed(3)}: sensitivity ${sensitivity}, specificity ${specificity}`
  }
  return table([
    [title, `${metrics.films} films, ${metrics.fractured} with a fracture`],
    ['  AUC', withInterval(metrics.auc, metrics.aucInterval)],
    ['  Balanced accuracy', percent(metrics.balancedAccuracy)],
    ['  Calibration', `ECE ${metrics.ece.toFixed(3)}, Brier ${metrics.brier.toFixed(3)}`],
    ['  Rule in', point(points.ruleIn, metrics.ruleIn)],
    ['  Rule out', point(points.ruleOut, metrics.ruleOut)],
    ...(metrics.pointing ? describePointing(metrics.pointing) : []),
  ])
}

function describePointing({ marks, markedFilms, hitRate, hitInterval, froc }: Pointing): [string, string][] {
  const found = froc.map(
    ({ falseFindings, sensitivity, interval }) => `${withInterval(sensitivity, interval)} at ${falseFindings}`,
  )
  return [
    ['  Points at', `a fracture on ${withInterval(hitRate, hitInterval)} of ${markedFilms} marked films`],
    ['  Finds', `of ${marks} marks ${found.join(', ')} wrong findings a film`],
  ]
}

/** A model's card for a person. */
export function describeCard(card: ModelCard): string[] {
  const { data } = card
  const { inputSize, experts, hidden, topK } = card.network
  const { mode, epochs, bestEpoch, seed, engine } = card.training
  return [
    `${card.name} (${card.id})`,
    card.intendedUse,
    '',
    ...table([
      ['Made', `${card.createdAt.slice(0, 10)} with version ${card.programVersion}`],
      ['Data', `${data.name}: ${data.films} films in ${data.groups} groups`],
      ...(data.leftOut === undefined ? [] : [['Left out', `${data.leftOut} files that could not be read`] as const]),
      ['Credit', data.credit],
      ['Licence', data.licence],
      ['Split', describeSplit(card)],
      ['Network', `${inputSize} × ${inputSize} pixels, ${experts} experts of ${hidden} channels, top ${topK}`],
      ...(card.expertUse
        ? [
            [
              'Experts used',
              `at ${card.expertUse.map((share) => `${Math.round(100 * share)} %`).join(', ')} of places`,
            ] as const,
          ]
        : []),
      ['Training', `${mode}, ${epochs} epochs of which ${bestEpoch} was best, seed ${seed}, ${engine}`],
      ['Weights', `${(card.weights.bytes / 2 ** 20).toFixed(1)} MiB`],
    ]),
    '',
    ...(card.fitted
      ? [
          `Fitted to ${card.fitted.figures.films} films on ${card.fitted.at.slice(0, 10)}, from ${parentOf(card.fitted)}.`,
          '',
        ]
      : []),
    ...describeMetrics(card.fitted ? 'Cross-validated' : 'Held out', card.metrics.holdout, card),
    '',
    ...describeMetrics(card.training.folds > 0 ? 'Out of fold' : 'Validation', card.metrics.validation, card),
  ]
}

/** An exported card says of neither the name nor the id which model it was. */
function parentOf({ parent: { id, name } }: Fitted): string {
  return id === name ? name : `${name} (${id})`
}

function describeSplit({ data: { split }, training: { folds, trainedAgain } }: ModelCard): string {
  const judged =
    folds > 0
      ? `judged in ${folds} folds by networks that had not seen them`
      : `${split.validation} to validate${trainedAgain ? ', then all of them trained on once more' : ''}`
  return `${split.train} to train, ${judged}, ${split.holdout} held out`
}
