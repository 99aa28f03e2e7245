import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import { tryLock, type Release } from '#main/locks/index.ts'

/** Beside the run's folder, which may be deleted. */
export const runLock = (runs: string, runId: string): string => join(runs, `${runId}.lock`)

/** The one right to work on a run or to delete it. Throws `in-use`. */
export function lockRun(runs: string, runId: string): Release {
  const release = tryLock(runLock(runs, runId))
  if (!release) throw new ProblemError('run-under-way')
  return release
}
