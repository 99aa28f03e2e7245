import { ORPCError } from '@orpc/client'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { ConnectionLostError } from './connection.ts'

/** Why a call came to nothing: the program said so, or it could not be reached. */
export type Failure = { kind: 'problem' | 'connection'; problem: Problem }

/** Turns whatever a call threw into something to show. A call that a lost connection cut short ends as `connection`. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof ORPCError && thrown.defined && thrown.code === 'PROBLEM') {
    return { kind: 'problem', problem: toProblem(thrown.data) }
  }
  if (thrown instanceof ConnectionLostError || isCutShort(thrown)) {
    return { kind: 'connection', problem: toProblem(new ProblemError('connection-lost')) }
  }
  return { kind: 'problem', problem: toProblem(new ProblemError('unexpected')) }
}

function isCutShort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError'
}
