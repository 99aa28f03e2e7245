import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import { tryLock, type Release } from '#main/locks/index.ts'

/** The one right to install or remove runtimes. Throws `in-use`, or why there cannot be a lock. */
export function lockRuntimes(runtimes: string): Release {
  let release: Release | undefined
  try {
    release = tryLock(join(runtimes, 'runtimes.lock'))
  } catch (thrown) {
    throw diskProblem(thrown)
  }
  if (!release) throw new ProblemError('installation-under-way')
  return release
}

/** What a disk that cannot be written makes of an installation; what is something else stays as it is. */
export function diskProblem(thrown: unknown): unknown {
  const { code } = thrown as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new ProblemError('installation-disk-full', { cause: thrown })
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new ProblemError('installation-not-writable', { cause: thrown })
  }
  return thrown
}
