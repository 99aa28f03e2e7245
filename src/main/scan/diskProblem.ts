import { ProblemError } from '#shared/problem.ts'

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Why writing a report failed, from the error of the file system. What is no such error stays as it is. */
export function diskProblem(thrown: unknown): unknown {
  const { code } = thrown as NodeJS.ErrnoException
  if (thrown instanceof ProblemError || code === undefined) return thrown
  if (full.has(code)) {
    const message =
      'The disk of the report is full. What was read so far is kept: free some space, then resume the scan.'
    return new ProblemError('disk-full', message, { cause: thrown })
  }
  const message = 'The report cannot be written there; check that its folder exists and that you may write into it.'
  return new ProblemError('not-writable', message, { cause: thrown })
}
