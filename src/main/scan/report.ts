import { stringify } from 'csv-stringify/sync'
import { scanColumns, type ReportStyle, type ScanRow } from '#shared/scan.ts'

/** Says in bytes what a report begins with and what a row becomes in it. */
export type Report = { start: string; row(row: ScanRow): string }

/** A report in the given style: CSV by RFC 4180 in UTF-8, or a JSON object a line. */
export function reportIn({ format, bom, columns = scanColumns }: ReportStyle): Report {
  if (format === 'jsonl') {
    return {
      start: '',
      row: (row) => `${JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name]])))}\n`,
    }
  }
  return {
    start: (bom ? '\uFEFF' : '') + csvLine(columns),
    row: (row) => csvLine(columns.map((name) => cell(row[name]))),
  }
}

/**
 * Some spreadsheets take other separators than the comma, and any line break ends a row (RFC 4180 2.6): a cell that
 * holds one is quoted, so that it stays one cell.
 */
const otherSeparators = /[;\t|\r\n]/

function csvLine(cells: readonly string[]): string {
  return stringify([[...cells]], { record_delimiter: '\r\n', quoted_match: otherSeparators })
}

function cell(value: ScanRow[keyof ScanRow]): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  return harmless(Array.isArray(value) ? value.join(' ') : value)
}

/**
 * What makes a spreadsheet take a cell for a formula, with the wide forms of East Asian keyboards, and what some of
 * them drop before it.
 */
const formula = /^[\s\0\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/

/** A line break that comes before what could be a formula, after a line with something on it. */
const laterFormula = /(?<=[^\s\0\uFEFF][^\r\n]*)([\r\n]+)(?=[\s\0\uFEFF]*[=+\-@＝＋－＠])/g

/**
 * A text that no spreadsheet runs: an apostrophe before it says that it is a text (OWASP, CSV injection). Each further
 * line is held to the same, for some programs break rows at any line end.
 */
export function harmless(text: string): string {
  const lines = text.replaceAll(laterFormula, "$1'")
  return formula.test(text) ? `'${lines}` : lines
}
