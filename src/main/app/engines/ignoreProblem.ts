import { ProblemError } from '#shared/problem.ts'

/** For what may come to nothing; an error that nobody foresaw still counts. */
export function ignoreProblem(thrown: unknown): void {
  if (!(thrown instanceof ProblemError)) throw thrown
}
