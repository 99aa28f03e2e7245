import { existsSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { ProblemError } from '#shared/problem.ts'
import { migrate } from './migrations.ts'

/** What is deleted is overwritten; another program on the same data is waited for. */
const settings = 'PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;'

export function openMemory(): DatabaseSync {
  const db = new DatabaseSync(':memory:')
  migrate(db)
  return db
}

/**
 * Opens or makes the library. A damaged file is moved aside (`.damaged`), so that the program still starts. Throws
 * `not-readable`.
 */
export function openDatabase(file: string, onDamaged: () => void = () => undefined): DatabaseSync {
  try {
    return open(file)
  } catch (thrown) {
    if (thrown instanceof ProblemError) throw thrown
    if (!isDamage(thrown) || !existsSync(file)) {
      throw new ProblemError('library-not-openable', { cause: thrown })
    }
    renameSync(file, `${file}.damaged`)
    for (const rest of ['-wal', '-shm']) rmSync(file + rest, { force: true })
    onDamaged()
    return open(file)
  }
}

function open(file: string): DatabaseSync {
  const db = new DatabaseSync(file)
  try {
    db.exec(`${settings} PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;`)
    migrate(db)
    return db
  } catch (thrown) {
    db.close()
    throw thrown
  }
}

/** SQLITE_CORRUPT or SQLITE_NOTADB. */
function isDamage(thrown: unknown): boolean {
  const code = (thrown as { errcode?: number }).errcode
  return code === 11 || code === 26
}
