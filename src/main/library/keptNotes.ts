import type { DatabaseSync } from 'node:sqlite'
import type { Note, NoteChange } from '#shared/note.ts'
import { ProblemError } from '#shared/problem.ts'

/** A note without the id that its film has while it is open. */
export type KeptNote = Omit<Note, 'filmId'>

/** What is noted of the frames of a film, or of all films. */
export function keptNotes(db: DatabaseSync, fingerprint?: string): (KeptNote & { fingerprint: string })[] {
  const rows = db
    .prepare(
      `SELECT fingerprint, frame, is_key, body FROM note WHERE ?1 IS NULL OR fingerprint = ?1 ORDER BY fingerprint, frame`,
    )
    .all(fingerprint ?? null)
  return rows.map((row) => ({
    fingerprint: String(row.fingerprint),
    frame: Number(row.frame),
    key: row.is_key === 1,
    text: String(row.body),
  }))
}

/**
 * Changes what is noted of a frame and answers with what is noted then; the caller sees to it that nobody writes in
 * between. Throws `in-use` where the kept text is neither the wanted one nor the one before.
 */
export function saveNote(
  db: DatabaseSync,
  fingerprint: string,
  { frame, key, text, before }: Omit<NoteChange, 'filmId'>,
): KeptNote {
  const kept = keptNotes(db, fingerprint).find((note) => note.frame === frame) ?? { frame, key: false, text: '' }
  if (text !== undefined && before !== undefined && kept.text !== before && kept.text !== text)
    throw new ProblemError('note-changed')
  const now = { frame, key: key ?? kept.key, text: text ?? kept.text }
  if (now.key || now.text !== '') {
    db.prepare('INSERT OR REPLACE INTO note (fingerprint, frame, is_key, body, changed_at) VALUES (?, ?, ?, ?, ?)').run(
      fingerprint,
      frame,
      Number(now.key),
      now.text,
      Date.now(),
    )
  } else db.prepare('DELETE FROM note WHERE fingerprint = ? AND frame = ?').run(fingerprint, frame)
  return now
}
