import type { DatabaseSync } from 'node:sqlite'
import type { Mark } from '#shared/mark.ts'
import { keptMarks, type KeptMarks } from './keptMarks.ts'

export type JudgedFilm = {
  path: string
  fingerprint: string
  fractured: boolean
  /** Where; absent where nobody said. */
  marks?: Mark[]
}

/**
 * Films of one frame on the worklist of which somebody said whether there is a fracture: by what readers see on them,
 * else by a review of a reading that was a plain yes or no. Each content once; one on which readers disagree, or are
 * unsure, is left out.
 */
export function judgedFilms(db: DatabaseSync, onLeftOut: () => void): JudgedFilm[] {
  const seen = Map.groupBy(
    keptMarks(db, onLeftOut).filter(({ frame }) => frame === 0),
    ({ fingerprint }) => fingerprint,
  )
  const rows = db
    .prepare(
      `SELECT MIN(path) AS path, fingerprint, opinion, verdict FROM film LEFT JOIN review USING (fingerprint)
       WHERE fingerprint IS NOT NULL AND CASE WHEN json_valid(film.header) THEN film.header ->> '$.frames' END = 1 AND (review.frame = 0 OR review.frame IS NULL)
       GROUP BY fingerprint ORDER BY fingerprint`,
    )
    .all()
  return rows.flatMap((row): JudgedFilm[] => {
    const film = { path: String(row.path), fingerprint: String(row.fingerprint) }
    const readers = seen.get(film.fingerprint)
    if (readers) return bySight(readers).map((judged) => ({ ...film, ...judged }))
    const plain = row.verdict === 'fracture' || row.verdict === 'no-fracture'
    if (!plain || (row.opinion !== 'agree' && row.opinion !== 'disagree')) return []
    return [{ ...film, fractured: (row.opinion === 'agree') === (row.verdict === 'fracture') }]
  })
}

/** One judgement, or none. Marks of several readers all count. */
function bySight(readers: readonly KeptMarks[]): Pick<JudgedFilm, 'fractured' | 'marks'>[] {
  const answers = new Set(readers.map(({ answer }) => answer))
  const [answer] = answers
  if (answers.size > 1 || answer === 'unsure') return []
  if (answer === 'none') return [{ fractured: false, marks: [] }]
  const marks = readers.flatMap((reader) => reader.marks)
  return [{ fractured: true, ...(marks.length > 0 ? { marks } : {}) }]
}
