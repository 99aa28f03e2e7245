import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import { claimFolder } from './claimFolder.ts'
import { usualHome } from './usualHome.ts'

/** Folders of one user's data; all exist and are closed to other users. */
export type Home = {
  root: string
  /** One folder a model, and which of them is active. */
  models: string
  /** One folder a job. */
  runs: string
  /** What can be computed again: trunk features. */
  cache: string
  /** Files that a page handed over, one folder a session. */
  inbox: string
  /** One folder a scan. */
  scans: string
  /** Libraries that engines need and npm does not have. */
  runtimes: string
  logs: string
  /** Why nothing can be kept here, where that is so; folders may be missing then. */
  problem?: ProblemError
}

/** Errors of a place that may be read all the same. */
const problemOf: Partial<Record<string, 'keeping-disk-full' | 'keeping-read-only'>> = {
  ENOSPC: 'keeping-disk-full',
  EDQUOT: 'keeping-disk-full',
  EROFS: 'keeping-read-only',
  EACCES: 'keeping-read-only',
  EPERM: 'keeping-read-only',
}

/**
 * Makes what is missing, with mode 0700. Where the disk is full or the place can only be read, `problem` says so, and
 * what needs no writing goes on. Throws `ProblemError` 'not-readable' where there cannot be such a folder, and
 * 'wrong-use' where it holds something else: that is neither changed nor ever deleted.
 */
export function openHome(root: string = usualHome()): Home {
  const at = (name: string): string => join(root, name)
  const home: Home = {
    root,
    models: at('models'),
    runs: at('runs'),
    cache: at('cache'),
    inbox: at('inbox'),
    scans: at('scans'),
    runtimes: at('runtimes'),
    logs: at('logs'),
  }
  try {
    claimFolder(root)
    for (const folder of Object.values(home) as string[]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      chmodSync(folder, 0o700)
    }
    tryWriting(root)
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause
    const id = problemOf[(cause as NodeJS.ErrnoException).code ?? '']
    if (id === undefined) throw new ProblemError('home-not-writable', { cause })
    return { ...home, problem: new ProblemError(id, { cause }) }
  }
  return home
}

/** Nothing may be missing and nothing can be written: an empty file takes no room. */
function tryWriting(root: string): void {
  const path = join(root, `.writing-${randomUUID()}`)
  try {
    writeFileSync(path, Buffer.alloc(4096), { mode: 0o600, flag: 'wx' })
  } finally {
    rmSync(path, { force: true })
  }
}
