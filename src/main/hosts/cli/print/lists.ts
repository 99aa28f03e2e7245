import { printable } from './printable.ts'

/** Of a longer list only so many lines are shown; `--json` has all of them. */
const mostLines = 12

export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

/** Lines of a list, indented, with what was left out. */
export function shown(lines: readonly string[]): string[] {
  const more = lines.length - mostLines
  return [
    ...lines.slice(0, mostLines).map((line) => `  ${printable(line)}`),
    ...(more > 0 ? [`  … and ${more} more (--json has all)`] : []),
  ]
}
