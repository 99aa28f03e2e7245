import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { ProblemError } from '#shared/problem.ts'
import { deadline, scheduleOfProcess } from '#main/deadlines/index.ts'
import { systemPath } from '#main/paths/index.ts'

/** A pipe without a writer would otherwise hold up who opens it, for good; Windows has no such flag. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** A network drive that stalls is given up, though not freed: nothing can take back what was asked of the system. */
const usualDeadlineMs = 60_000

type Options = { largest?: number; deadlineMs?: number }

/**
 * The bytes of a file that somebody named: of a regular file only, within a deadline. Throws `not-found`,
 * `not-readable`, `too-large` or `time-limit`.
 */
export function readRegularFile(path: string, options: Options = {}): Promise<Buffer> {
  return within(options.deadlineMs, async () => {
    const file = await openRegularFile(path)
    try {
      const { size } = await file.stat()
      if (options.largest !== undefined && size > options.largest) throw new ProblemError('named-file-too-large')
      return await file.readFile()
    } finally {
      await file.close()
    }
  })
}

/** For what opens a file itself: throws as {@link readRegularFile} does, and reads nothing. */
export function requireRegularFile(path: string, { deadlineMs }: Pick<Options, 'deadlineMs'> = {}): Promise<void> {
  return within(deadlineMs, async () => (await openRegularFile(path)).close())
}

/** A regular file to read from, never a pipe. Throws `not-found` or `not-readable`. */
export async function openRegularFile(path: string): Promise<FileHandle> {
  const file = await open(systemPath(path), readOnly).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') throw new ProblemError('path-of-file-missing', { cause })
    throw new ProblemError('path-not-readable', { cause })
  })
  const isFile = await file.stat().then(
    (found) => found.isFile(),
    () => false,
  )
  if (isFile) return file
  await file.close()
  throw new ProblemError('path-no-regular-file')
}

/** Throws `time-limit` where the work takes longer. */
export async function within<T>(deadlineMs = usualDeadlineMs, work: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const callOff = deadline(
    deadlineMs,
    () => late.reject(new ProblemError('drive-silent')),
    () => scheduleOfProcess('self'),
  )
  try {
    return await Promise.race([work(), late.promise])
  } finally {
    callOff()
  }
}
