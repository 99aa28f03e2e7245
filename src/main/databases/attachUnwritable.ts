import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'

/**
 * Attaches a database that lies on a full or read-only disk to another one, as `kept`, to be read. Answers how to detach
 * it. Throws SQLite's error where it cannot be read.
 *
 * A database beside which a program that was killed has left a log (`-wal`) says less without it, and reading the log
 * needs a file of its own there: both are read as copies among the temporary files, if these take them.
 */
export function attachUnwritable(db: DatabaseSync, file: string): () => void {
  const copy = copyWithLog(file)
  const detach = (): void => {
    db.exec('DETACH kept')
    copy?.remove()
  }
  try {
    // Beside a database that is read as usual, SQLite writes files of its own.
    db.prepare('ATTACH ? AS kept').run(copy?.path ?? `${pathToFileURL(file).href}?immutable=1`)
    db.prepare('SELECT count(*) FROM kept.sqlite_master').get()
    return detach
  } catch (thrown) {
    copy?.remove()
    throw thrown
  }
}

/** Undefined where there is no log, or no room for copies. */
function copyWithLog(file: string): { path: string; remove(): void } | undefined {
  const log = `${file}-wal`
  if (!(statSync(log, { throwIfNoEntry: false })?.size ?? 0)) return undefined
  let folder: string | undefined
  const remove = (): void => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
  try {
    folder = mkdtempSync(join(tmpdir(), 'fractureguard-'))
    const path = join(folder, 'copy.sqlite')
    copyFileSync(file, path)
    copyFileSync(log, `${path}-wal`)
    return { path, remove }
  } catch {
    remove()
    return undefined
  }
}
