import { createRouterClient, type RouterClient } from '@orpc/server'
import { leave, onStrayErrors, tooManyErrors, type StrayError } from '#main/compute/index.ts'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { createApplication, type Application, type AppRouter, type HostName } from '#main/app/index.ts'
import { exitCodeOf, exitCodes, problemFrom } from './exitCodes.ts'
import type { Output } from '../print/output.ts'

export type Client = RouterClient<AppRouter, Record<never, never>>

/** What a command is given; `signal` is aborted when the user wants an end. */
export type Session = { application: Application; client: Client; output: Output; signal: AbortSignal }

/** Signals that end the program, with the exit codes that shells expect. */
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** What a command does; resolves with its exit code. */
type Work = (session: Session) => Promise<number>

/**
 * Runs a command with an application around it and resolves with the exit code once the application is gone. A command
 * that `leaves` ends by itself when its signal is aborted; a second signal does not wait for it.
 */
export async function withApplication(
  host: HostName,
  output: Output,
  command: Work,
  { leaves = false, roots }: { leaves?: boolean; roots?: readonly string[] } = {},
): Promise<number> {
  const abort = new AbortController()
  const interrupted = Promise.withResolvers<number>()
  let mustExit = false
  const end = (code: number): void => {
    const isHurried = !leaves || abort.signal.aborted
    abort.abort()
    if (!isHurried) return
    mustExit = true
    interrupted.resolve(code)
  }
  for (const [signal, code] of Object.entries(signals)) process.on(signal, () => end(code))
  endWithParent(() => end(1))
  let note: Application['unexpected'] | undefined
  const isTooMuch = host === 'cli' ? ({ kind }: StrayError) => kind === 'exception' : tooManyErrors()
  const stopListening = onStrayErrors((error) => {
    note?.(error.trace)
    output.problem(toProblem(new ProblemError('unexpected')))
    if (isTooMuch(error)) end(exitCodes.someFailed)
  })

  try {
    const application = await createApplication({ host, ...(roots ? { roots } : {}) })
    note = application.unexpected
    try {
      const client: Client = createRouterClient(application.router)
      const code = await Promise.race([
        command({ application, client, output, signal: abort.signal }),
        interrupted.promise,
      ])
      // Standard output is the command's result; what could not be kept is said beside it, once.
      if (!abort.signal.aborted) for (const { message } of (await client.app.about()).troubles) output.aside(message)
      return code
    } finally {
      await application.stop()
    }
  } catch (thrown) {
    const problem = problemFrom(thrown)
    output.problem(problem)
    return exitCodeOf(problem)
  } finally {
    // What the command was doing may still be waiting for an answer that will not come.
    if (mustExit) await leave(await interrupted.promise)
    stopListening()
  }
}

/** Under an older Node this process is the child of another one, which tells by a channel when it is gone. */
function endWithParent(end: () => void): void {
  if (!process.channel) return
  process.once('disconnect', end)
  process.channel.unref()
}
