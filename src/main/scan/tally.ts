import type { ScanRow, ScanTally } from '#shared/scan.ts'
import type { Skipped } from '#main/files/index.ts'

/** What became of one thing that the walk found. */
export type Outcome = { rows: ScanRow[] } | { filtered: true } | { skipped: Skipped }

export const emptyTally: ScanTally = {
  files: 0,
  rows: 0,
  films: 0,
  verdicts: {},
  errors: {},
  filtered: 0,
  skipped: {},
  milliseconds: 0,
}

function add(counts: Record<string, number>, name: string | undefined): void {
  if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1
}

/** Adds one outcome, in place. */
export function count(tally: ScanTally, outcome: Outcome): void {
  if ('filtered' in outcome) tally.filtered += 1
  else if ('skipped' in outcome) add(tally.skipped, outcome.skipped)
  else {
    tally.files += 1
    tally.rows += outcome.rows.length
    for (const row of outcome.rows) {
      if (row.verdict !== undefined) tally.films += 1
      add(tally.verdicts, row.verdict)
      add(tally.errors, row.error_code)
    }
  }
}
