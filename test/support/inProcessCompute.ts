import type { ComputeChild, ComputeService, LaunchCompute } from '#main/compute/index.ts'
import { computeMethodNames, serveCompute } from '#main/compute/index.ts'
import { decodeMethods } from '#main/worker/decodeMethods.ts'
import { inProcessService } from '#main/worker/inProcess.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError } from '#shared/problem.ts'
import { fakeRead } from './fakeReadings.ts'
import { writeEmptyModel } from './emptyModel.ts'

/**
 * The compute process within this one, so that a test can make its steps fail too: real but for what costs seconds.
 * Readings are made up, and a training writes a model of a few bytes, unless `trains`. `before` is called before each call.
 */
export function inProcessCompute(before: (method: string) => void, { trains = false } = {}): LaunchCompute {
  return (): ComputeChild => {
    const { promise: exited, resolve } = Promise.withResolvers<void>()
    const listeners: { parent: ((message: unknown) => void)[]; child: ((message: unknown) => void)[] } = {
      parent: [],
      child: [],
    }
    const post = (to: 'parent' | 'child') => (message: unknown) => {
      const copy = structuredClone(message)
      setImmediate(() => listeners[to].forEach((listener) => listener(copy)))
    }
    const on = (at: 'parent' | 'child') => (listener: (message: unknown) => void) => void listeners[at].push(listener)
    serveCompute({ post: post('parent'), onMessage: on('child') }, (host) => {
      const decoder = { ...decodeMethods, close: async () => undefined }
      const cancelled = new Set<string>()
      const real = inProcessService(() => decoder, host)
      const service: ComputeService = {
        ...real,
        readFile: async ({ path }) => fakeRead(path.includes('Non') ? 0.1 : 0.9),
        train: async (work) => {
          if (trains) return real.train(work)
          const { jobId, modelId, outputDirectory } = work
          for (let epoch = 1; epoch <= 3; epoch++) {
            host.progress(jobId, { stage: 'epochs', done: epoch, total: 3, numbers: {} })
            await sleep(1)
            if (cancelled.has(jobId)) throw new ProblemError('work-ended')
          }
          await writeEmptyModel(outputDirectory, modelId)
        },
        cancel: async (jobId) => (cancelled.add(jobId), real.cancel(jobId)),
      }
      const guarded = computeMethodNames.map((method) => [
        method,
        async (...input: unknown[]) => {
          if (method !== 'cancel') before(method)
          return (service[method] as (...input: unknown[]) => Promise<unknown>)(...input)
        },
      ])
      return Object.fromEntries(guarded) as unknown as ComputeService
    })
    return { exited, post: post('child'), onMessage: on('parent'), end: resolve, kill: resolve }
  }
}
