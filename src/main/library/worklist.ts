import type { DatabaseSync } from 'node:sqlite'
import { fileHeaderSchema, type FileHeader } from '#shared/film.ts'
import { atOnce } from './atOnce.ts'
import { parsedJson } from './parsedJson.ts'

export type RememberedFilm = {
  path: string
  name: string
  header: FileHeader
  /** Of the file when it was opened, by which another one in its place is told. */
  version?: string | undefined
  fingerprint?: string | undefined
  /** Unknown of a library that an older program wrote and that can only be read. */
  filmId?: string
}

/** Puts a film at the end of the worklist, or brings up to date what is known of one that is there. */
export function rememberFilm(db: DatabaseSync, film: RememberedFilm): void {
  const { path, name, header, version, fingerprint, filmId } = film
  db.prepare(
    `INSERT INTO film (path, name, header, version, fingerprint, film_id, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET name = excluded.name, header = excluded.header, version = excluded.version,
       fingerprint = excluded.fingerprint, film_id = excluded.film_id`,
  ).run(path, name, JSON.stringify(header), version ?? null, fingerprint ?? null, filmId ?? null, Date.now())
}

export function setFingerprint(db: DatabaseSync, path: string, fingerprint: string): void {
  db.prepare('UPDATE film SET fingerprint = ? WHERE path = ?').run(fingerprint, path)
}

/** In the order in which the films were opened; `leftOut` counts rows that cannot be understood. */
export function readWorklist(db: DatabaseSync): { films: RememberedFilm[]; leftOut: number } {
  const rows = db
    .prepare('SELECT path, name, header, version, fingerprint, film_id FROM film ORDER BY opened_at, rowid')
    .all()
  const films = rows.flatMap((row) => {
    const header = fileHeaderSchema.safeParse(parsedJson(row.header))
    if (!header.success) return []
    return [
      {
        path: String(row.path),
        name: String(row.name),
        header: header.data,
        version: row.version ? String(row.version) : undefined,
        fingerprint: row.fingerprint ? String(row.fingerprint) : undefined,
        ...(row.film_id ? { filmId: String(row.film_id) } : {}),
      },
    ]
  })
  return { films, leftOut: rows.length - films.length }
}

/** Takes films out of the worklist; what was said and drawn of them stays. */
export function putAway(db: DatabaseSync, paths: readonly string[]): void {
  const remove = db.prepare('DELETE FROM film WHERE path = ?')
  // Ten thousand at once, and not one by one.
  atOnce(db, () => {
    for (const path of paths) remove.run(path)
  })
}
