import { errorTrace, type ErrorTrace } from './errorTrace.ts'

/**
 * `exception`: thrown where nobody catches, after which what was under way there has stopped halfway. `rejection`: of a
 * promise that nobody waits for.
 */
export type StrayError = { kind: 'exception' | 'rejection'; trace: ErrorTrace }

/**
 * Tells of errors that reach no handler, which would otherwise end the process with their text, that may name a
 * patient, on standard error. Answers with how to stop that.
 */
export function onStrayErrors(tell: (error: StrayError) => void): () => void {
  const onException = (thrown: unknown): void => tell({ kind: 'exception', trace: errorTrace(thrown) })
  const onRejection = (thrown: unknown): void => tell({ kind: 'rejection', trace: errorTrace(thrown) })
  process.on('uncaughtException', onException)
  process.on('unhandledRejection', onRejection)
  return () => {
    process.off('uncaughtException', onException)
    process.off('unhandledRejection', onRejection)
  }
}

/** After so many in an hour a program that stays is not itself any more. */
const mostExceptions = 10
const hourMs = 3_600_000

/** Counts exceptions; true from the moment on at which a program had better end. */
export function tooManyErrors(now: () => number = () => performance.now()): (error: StrayError) => boolean {
  let times: number[] = []
  return ({ kind }) => {
    if (kind === 'exception') times = [...times.filter((time) => now() - time < hourMs), now()]
    return times.length >= mostExceptions
  }
}
