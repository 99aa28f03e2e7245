export type OutputFiles = Record<'report' | 'part' | 'journal' | 'lock' | 'summary', string>

/** Everything that a scan writes, beside its report. */
export function outputFiles(report: string): OutputFiles {
  return {
    report,
    part: `${report}.part`,
    journal: `${report}.journal`,
    lock: `${report}.in-use`,
    // By its whole name: `hand.csv` and `hand.jsonl` may lie side by side.
    summary: `${report}.summary.json`,
  }
}
