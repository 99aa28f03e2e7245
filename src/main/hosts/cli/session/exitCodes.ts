import { ORPCError } from '@orpc/server'
import { problemSchema, toProblem, type Problem } from '#shared/problem.ts'

export const exitCodes = { well: 0, someFailed: 1, wrongUse: 2 } as const

/** What went wrong, from anything that a call of the router rejects with. */
export function problemFrom(thrown: unknown): Problem {
  const data = thrown instanceof ORPCError ? problemSchema.safeParse(thrown.data) : undefined
  return data?.success ? data.data : toProblem(thrown)
}

/** Exit code of a command that failed as a whole. */
export function exitCodeOf(problem: Problem): number {
  return problem.code === 'wrong-use' || problem.code === 'model-not-found' ? exitCodes.wrongUse : exitCodes.someFailed
}
