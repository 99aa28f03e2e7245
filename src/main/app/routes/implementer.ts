import { implement } from '@orpc/server'
import { contract } from '#shared/contract.ts'
import type { Audit } from '../audit/audit.ts'
import { pathsNamed } from '../folders/pathsNamed.ts'
import type { Roots } from '../folders/roots.ts'
import type { Log } from '../home/log.ts'
import { contractError, contractErrors } from './contractErrors.ts'

function isEvents(output: unknown): output is AsyncGenerator<unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output
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
      await audit.call(method, input, result.output)
      return isEvents(result.output) ? { ...result, output: contractErrors(result.output, log, method) } : result
    } catch (thrown) {
      throw contractError(thrown, log, method)
    }
  })
}
export type Implementer = ReturnType<typeof implementer>
