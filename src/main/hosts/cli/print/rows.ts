import { roundedFinding, type Finding } from '#shared/finding.ts'
import type { Problem } from '#shared/problem.ts'
import type { Reading, Verdict } from '#shared/reading.ts'
import type { WrittenResults } from '#shared/results.ts'
import { printable } from './printable.ts'

/** One result of `read`: a frame's reading, or why there is none. */
export type Row =
  | {
      file: string
      frame: number
      frames: number
      reading: Reading
      /** What was written of it as DICOM, or why nothing was. */
      results?: WrittenResults | { problem: Problem }
    }
  | { file: string; frame: number; frames: number; problem: Problem }
  /** The file could not even be opened. */
  | { file: string; problem: Problem }

export const notADevice = 'Research and teaching only, not a medical device.'

/** A row as `--json` prints it. */
export function rowRecord(row: Row): object {
  if ('problem' in row) {
    const { code, message } = row.problem
    return { file: row.file, ...('frame' in row ? { frame: row.frame } : {}), error: { code, message } }
  }
  const { verdict, notJudged, probability, findings, branches, experts, model, engine, warnings } = row.reading
  const found = { findings: findings && findings.map(roundedFinding) }
  const { results } = row
  const written =
    results === undefined
      ? {}
      : 'problem' in results
        ? { results: { error: { code: results.problem.code, message: results.problem.message } } }
        : { results: results.files }
  return {
    file: row.file,
    frame: row.frame,
    verdict,
    ...(notJudged ? { notJudged } : {}),
    probability,
    ...found,
    branches,
    experts,
    model,
    engine,
    warnings,
    ...written,
  }
}

export const verdictWords: Record<Verdict, string> = {
  fracture: 'Fracture',
  uncertain: 'Uncertain',
  'no-fracture': 'No fracture',
  'not-judged': 'Not judged',
}

const share = (value: number): string => value.toFixed(2)

function line(
  verdict: string,
  probability: string,
  teacher: string,
  student: string,
  experts: string,
  film: string,
): string {
  const numbers = [probability, teacher, student].map((text) => text.padStart(7))
  return [verdict.padEnd(11), ...numbers, experts.padEnd(19), film].join('  ')
}

export const rowHeading = line('VERDICT', 'P', 'TEACHER', 'STUDENT', 'EXPERTS', 'FILM')

/**
 * A row for a person, and a line for each of its findings. The film comes last, so that rows stand under each other
 * whatever the length of the names.
 */
export function rowLines(row: Row): string[] {
  const file = printable(row.file)
  const film = 'frame' in row && row.frames > 1 ? `${file} frame ${row.frame + 1}` : file
  if ('problem' in row) return [line('Not read', '', '', '', '', `${film}: ${row.problem.message}`)]
  const { verdict, probability, findings, branches, experts, warnings } = row.reading
  const noted = warnings.length > 0 ? `${film} (${warnings.join(', ')})` : film
  const { teacher, student } = branches
  const number = (value: number): string => (verdict === 'not-judged' ? '' : share(value))
  const said = line(
    verdictWords[verdict],
    number(probability),
    number(teacher),
    number(student),
    experts.map(share).join(' '),
    noted,
  )
  return [said, ...(findings ?? []).map(findingLine)]
}

/** Where, in film pixels from the top left corner. */
function findingLine({ x, y, width, height, probability, point }: Finding): string {
  const at = `x ${Math.round(x)}, y ${Math.round(y)}, ${Math.round(width)} × ${Math.round(height)}`
  return `  ${(point === 'rule-in' ? 'likely' : 'possible').padEnd(9)}  ${share(probability).padStart(7)}  ${at}`
}
