import type { DatabaseSync } from 'node:sqlite'
import { annotationsSchema, type Annotation } from '#shared/annotation.ts'
import { atOnce } from './atOnce.ts'
import { mergeAnnotations } from './mergeAnnotations.ts'
import { parsedJson } from './parsedJson.ts'

/** Undefined where they are damaged: then they can only be replaced. */
export function keptAnnotations(db: DatabaseSync, fingerprint: string): Annotation[] | undefined {
  const row = db.prepare('SELECT body FROM annotations WHERE fingerprint = ?').get(fingerprint)
  return row ? annotationsSchema.safeParse(parsedJson(row.body)).data : []
}

/**
 * Keeps what was drawn on a film and answers with what is kept then: where `before` says what the window began with,
 * what another window has changed meanwhile stays (see `mergeAnnotations`), else all is replaced. Throws `in-use`.
 */
export function saveAnnotations(
  db: DatabaseSync,
  fingerprint: string,
  annotations: readonly Annotation[],
  before?: readonly Annotation[],
): readonly Annotation[] {
  return atOnce(db, () => {
    const kept = before && keptAnnotations(db, fingerprint)
    const now = before && kept ? mergeAnnotations(kept, before, annotations) : annotations
    db.prepare('INSERT OR REPLACE INTO annotations (fingerprint, body, changed_at) VALUES (?, ?, ?)').run(
      fingerprint,
      JSON.stringify(now),
      Date.now(),
    )
    return now
  })
}
