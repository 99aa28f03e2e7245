import { createHash } from 'node:crypto'
import { closeSync, openSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

/** Gives a lock back. A second call does nothing. */
export type Release = () => void

/** Results of SQLite (sqlite.org/rescode.html): locked by another, a file system that knows no locks, no such file. */
const [busy, ioError, cannotOpen] = [5, 10, 14]

/** Connections that hold a lock: one that was collected as garbage would give it back. */
const holding = new Set<DatabaseSync>()

/**
 * Takes the lock at `path`, or answers undefined where another program, or another part of this one, has it. `waitMs`:
 * how long the thread waits for it.
 *
 * The lock is SQLite's exclusive one on an empty file: `fcntl` or `LockFileEx` underneath, which the system frees when
 * a process ends, however it ends. No clock and no process id is asked. Nothing else in this process may open the file:
 * closing it would give the lock back (POSIX `fcntl`). Throws what the file system says where the file cannot be made.
 */
export function tryLock(path: string, { waitMs = 0 }: { waitMs?: number } = {}): Release | undefined {
  const until = performance.now() + waitMs
  for (;;) {
    makeFile(path)
    const before = identityOf(path)
    let db: DatabaseSync | undefined
    try {
      db = new DatabaseSync(path, { timeout: Math.ceil(Math.max(0, until - performance.now())) })
      db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;')
    } catch (thrown) {
      db?.close()
      const result = resultOf(thrown)
      // Windows opens no file that another program is about to remove.
      if (result === busy || (result === cannotOpen && process.platform === 'win32')) return undefined
      if (result !== ioError || path.startsWith(tmpdir())) throw thrown
      // Some network drives know no locks: then at least no other program of this machine.
      return withMark(path, tryLock(beside(path), { waitMs }))
    }
    // Who had it before may have removed the file while this one waited at it.
    if (before !== undefined && before === identityOf(path)) return releaseOf(path, db)
    db.close()
  }
}

/** The same, without holding the thread. Undefined where the lock was not free within the time. */
export async function lockWithin(path: string, milliseconds: number): Promise<Release | undefined> {
  const until = performance.now() + milliseconds
  for (;;) {
    const release = tryLock(path)
    if (release || performance.now() >= until) return release
    await sleep(5 + Math.random() * 20)
  }
}

/** Whether somebody has the lock, without taking it. */
export function isLocked(path: string): boolean {
  if (identityOf(path) === undefined) return false
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(path, { readOnly: true, timeout: 0 })
    // Two that ask at once share their lock and do not see each other.
    db.exec('BEGIN; SELECT count(*) FROM sqlite_master; ROLLBACK;')
    return false
  } catch (thrown) {
    const result = resultOf(thrown)
    return result === busy || (result === ioError && !path.startsWith(tmpdir()) && isLocked(beside(path)))
  } finally {
    db?.close()
  }
}

function releaseOf(path: string, db: DatabaseSync): Release {
  holding.add(db)
  return () => {
    if (!holding.delete(db)) return
    // Removed while it is held: afterwards it may be another's. Windows removes no open file.
    if (process.platform !== 'win32') tryRemoving(path)
    db.close()
    if (process.platform === 'win32') tryRemoving(path)
  }
}

/** The file that could not be locked stays as long as the lock in its stead is held, so that it is seen. */
function withMark(path: string, release: Release | undefined): Release | undefined {
  return (
    release &&
    (() => {
      tryRemoving(path)
      release()
    })
  )
}

/** Where it is open, or the disk fails, it stays: a file that nobody holds is in nobody's way. */
function tryRemoving(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    return
  }
}

/** Made here for its mode, and for an error that says why. Never opens one that is there: see {@link tryLock}. */
function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
  }
}

/** Tells a file from one that was made later in its place, which may have its number again. */
function identityOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found && `${found.dev} ${found.ino} ${found.birthtimeNs}`
}

function beside(path: string): string {
  const hash = createHash('sha256').update(resolve(path)).digest('hex').slice(0, 32)
  return join(tmpdir(), `fractureguard-${hash}.lock`)
}

function resultOf(thrown: unknown): number | undefined {
  const { errcode } = thrown as { errcode?: number }
  return errcode === undefined ? undefined : errcode & 0xff
}
