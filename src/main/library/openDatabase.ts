import { existsSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { diskProblem, ProblemError } from '#shared/problem.ts'
import { attachUnwritable, openOwned } from '#main/databases/index.ts'
import { migrate } from './migrations.ts'

/** What is deleted is overwritten; another program on the same data is waited for. */
const settings = 'PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;'

export function openMemory(): DatabaseSync {
  const db = new DatabaseSync(':memory:')
  migrate(db)
  return db
}

/** What a library says that can only be read, in memory; what is new there goes with the program. */
export function openCopy(file: string): DatabaseSync {
  const db = openMemory()
  try {
    const detach = attachUnwritable(db, file)
    try {
      // An older program had fewer tables and columns.
      const shared = db.prepare(
        `SELECT name FROM pragma_table_info(?1, 'main') JOIN pragma_table_info(?1, 'kept') USING (name)`,
      )
      for (const table of Object.keys(tables)) {
        const columns = shared
          .all(table)
          .map(({ name }) => String(name))
          .join(', ')
        if (columns) db.exec(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM kept.${table}`)
      }
    } finally {
      detach()
    }
    return db
  } catch {
    db.close()
    return openMemory()
  }
}

export type OpenedDatabase = {
  db: DatabaseSync
  /** What a damaged library was renamed to, in the same folder; a new one was begun then. */
  setAside?: string
}

/** What names of damaged libraries begin with. */
export const setAsideName = (file: string): string => `${basename(file)}.damaged`

/**
 * Opens or makes the library. A damaged file, or one that is no library, is set aside with what belongs to it, never
 * written over, so that the program still starts. Throws `not-readable`, `disk-full` or `read-only`.
 */
export function openDatabase(file: string): OpenedDatabase {
  try {
    return { db: open(file) }
  } catch (thrown) {
    if (thrown instanceof ProblemError) throw thrown
    const disk = diskProblem(thrown)
    if (disk) throw disk
    if (!isDamage(thrown) || !existsSync(file)) {
      throw new ProblemError('library-not-openable', { cause: thrown })
    }
    const setAside = `${setAsideName(file)}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
    for (const rest of ['', '-wal', '-shm'])
      if (existsSync(file + rest)) renameSync(file + rest, join(dirname(file), setAside + rest))
    return { db: open(file), setAside }
  }
}

function open(file: string): DatabaseSync {
  const db = openOwned(file)
  try {
    db.exec(settings)
    const [{ user_version: version }] = db.prepare('PRAGMA user_version').all() as [{ user_version: number }]
    // Nothing is added to a database that is none of ours.
    if (version > 0) for (const columns of Object.values(firstTables)) db.prepare(columns)
    migrate(db)
    if (!isWhole(db)) makeIndexesAgain(db)
    for (const columns of Object.values(tables)) db.prepare(columns)
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;')
    return db
  } catch (thrown) {
    db.close()
    throw thrown
  }
}

class DamagedError extends Error {}

/** Indexes too, which SQLite's quick check leaves out: the first film that is written would fail by one that is damaged. */
const isWhole = (db: DatabaseSync): boolean => db.prepare('PRAGMA integrity_check(1)').get()?.integrity_check === 'ok'

/** They hold nothing that the rows do not. Where that is not all, the file stays as it is. */
function makeIndexesAgain(db: DatabaseSync): void {
  try {
    db.exec('BEGIN; REINDEX;')
    if (!isWhole(db)) throw new DamagedError()
    db.exec('COMMIT')
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw diskProblem(cause) ?? new DamagedError('', { cause })
  }
}

/** What the program asks of each table, so that a database of other tables is noticed when it is opened. */
const firstTables = {
  film: 'SELECT path, name, header, fingerprint, opened_at FROM film',
  reading: 'SELECT fingerprint, frame, model_id, verdict, probability, read_at FROM reading',
  review: 'SELECT fingerprint, frame, opinion, model_id, verdict, probability, reviewed_at FROM review',
  annotations: 'SELECT fingerprint, body, changed_at FROM annotations',
}
const tables = {
  ...firstTables,
  film: 'SELECT path, name, header, version, fingerprint, opened_at, film_id FROM film',
  marks: 'SELECT fingerprint, frame, reader, version, answer, body, changed_at, reading FROM marks',
  note: 'SELECT fingerprint, frame, is_key, body, changed_at FROM note',
}

/** SQLITE_ERROR (no such table), SQLITE_CORRUPT or SQLITE_NOTADB. */
function isDamage(thrown: unknown): boolean {
  const code = (thrown as { errcode?: number }).errcode
  return thrown instanceof DamagedError || code === 1 || code === 11 || code === 26
}
