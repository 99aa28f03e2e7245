import type { DatabaseSync } from 'node:sqlite'

/** All of it or nothing, and nobody writes in between. */
export function atOnce<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const made = work()
    db.exec('COMMIT')
    return made
  } catch (thrown) {
    // A full disk may have ended it already.
    if (db.isTransaction) db.exec('ROLLBACK')
    throw thrown
  }
}
