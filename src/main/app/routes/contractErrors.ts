import { AsyncIteratorClass, ORPCError } from '@orpc/server'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { errorTrace } from '#main/compute/index.ts'
import type { Log } from '../home/log.ts'

function problemOf(thrown: unknown, log: Log, method: string): Problem {
  if (thrown instanceof ORPCError && thrown.code === 'BAD_REQUEST')
    return toProblem(new ProblemError('request-not-understood'))
  const problem = toProblem(thrown)
  if (problem.code === 'internal') log.unexpected(errorTrace(thrown), { method })
  else log.event('request-failed', { method, code: problem.code })
  return problem
}

/**
 * The contract's one error, whatever was thrown: a foreseen problem as it is, everything else logged and 'internal'.
 */
export function contractError(thrown: unknown, log: Log, method: string): ORPCError<'PROBLEM', Problem> {
  if (thrown instanceof ORPCError && thrown.code === 'PROBLEM') return thrown as ORPCError<'PROBLEM', Problem>
  const data = problemOf(thrown, log, method)
  return new ORPCError('PROBLEM', { message: data.message, data, defined: true })
}

/** The same for what is thrown while events are read. */
export function contractErrors<T>(
  events: AsyncGenerator<T, void>,
  log: Log,
  method: string,
): AsyncIteratorClass<T, void> {
  const next = async (): Promise<IteratorResult<T, void>> => {
    try {
      return await events.next()
    } catch (thrown) {
      throw contractError(thrown, log, method)
    }
  }
  // Not awaited: a generator that waits for its next event returns only after that event.
  return new AsyncIteratorClass(next, async () => void events.return())
}
