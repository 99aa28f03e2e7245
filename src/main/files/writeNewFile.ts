import { randomUUID } from 'node:crypto'
import { access, link, rename, rm } from 'node:fs/promises'
import { ProblemError } from '#shared/problem.ts'

/**
 * Runs `write`, which writes the file at the path that it is given, beside the one that is wanted; that one appears when
 * it is whole. So a program that is killed leaves nothing in the way of the next try, and a file that somebody had there
 * is never touched. Throws `wrong-use`, `not-readable` or `disk-full`, and leaves nothing then.
 */
export async function writeNewFile(file: string, write: (path: string) => Promise<void>): Promise<void> {
  const beside = `${file}.${randomUUID().slice(0, 8)}.part`
  try {
    await requireNew(file)
    await write(beside)
    await putInPlace(beside, file)
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => undefined)
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new ProblemError('new-file-exists', { cause })
    if (cause instanceof ProblemError || code === undefined) throw cause
    throw notWritten(cause)
  }
}

/** Why a file that a person named could not be written. */
export function notWritten(cause: unknown): ProblemError {
  const { code } = cause as NodeJS.ErrnoException
  const isFull = code === 'ENOSPC' || code === 'EDQUOT'
  return new ProblemError(isFull ? 'new-file-disk-full' : 'new-file-not-writable', { cause })
}

async function putInPlace(beside: string, file: string): Promise<void> {
  try {
    // Unlike renaming it never takes the place of a file that came meanwhile.
    await link(beside, file)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') throw thrown
    // Memory sticks know no links.
    await requireNew(file)
    await rename(beside, file)
    return
  }
  await rm(beside, { force: true }).catch(() => undefined)
}

async function requireNew(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  )
  if (isThere) throw new ProblemError('new-file-exists')
}
