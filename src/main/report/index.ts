/** A training’s report, drawn from its figures alone. */
export type { JudgedFilm } from './buildReport.ts'
export { reportHtml } from './html.ts'
export { reportStyleSources } from './inlineStyles.ts'
export { readReport } from './readReport.ts'
export { leakOf } from './warnings.ts'
export { reportFiles, writeReport, writeReportFiles } from './writeReport.ts'
