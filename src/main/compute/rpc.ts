import { createBirpc } from 'birpc'
import { ProblemError, fromProblem, problemSchema, toProblem } from '#shared/problem.ts'
import type { Channel } from './channel.ts'
import { errorTrace } from './errorTrace.ts'
import type { ComputeListener } from './listener.ts'
import { computeMethodNames, type ComputeMethod, type ComputeService } from './methods.ts'

const eventNames: (keyof ComputeListener)[] = ['progress', 'unexpected', 'trouble']

// Time limits are the supervisor's business: it can also end the process.
const timeout = -1

/** The calling end. Failed calls reject with a `ProblemError`. */
export function callCompute(channel: Channel, listener: ComputeListener): ComputeService {
  const rpc = createBirpc<ComputeService, Required<ComputeListener>>(
    { trouble: () => undefined, ...listener },
    {
      post: channel.post,
      on: channel.onMessage,
      bind: 'functions',
      timeout,
    },
  )
  const call =
    (method: ComputeMethod) =>
    async (...args: unknown[]) => {
      try {
        return await rpc.$callRaw({ method, args })
      } catch (thrown) {
        const problem = problemSchema.safeParse(thrown)
        throw problem.success ? fromProblem(problem.data) : thrown
      }
    }
  return Object.fromEntries(computeMethodNames.map((method) => [method, call(method)])) as unknown as ComputeService
}

/**
 * The serving end. An error object loses its class and code on the way, so what is thrown travels as a plain problem;
 * the place where an unforeseen error arose is told apart.
 */
export function serveCompute(channel: Channel, makeService: (host: Required<ComputeListener>) => ComputeService): void {
  const host: Required<ComputeListener> = {
    progress: (jobId, progress) => void rpc.progress(jobId, progress),
    unexpected: (method, trace) => void rpc.unexpected(method, trace),
    trouble: (problem) => void rpc.trouble(problem),
  }
  const service = makeService(host)
  const guard =
    (method: ComputeMethod) =>
    async (...args: unknown[]) => {
      try {
        return await (service[method] as (...args: unknown[]) => Promise<unknown>).apply(service, args)
      } catch (thrown) {
        if (!(thrown instanceof ProblemError)) host.unexpected(method, errorTrace(thrown))
        throw toProblem(thrown)
      }
    }
  const functions = Object.fromEntries(
    computeMethodNames.map((method) => [method, guard(method)]),
  ) as unknown as ComputeService
  const rpc = createBirpc<Required<ComputeListener>, ComputeService>(functions, {
    post: channel.post,
    on: channel.onMessage,
    bind: 'functions',
    timeout,
    eventNames,
  })
}
