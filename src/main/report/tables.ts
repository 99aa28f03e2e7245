import type { Report } from '#shared/report.ts'
import { counted, escaped } from '#main/network/drawing/parts.ts'

type Interval = readonly [number, number]
type Cell = string | number

const two = (value: number): string => value.toFixed(2)
const ranged = (value: number | undefined, [low, high]: Interval): string =>
  value === undefined ? '–' : `${two(value)} (${two(low)}–${two(high)})`

/** A table with headings; the columns named in `numbers` end flush. */
function table(
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly Cell[])[],
  numbers: readonly number[] = [],
): string {
  const cell = (tag: string, text: Cell, column: number): string =>
    `<${tag}${numbers.includes(column) ? ' class="number"' : ''}>${escaped(String(text))}</${tag}>`
  const row = (tag: string, cells: readonly Cell[]): string =>
    `<tr>${cells.map((text, i) => cell(tag, text, i)).join('')}</tr>`
  return `<div class="table"><table><caption>${escaped(caption)}</caption><thead>${row('th', headings)}</thead><tbody>${rows.map((cells) => row('td', cells)).join('')}</tbody></table></div>`
}

/** More of them help nobody; `report.json` has all. */
const mostLeftOut = 200

export function metricsTable({ holdout }: Report): string {
  return table(
    'On the hold-out, with 95 % intervals',
    ['', ''],
    [
      ['Films', `${holdout.films}, of which ${holdout.fractured} with a fracture, from ${holdout.groups} groups`],
      ['ROC AUC', ranged(holdout.auc, holdout.aucInterval)],
      ['PR AUC (average precision)', ranged(holdout.prAuc, holdout.prAucInterval)],
      ['Accuracy at 0.5', two(holdout.accuracy)],
      ['Balanced accuracy at 0.5', two(holdout.balancedAccuracy)],
      ['Precision, recall, F1 at 0.5', [holdout.precision, holdout.recall, holdout.f1].map(two).join(', ')],
      ['Calibration error (ECE)', holdout.ece.toFixed(3)],
      ['Brier score', holdout.brier.toFixed(3)],
    ],
  )
}

export function operatingPointsTable({ holdout, card }: Report): string {
  const row = (name: string, at: number, point: typeof holdout.ruleIn): Cell[] => [
    name,
    at.toFixed(3),
    ranged(point.sensitivity, point.sensitivityInterval),
    ranged(point.specificity, point.specificityInterval),
  ]
  return table(
    'The two operating points: chosen on films of the training, given here on the hold-out',
    ['', 'Probability', 'Sensitivity', 'Specificity'],
    [
      row('Rule-out: below it, no fracture', card.operatingPoints.ruleOut, holdout.ruleOut),
      row('Rule-in: from it on, fracture', card.operatingPoints.ruleIn, holdout.ruleIn),
    ],
    [1, 2, 3],
  )
}

/** How well it points, where it is known where fractures lie. */
export function pointingTable({ holdout: { pointing } }: Report): string {
  if (!pointing) return ''
  const { markedFilms, marks, films, hitRate, hitInterval, froc, ruleOut, ruleIn } = pointing
  const rows: Cell[][] = [
    ['Highest place on a mark', `of ${markedFilms} marked films`, ranged(hitRate, hitInterval)],
    ...froc.map(({ falseFindings, sensitivity, interval }) => [
      'Marks found',
      `at ${falseFindings} wrong findings a film`,
      ranged(sensitivity, interval),
    ]),
    [
      'Marks found by all findings',
      `${ruleOut.falseFindings.toFixed(2)} wrong findings a film`,
      two(ruleOut.sensitivity),
    ],
    [
      'Marks found by likely findings',
      `${ruleIn.falseFindings.toFixed(2)} wrong findings a film`,
      two(ruleIn.sensitivity),
    ],
  ]
  return table(`Where it points: ${marks} marks, ${films} films`, ['', '', 'Share'], rows, [2])
}

export function confusionTable({
  holdout: {
    confusion: [[trueNegative, falsePositive], [falseNegative, truePositive]],
  },
}: Report): string {
  const cell = (count: number, row: number, right: boolean): string => {
    const percent = row > 0 ? ` <small>${((100 * count) / row).toFixed(0)} %</small>` : ''
    return `<td class="${right ? 'right' : 'wrong'}">${count}${percent}</td>`
  }
  const [negatives, positives] = [trueNegative + falsePositive, falseNegative + truePositive]
  return (
    '<div class="table"><table class="confusion"><caption>Confusion matrix at probability 0.5</caption>' +
    '<thead><tr><th></th><th>called no fracture</th><th>called fracture</th></tr></thead><tbody>' +
    `<tr><th>no fracture</th>${cell(trueNegative, negatives, true)}${cell(falsePositive, negatives, false)}</tr>` +
    `<tr><th>fracture</th>${cell(falseNegative, positives, false)}${cell(truePositive, positives, true)}</tr></tbody></table></div>`
  )
}

/** Class by class; nothing where there are only the two that the matrix above shows. */
export function classesTable({ classes, card: { classNames } }: Report): string {
  if (!classes || classNames.length === 2) return ''
  const share = (value: number | undefined): string => (value === undefined ? '–' : two(value))
  const rows = classes.classes.map(({ className, films, precision, recall, f1 }, i) => [
    className,
    films,
    ...classes.confusion[i],
    share(precision),
    share(recall),
    share(f1),
  ])
  const headings = ['Its class', 'Films', ...classNames.map((name) => `called ${name}`), 'Precision', 'Recall', 'F1']
  return `<h2>By class</h2>${table('Each film called what is likeliest for it', headings, rows, headings.keys().toArray().slice(1))}`
}

export function lossesTable({ largestLosses }: Report): string {
  const rows = largestLosses.map((film) => [
    film.file,
    film.className,
    film.probability.toFixed(3),
    film.loss.toFixed(2),
    film.group,
  ])
  return table(
    'Check these first: a wrong label, a poor film, or something to learn from',
    ['Film', 'Its class', 'P', 'Loss', 'Group'],
    rows,
    [2, 3, 4],
  )
}

export function columnsTable({ columns }: Report): string {
  if (columns.length === 0) return ''
  const headings = ['Column', 'Value', 'Films', 'Fractured', 'AUC', 'Accuracy', 'Sensitivity', 'Specificity']
  const rows = columns.map((group) => [
    group.column,
    group.value,
    group.films,
    group.fractured,
    group.auc === undefined ? '–' : two(group.auc),
    two(group.accuracy),
    ranged(group.sensitivity, group.sensitivityInterval),
    ranged(group.specificity, group.specificityInterval),
  ])
  return `<h2>By group</h2>${table('Each value of the data’s columns, at probability 0.5', headings, rows, [2, 3, 4, 5, 6, 7])}`
}

export function layersTable({ network, card }: Report): string {
  const rows = network.layers.map((layer) => [
    layer.name,
    layer.kind,
    layer.outputShape.join(' × '),
    layer.parameters || '',
    layer.multiplyAdds > 0 ? counted(layer.multiplyAdds) : '',
    layer.frozen ? 'frozen' : '',
  ])
  const caption = `${network.parameters} parameters, ${network.trainedParameters} of them trained (${card.training.mode}); ${counted(network.multiplyAdds)} multiply-adds a film`
  return table(caption, ['Layer', 'Kind', 'Output', 'Parameters', 'Multiply-adds', ''], rows, [3, 4])
}

/** Files that took no part, and why. */
export function leftOutTable({ leftOut = [] }: Report): string {
  if (leftOut.length === 0) return ''
  const rows = leftOut.slice(0, mostLeftOut).map(({ file, problem }) => [file, problem.message])
  const rest = leftOut.length - rows.length
  return `<h2>Left out</h2>${table('Files that could not be read', ['File', 'Why'], rest > 0 ? [...rows, [`and ${rest} more`, '']] : rows)}`
}

export function dataTable({ card, warnings }: Report): string {
  const { data, training, network } = card
  const straddles = warnings.some(({ code }) => code === 'leak') ? 'with groups on both sides' : 'no group on two sides'
  const again = training.trainedAgain ? ', then all of these together' : ''
  const judged =
    training.folds > 0 ? `judged in turn in ${training.folds} folds` : `${data.split.validation} for validation${again}`
  return table(
    'How it was made',
    ['', ''],
    [
      ['Data', `${data.name}: ${data.films} films in ${data.groups} groups`],
      ...(data.leftOut === undefined ? [] : [['Left out', `${data.leftOut} files that could not be read`]]),
      ['Credit, licence', `${data.credit}. ${data.licence}`],
      ['Split', `${data.split.train} to train (${judged}), ${data.split.holdout} held out; ${straddles}`],
      ['Classes', card.classNames.join(', ')],
      [
        'Input',
        `${network.inputSize} × ${network.inputSize} pixels, ${network.fit === 'pad' ? 'padded to a square' : 'squashed to a square'}`,
      ],
      [
        'Experts',
        card.expertUse
          ? `used at ${card.expertUse.map((share) => `${Math.round(100 * share)} %`).join(', ')} of places`
          : 'not measured',
      ],
      [
        'Training',
        `${training.mode}, ${training.epochs} epochs, batch ${training.batch}${training.batchParts ? ' in halves for want of memory' : ''}, rate ${training.learningRate}, decay ${training.weightDecay}, seed ${training.seed}`,
      ],
      ['Started from', training.startedFrom],
      ['Temperature', card.temperature.toFixed(3)],
      ['Time and engine', `${Math.round(training.seconds)} s on ${training.engine}`],
      ['Made', `${card.createdAt.slice(0, 10)}, program version ${card.programVersion}`],
      ['Weights (SHA-256)', card.weights.sha256],
    ],
  )
}
