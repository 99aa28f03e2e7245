import type { Problem } from '#shared/problem.ts'
import { printable, printableJson } from './printable.ts'

/** Where a command speaks: results to standard output, everything else to standard error. */
export interface Output {
  readonly json: boolean
  /** One result as one line of JSON; nothing unless JSON is wanted. */
  record(value: object): void
  /** A line for a person; nothing where JSON is wanted. */
  line(text?: string): void
  /** What is going on, on one line that is written over; only where standard error is a terminal. */
  progress(text: string): void
  problem(problem: Problem): void
  /** Something beside the result, on standard error. */
  aside(text: string): void
}

/** What the parser of the command line says, which repeats arguments: a shell may have put names of files there. */
export function writeError(text: string): void {
  process.stderr.write(text.split('\n').map(printable).join('\n'))
}

export function createOutput(json: boolean): Output {
  let shown = 0
  const clear = (): void => {
    if (shown > 0) process.stderr.write(`\r${' '.repeat(shown)}\r`)
    shown = 0
  }
  const write = (text: string): void => {
    clear()
    process.stdout.write(`${text}\n`)
  }
  return {
    json,
    record: (value) => {
      if (json) write(printableJson(value))
    },
    line: (text = '') => {
      if (!json) write(printable(text))
    },
    progress: (text) => {
      if (!process.stderr.isTTY) return
      clear()
      const fitting = printable(text).slice(0, (process.stderr.columns || 80) - 1)
      process.stderr.write(fitting)
      shown = fitting.length
    },
    aside: (text) => {
      clear()
      process.stderr.write(`${printable(text)}\n`)
    },
    problem: (problem) => {
      clear()
      if (json) process.stdout.write(`${printableJson({ error: { code: problem.code, message: problem.message } })}\n`)
      else process.stderr.write(`${printable(problem.message)}\n`)
    },
  }
}

/** Rows under each other; `right` names the columns of numbers, which end flush. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, column) => Math.max(all[column] ?? 0, cell.length)),
    [],
  )
  return rows.map((row) =>
    row
      .map((cell, column) => (right.includes(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join('  ')
      .trimEnd(),
  )
}
