import type { DatabaseSync } from 'node:sqlite'
import type { z } from 'zod'
import { markSchema, type Opinion } from '#shared/library.ts'
import type { Reading } from '#shared/reading.ts'

const frameMarkSchema = markSchema.omit({ filmId: true })
export type FrameMark = z.infer<typeof frameMarkSchema>

/** A model has one reading of a frame, the last one. */
export function noteReading(
  db: DatabaseSync,
  fingerprint: string,
  { frame, model, verdict, probability }: Pick<Reading, 'frame' | 'model' | 'verdict' | 'probability'>,
): void {
  db.prepare(
    'INSERT OR REPLACE INTO reading (fingerprint, frame, model_id, verdict, probability, read_at) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(fingerprint, frame, model.id, verdict, probability, Date.now())
}

/** Keeps an opinion together with the reading that it is about; without an opinion, takes it back. */
export function saveReview(db: DatabaseSync, fingerprint: string, frame: number, opinion: Opinion | undefined): void {
  if (!opinion) {
    db.prepare('DELETE FROM review WHERE fingerprint = ? AND frame = ?').run(fingerprint, frame)
    return
  }
  db.prepare(
    `INSERT OR REPLACE INTO review (fingerprint, frame, opinion, model_id, verdict, probability, reviewed_at)
     SELECT ?1, ?2, ?3, last.model_id, last.verdict, last.probability, ?4
     FROM (SELECT 1) LEFT JOIN (
       SELECT model_id, verdict, probability FROM reading WHERE fingerprint = ?1 AND frame = ?2
       ORDER BY read_at DESC LIMIT 1
     ) AS last`,
  ).run(fingerprint, frame, opinion, Date.now())
}

/** What one model says of a film's frames, and what people said of them. Rows that cannot be understood are left out, and told of. */
export function frameMarks(
  db: DatabaseSync,
  onLeftOut: () => void,
  { fingerprint, modelId }: { fingerprint: string; modelId: string },
): FrameMark[] {
  const rows = db
    .prepare(
      `SELECT frame, own.verdict, own.probability, said.opinion
       FROM (SELECT frame, verdict, probability FROM reading WHERE fingerprint = ?1 AND model_id = ?2) AS own
       FULL JOIN (SELECT frame, opinion FROM review WHERE fingerprint = ?1) AS said USING (frame)
       ORDER BY frame`,
    )
    .all(fingerprint, modelId)
  return rows.flatMap((row) => {
    const mark = frameMarkSchema.safeParse(
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
    )
    if (!mark.success) onLeftOut()
    return mark.success ? [mark.data] : []
  })
}
