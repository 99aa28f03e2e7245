import { csvLine, type Cell } from '#shared/csv.ts'
import { findingText } from '#shared/finding.ts'
import { scanColumns, type ReportStyle, type ScanColumn, type ScanRow } from '#shared/scan.ts'

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
    row: (row) => csvLine(columns.map((name) => reportCell(row, name))),
  }
}

/** Lists of numbers and words have spaces between them, findings semicolons. */
export function reportCell(row: ScanRow, name: ScanColumn): Cell {
  if (name === 'findings') return row.findings?.map(findingText).join('; ')
  const value = row[name]
  return Array.isArray(value) ? value.join(' ') : value
}
