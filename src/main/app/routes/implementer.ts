import { implement } from '@orpc/server'
import { contract } from '#shared/contract/index.ts'
import type { Audit } from '../audit/audit.ts'
import { pathsNamed } from '../folders/pathsNamed.ts'
import type { Roots } from '../folders/roots.ts'
import type { Log } from '../home/log.ts'
import { contractError, contractErrors } from './contractErrors.ts'

function isEvents(output: unknown): output is AsyncGenerator<unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output
}

/** What is told of work that goes on is noted before it is told: who hears the last of it may not ask for more. */
async function* eachNoted(
  events: AsyncGenerator<unknown, void>,
  note: (event: unknown) => Promise<void>,
): AsyncGenerator<unknown, void> {
  for await (const event of events) {
    await note(event)
    yield event
  }
}

type Means = { log: Log; audit: Pick<Audit, 'call'>; roots: Pick<Roots, 'admit'> }

/**
 * The contract, ready to be given handlers. Paths outside the roots reach none; what has succeeded is noted where it is
 * worth it; whatever a handler or its events throw leaves as the contract's one error.
 */
export function implementer({ log, audit, roots }: Means) {
  return implement(contract).use(async ({ next, path }, input: unknown) => {
    const method = path.join('.')
    try {
      for (const path of pathsNamed(method, input)) await roots.admit(path)
      const result = await next()
      const { output } = result
      if (isEvents(output)) {
        const told = eachNoted(output, (event) => audit.call(method, input, event))
        return { ...result, output: contractErrors(told, log, method) }
      }
      await audit.call(method, input, output)
      return result
    } catch (thrown) {
      throw contractError(thrown, log, method)
    }
  })
}
export type Implementer = ReturnType<typeof implementer>
