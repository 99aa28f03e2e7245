import { implement } from '@orpc/server'
import { contract } from '#shared/contract.ts'
import type { Audit } from '../audit/audit.ts'
import type { Log } from '../home/log.ts'
import { contractError, contractErrors } from './contractErrors.ts'

function isEvents(output: unknown): output is AsyncGenerator<unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output
}

/**
 * The contract, ready to be given handlers. What has succeeded is noted where it is worth it; whatever a handler or its events throw leaves as the contract's one error.
 */
export function implementer(log: Log, audit: Pick<Audit, 'call'>) {
  return implement(contract).use(async ({ next, path }, input: unknown) => {
    const method = path.join('.')
    try {
      const result = await next()
      await audit.call(method, input, result.output)
      return isEvents(result.output) ? { ...result, output: contractErrors(result.output, log, method) } : result
    } catch (thrown) {
      throw contractError(thrown, log, method)
    }
  })
}
export type Implementer = ReturnType<typeof implementer>
