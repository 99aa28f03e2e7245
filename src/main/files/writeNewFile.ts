import { rm } from 'node:fs/promises'
import { ProblemError } from '#shared/problem.ts'

/**
 * Runs `write`, which must open the file with the flag `wx`, and removes what it leaves when it fails: a file that
 * somebody had there is never touched. (No rename or link from beside: memory sticks know no links.) Throws
 * `wrong-use`, `not-readable` or `disk-full`.
 */
export async function writeNewFile(file: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new ProblemError('new-file-exists', { cause })
    await rm(file, { force: true }).catch(() => undefined)
    if (code === 'ENOSPC') throw new ProblemError('new-file-disk-full', { cause })
    if (cause instanceof ProblemError || code === undefined) throw cause
    throw new ProblemError('new-file-not-writable', { cause })
  }
}
