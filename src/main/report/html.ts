import type { Language } from '#shared/language.ts'
import type { Report } from '#shared/report.ts'
import { networkDrawing } from '#main/network/drawing/networkDrawing.ts'
import { escaped } from '#main/network/drawing/parts.ts'
import { aucPlot, histogramPlot, lossPlot } from './plots/bars.ts'
import { calibrationPlot, precisionRecallPlot, rocPlot } from './plots/curves.ts'
import { learningCurvePlot } from './plots/learningCurve.ts'
import { reportStyleSources } from './inlineStyles.ts'
import { dataTable, layersTable, learningCurveProblem, leftOutTable } from './madeTables.ts'
import {
  classesTable,
  columnsTable,
  confusionTable,
  lossesTable,
  metricsTable,
  operatingPointsTable,
  pointingTable,
} from './tables.ts'
import { reportStyle } from './style.ts'
import { reportWords } from './words/index.ts'

/** Nothing is loaded, nothing runs. */
const policy = `default-src 'none'; style-src ${reportStyleSources.join(' ')}`

/**
 * The report as one HTML file that needs nothing else: a leak first, then the sentence, then figures, plots, films,
 * network. It speaks the language.
 */
export function reportHtml(report: Report, language: Language = 'en'): string {
  const words = reportWords(language)
  const { card } = report
  const warning = (told: Report['warnings'][number]): string => {
    const title = words.warnings[told.code]
    const stop = /[.?!]$/.test(title) ? '' : '.'
    return `<p class="warning" role="note"><b>${title}${stop}</b> ${escaped(words.shared.warning(report, told))}</p>`
  }
  const leaks = report.warnings.filter(({ code }) => code === 'leak').map(warning)
  const others = report.warnings.filter(({ code }) => code !== 'leak').map(warning)
  const plots = [
    rocPlot,
    precisionRecallPlot,
    calibrationPlot,
    histogramPlot,
    lossPlot,
    aucPlot,
    learningCurvePlot,
  ].map((draw) => draw(report, words))
  return [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(words.title(card.name))}</title><style>${reportStyle}</style></head><body>`,
    ...leaks,
    `<p class="sentence">${escaped(words.shared.sentence(report))}</p>`,
    `<p class="use">${escaped(words.shared.cardText(card.intendedUse))}</p>`,
    ...others,
    `<h1>${escaped(card.name)}</h1>`,
    `<div class="pair">${metricsTable(report, words)}<div>${confusionTable(report, words)}${operatingPointsTable(report, words)}</div></div>${pointingTable(report, words)}`,
    `<h2>${words.curves}</h2><div class="plots">${plots.join('')}</div>`,
    learningCurveProblem(report, words),
    classesTable(report, words),
    columnsTable(report, words),
    `<h2>${words.shared.losses}</h2>${lossesTable(report, words)}`,
    `<h2>${words.data}</h2>${dataTable(report, words)}`,
    leftOutTable(report, words),
    `<h2>${words.network}</h2><div class="drawing">${networkDrawing(report.network, language)}</div>${layersTable(report, words)}`,
    `<footer>${escaped(words.footer(card.id))}</footer>`,
    '</body></html>',
    '',
  ].join('\n')
}
