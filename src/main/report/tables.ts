import type { Report } from '#shared/report.ts'
import { ranged, table, two, type Cell } from './table.ts'
import type { ReportWords } from './words/index.ts'

export function metricsTable({ holdout }: Report, words: ReportWords): string {
  const { decimals, group, shared } = words
  return table(
    words.figures.title,
    ['', ''],
    [
      [shared.films, words.figures.films(group(holdout.films), group(holdout.fractured), group(holdout.groups))],
      [shared.auc, ranged(words, holdout.auc, holdout.aucInterval)],
      [shared.prAuc, ranged(words, holdout.prAuc, holdout.prAucInterval)],
      [shared.accuracy, two(words, holdout.accuracy)],
      [shared.balanced, two(words, holdout.balancedAccuracy)],
      [
        words.figures.precisionRecall,
        [holdout.precision, holdout.recall, holdout.f1].map((value) => two(words, value)).join('; '),
      ],
      [shared.ece, decimals(holdout.ece, 3)],
      [shared.brier, decimals(holdout.brier, 3)],
    ],
  )
}

export function operatingPointsTable({ holdout, card }: Report, words: ReportWords): string {
  const row = (name: string, at: number, point: typeof holdout.ruleIn): Cell[] => [
    name,
    words.decimals(at, 3),
    ranged(words, point.sensitivity, point.sensitivityInterval),
    ranged(words, point.specificity, point.specificityInterval),
  ]
  const { points, shared } = words
  return table(
    points.title,
    ['', points.probability, shared.sensitivity, points.specificity],
    [
      row(points.ruleOut, card.operatingPoints.ruleOut, holdout.ruleOut),
      row(points.ruleIn, card.operatingPoints.ruleIn, holdout.ruleIn),
    ],
    [1, 2, 3],
  )
}

/** How well it points, where it is known where fractures lie. */
export function pointingTable({ holdout: { pointing } }: Report, words: ReportWords): string {
  if (!pointing) return ''
  const { markedFilms, marks, films, hitRate, hitInterval, froc, ruleOut, ruleIn } = pointing
  const { group, decimals } = words
  const said = words.pointing
  const rows: Cell[][] = [
    [said.highest, said.ofMarked(group(markedFilms)), ranged(words, hitRate, hitInterval)],
    ...froc.map(({ falseFindings, sensitivity, interval }) => [
      said.found,
      said.at(words.number(falseFindings)),
      ranged(words, sensitivity, interval),
    ]),
    [said.byAll, said.wrong(decimals(ruleOut.falseFindings, 2)), two(words, ruleOut.sensitivity)],
    [said.byLikely, said.wrong(decimals(ruleIn.falseFindings, 2)), two(words, ruleIn.sensitivity)],
  ]
  return table(said.title(group(marks), group(films)), ['', '', said.share], rows, [2])
}

export function confusionTable(
  {
    holdout: {
      confusion: [[trueNegative, falsePositive], [falseNegative, truePositive]],
    },
  }: Report,
  { confusion, called, group }: ReportWords,
): string {
  const cell = (count: number, row: number, right: boolean): string => {
    const percent = row > 0 ? ` <small>${((100 * count) / row).toFixed(0)} %</small>` : ''
    return `<td class="${right ? 'right' : 'wrong'}">${group(count)}${percent}</td>`
  }
  const [negatives, positives] = [trueNegative + falsePositive, falseNegative + truePositive]
  return (
    `<div class="table"><table class="confusion"><caption>${confusion.title}</caption>` +
    `<thead><tr><th></th><th>${called(confusion.none)}</th><th>${called(confusion.fracture)}</th></tr></thead><tbody>` +
    `<tr><th>${confusion.none}</th>${cell(trueNegative, negatives, true)}${cell(falsePositive, negatives, false)}</tr>` +
    `<tr><th>${confusion.fracture}</th>${cell(falseNegative, positives, false)}${cell(truePositive, positives, true)}</tr></tbody></table></div>`
  )
}

/** Class by class; nothing where there are only the two that the matrix above shows. */
export function classesTable({ classes, card: { classNames } }: Report, words: ReportWords): string {
  if (!classes || classNames.length === 2) return ''
  const said = words.classes
  const share = (value: number | undefined): string => (value === undefined ? '–' : two(words, value))
  const rows = classes.classes.map(({ className, films, precision, recall, f1 }, i) => [
    className,
    films,
    ...classes.confusion[i],
    share(precision),
    share(recall),
    share(f1),
  ])
  const headings = [said.own, words.shared.films, ...classNames.map(words.called), said.precision, said.recall, 'F1']
  return `<h2>${said.heading}</h2>${table(said.title, headings, rows, headings.keys().toArray().slice(1))}`
}

export function lossesTable({ largestLosses }: Report, words: ReportWords): string {
  const { losses, classes, shared } = words
  const rows = largestLosses.map((film) => [
    film.file,
    film.className,
    words.decimals(film.probability, 3),
    two(words, film.loss),
    film.group,
  ])
  return table(shared.lossesText, [losses.film, classes.own, 'P', losses.loss, losses.group], rows, [2, 3, 4])
}

export function columnsTable({ columns }: Report, words: ReportWords): string {
  if (columns.length === 0) return ''
  const { groups, points, shared } = words
  const headings = [
    ...[groups.column, groups.value, shared.films, groups.fractured, 'AUC', groups.accuracy],
    ...[shared.sensitivity, points.specificity],
  ]
  const rows = columns.map((group) => [
    group.column,
    group.value,
    words.group(group.films),
    words.group(group.fractured),
    group.auc === undefined ? '–' : two(words, group.auc),
    two(words, group.accuracy),
    ranged(words, group.sensitivity, group.sensitivityInterval),
    ranged(words, group.specificity, group.specificityInterval),
  ])
  return `<h2>${groups.heading}</h2>${table(groups.title, headings, rows, [2, 3, 4, 5, 6, 7])}`
}
