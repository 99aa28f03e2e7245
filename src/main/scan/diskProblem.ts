import { ProblemError } from '#shared/problem.ts'

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Why writing a report failed, from the error of the file system. What is no such error stays as it is. */
export function diskProblem(thrown: unknown): unknown {
  const { code } = thrown as NodeJS.ErrnoException
  if (thrown instanceof ProblemError || code === undefined) return thrown
  const id = full.has(code) ? 'scan-report-disk-full' : 'scan-report-not-writable'
  return new ProblemError(id, { cause: thrown })
}
