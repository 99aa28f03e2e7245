import { ProblemError } from '#shared/problem.ts'
import { openHome, type Home } from '#main/app/index.ts'
import { Connections } from '#main/pacs/index.ts'
import { createOutput, type Output } from '../print/output.ts'
import { exitCodeOf, exitCodes, problemFrom } from './exitCodes.ts'
import { noted } from './noted.ts'

/** Into the audit log: what was done with a connection. */
export type Note = (action: 'connection-added' | 'connection-removed' | 'study-fetched' | 'objects-sent', words: string[], count?: number) => void // prettier-ignore

/**
 * Works with the connections that somebody added. Resolves with the exit code that the work says, or that of its
 * problem, which is told.
 */
export async function withConnections(
  json: boolean | undefined,
  work: (all: Connections, output: Output, note: Note, signal: AbortSignal, home: Home) => Promise<number | void>,
): Promise<number> {
  const output = createOutput(json ?? false)
  const ending = new AbortController()
  const end = (): void => ending.abort(new ProblemError('work-ended'))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
  try {
    const home = openHome()
    const note: Note = (action, words, count) =>
      noted(home, output, { action, words, ...(count === undefined ? {} : { count }) })
    return (await work(new Connections(home.root), output, note, ending.signal, home)) ?? exitCodes.well
  } catch (thrown) {
    const problem = problemFrom(thrown)
    output.problem(problem)
    return exitCodeOf(problem)
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end)
  }
}
