import { parse, join } from 'node:path'

export type OutputFiles = Record<'report' | 'part' | 'journal' | 'lock' | 'summary', string>

/** Everything that a scan writes, beside its report. */
export function outputFiles(report: string): OutputFiles {
  const { dir, name } = parse(report)
  return {
    report,
    part: `${report}.part`,
    journal: `${report}.journal`,
    lock: `${report}.in-use`,
    summary: join(dir, `${name}.summary.json`),
  }
}
