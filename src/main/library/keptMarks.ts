import type { DatabaseSync } from 'node:sqlite'
import { answerSchema, marksSchema, type MarkedFrame, type ReadingSeen } from '#shared/mark.ts'
import { parsedJson } from './parsedJson.ts'

/** What one reader says of one frame of a film, without the id that it has while it is open. */
export type KeptMarks = Omit<MarkedFrame, 'filmId'>
export type MarkPlace = Pick<KeptMarks, 'frame' | 'reader'>
/** What is kept of an answer. */
export type Said = Omit<KeptMarks, 'earlier'> & { reading?: ReadingSeen | undefined }

/** So many earlier states can be gone back to. */
const mostEarlier = 50

/** Keeps a new state of what a reader says of a frame; the one before stays for `undoMarks`. */
export function saveMarks(
  db: DatabaseSync,
  fingerprint: string,
  { frame, reader, answer, marks, reading }: Said,
): void {
  db.prepare(
    `INSERT INTO marks (fingerprint, frame, reader, version, answer, body, changed_at, reading)
     SELECT ?1, ?2, ?3, COALESCE(MAX(version), 0) + 1, ?4, ?5, ?6, ?7 FROM marks
     WHERE fingerprint = ?1 AND frame = ?2 AND reader = ?3`,
  ).run(fingerprint, frame, reader, answer, JSON.stringify(marks), Date.now(), reading ?? null)
  db.prepare(
    `DELETE FROM marks WHERE fingerprint = ?1 AND frame = ?2 AND reader = ?3 AND version <
       (SELECT MAX(version) FROM marks WHERE fingerprint = ?1 AND frame = ?2 AND reader = ?3) - ?4`,
  ).run(fingerprint, frame, reader, mostEarlier)
}

/** Goes back to the state before the last one; before the first one nothing was said. */
export function undoMarks(db: DatabaseSync, fingerprint: string, { frame, reader }: MarkPlace): void {
  db.prepare(
    `DELETE FROM marks WHERE fingerprint = ?1 AND frame = ?2 AND reader = ?3 AND version =
       (SELECT MAX(version) FROM marks WHERE fingerprint = ?1 AND frame = ?2 AND reader = ?3)`,
  ).run(fingerprint, frame, reader)
}

/** For good, with all earlier states. */
export function removeMarks(db: DatabaseSync, fingerprint: string, { frame, reader }: MarkPlace): void {
  db.prepare('DELETE FROM marks WHERE fingerprint = ? AND frame = ? AND reader = ?').run(fingerprint, frame, reader)
}

/** What is said now, of one film or of all. A row that today's program does not understand is left out, and told of. */
export function keptMarks(
  db: DatabaseSync,
  onLeftOut: () => void,
  fingerprint?: string,
): (KeptMarks & { fingerprint: string })[] {
  const rows = db
    .prepare(
      // With MAX, SQLite takes the other columns from the row that has it (sqlite.org/lang_select.html, "Bare columns").
      `SELECT fingerprint, frame, reader, answer, body, MAX(version), COUNT(*) - 1 AS earlier FROM marks
       WHERE ?1 IS NULL OR fingerprint = ?1 GROUP BY fingerprint, frame, reader ORDER BY fingerprint, frame, reader`,
    )
    .all(fingerprint ?? null)
  return rows.flatMap((row) => {
    const answer = answerSchema.safeParse(row.answer)
    const marks = marksSchema.safeParse(parsedJson(row.body))
    if (!answer.success || !marks.success) {
      onLeftOut()
      return []
    }
    const place = { fingerprint: String(row.fingerprint), frame: Number(row.frame), reader: String(row.reader) }
    return [{ ...place, answer: answer.data, marks: marks.data, earlier: Number(row.earlier) }]
  })
}
