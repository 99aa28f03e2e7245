import type { Report } from '#shared/report.ts'
import { networkDrawing } from '#main/network/drawing/networkDrawing.ts'
import { escaped } from '#main/network/drawing/parts.ts'
import { aucPlot, histogramPlot, lossPlot } from './plots/bars.ts'
import { calibrationPlot, precisionRecallPlot, rocPlot } from './plots/curves.ts'
import { learningCurvePlot } from './plots/learningCurve.ts'
import { reportStyleSources } from './inlineStyles.ts'
import { reportStyle } from './style.ts'
import {
  classesTable,
  columnsTable,
  confusionTable,
  dataTable,
  layersTable,
  leftOutTable,
  lossesTable,
  metricsTable,
  operatingPointsTable,
  pointingTable,
} from './tables.ts'

/** Nothing is loaded, nothing runs. */
const policy = `default-src 'none'; style-src ${reportStyleSources.join(' ')}`

const warningWords: Record<Report['warnings'][number]['code'], string> = {
  leak: 'Leak',
  'too-good': 'Too good?',
  'few-films': 'Few films',
  'no-better-than-chance': 'Chance',
  'idle-expert': 'Idle expert',
}

/**
 * The report as one HTML file that needs nothing else: a leak first, then the sentence, then figures, plots, films,
 * network.
 */
export function reportHtml(report: Report): string {
  const { card } = report
  const warning = ({ code, message }: Report['warnings'][number]): string =>
    `<p class="warning" role="note"><b>${warningWords[code]}.</b> ${escaped(message)}</p>`
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
  ].map((draw) => draw(report))
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(card.name)}: report</title><style>${reportStyle}</style></head><body>`,
    ...leaks,
    `<p class="sentence">${escaped(report.sentence)}</p>`,
    `<p class="use">${escaped(card.intendedUse)}</p>`,
    ...others,
    `<h1>${escaped(card.name)}</h1>`,
    `<div class="pair">${metricsTable(report)}<div>${confusionTable(report)}${operatingPointsTable(report)}</div></div>${pointingTable(report)}`,
    `<h2>Curves</h2><div class="plots">${plots.join('')}</div>`,
    classesTable(report),
    columnsTable(report),
    `<h2>Largest losses</h2>${lossesTable(report)}`,
    `<h2>Data and training</h2>${dataTable(report)}`,
    leftOutTable(report),
    `<h2>Network</h2><div class="drawing">${networkDrawing(report.network)}</div>${layersTable(report)}`,
    `<footer>Intervals are 95 %: bootstrap over groups (1,000 draws) for areas, Wilson for proportions. Model ${escaped(card.id)}.</footer>`,
    '</body></html>',
    '',
  ].join('\n')
}
