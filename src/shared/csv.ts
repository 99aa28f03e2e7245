/**
 * What makes a spreadsheet take a line for a formula, with the wide forms of East Asian keyboards, what some of them
 * drop before it, and apostrophes, so that each guarded line comes from one line only.
 */
const formula = /^'*[\s\0\uFEFF]*[=+\-@＝＋－＠]/

const lineEnds = /(\r\n|\r|\n)/

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
  return byLine(text, (line) => `'${line}`)
}

/** The text that {@link harmless} was given. */
export function unguarded(text: string): string {
  return byLine(text, (line) => (line.startsWith("'") ? line.slice(1) : line))
}

/** A text with its dangerous lines changed; an apostrophe more or less leaves a line dangerous or not, as it was. */
function byLine(text: string, change: (line: string) => string): string {
  const parts = text.split(lineEnds)
  return parts
    .map((part, i) => {
      const isLine = i % 2 === 0
      // Some programs drop a tab or an empty line at the beginning, and then look for a formula.
      const isDropped = i === 0 && (/^'*\t/.test(part) || (parts.length > 1 && /^'*$/.test(part)))
      return isLine && (formula.test(part) || isDropped) ? change(part) : part
    })
    .join('')
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
