/**
 * What makes a spreadsheet take a cell for a formula, with the wide forms of East Asian keyboards, what some of them
 * drop before it, and apostrophes, so that each guarded text comes from one text only.
 */
const formula = /^'*(?:[\s\0\uFEFF]*[=+\-@＝＋－＠]|[\t\r\n])/

/** A line break before what could be a formula, after a line with something on it; with and without its guard. */
const laterFormula = /(?<=[^\s\0\uFEFF][^]*)([\r\n]+)(?='*(?:[^\S\r\n]|[\0\uFEFF])*[=+\-@＝＋－＠])/g
const laterGuard = /(?<=[^\s\0\uFEFF][^]*)([\r\n]+)'(?='*(?:[^\S\r\n]|[\0\uFEFF])*[=+\-@＝＋－＠])/g

/**
 * What must stand in quotes so that a cell stays one cell: the separators of all spreadsheets, not only the comma, and
 * everything that any of them takes for the end of a line, lone ones as well.
 */
const special = /[",;|\u0000-\u001F\u007F-\u009F\u2028\u2029]|^\s|\s$/

export type Cell = string | number | undefined

/**
 * A text that no spreadsheet runs: an apostrophe before it says that it is a text (OWASP, CSV injection). Each further
 * line is held to the same, for some programs break rows at any line end.
 */
export function harmless(text: string): string {
  const lines = text.replaceAll(laterFormula, "$1'")
  return formula.test(lines) ? `'${lines}` : lines
}

/** The text that {@link harmless} was given. */
export function unguarded(text: string): string {
  const lines = text.startsWith("'") && formula.test(text) ? text.slice(1) : text
  return lines.replaceAll(laterGuard, '$1')
}

/** A row by RFC 4180 with its line end. The one place where CSV is written. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(value: Cell): string {
  if (value === undefined) return ''
  const text = typeof value === 'number' ? String(value) : harmless(value)
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
