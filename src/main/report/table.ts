import { escaped } from '#main/network/drawing/parts.ts'
import type { ReportWords } from './words/index.ts'

type Interval = readonly [number, number]
export type Cell = string | number

export const two = ({ decimals }: ReportWords, value: number): string => decimals(value, 2)
export const ranged = (words: ReportWords, value: number | undefined, [low, high]: Interval): string =>
  value === undefined ? '–' : `${two(words, value)} (${two(words, low)}–${two(words, high)})`

/** A table with headings; the columns named in `numbers` end flush. */
export function table(
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
