import { resolve } from 'node:path'
import type { Job } from '#shared/job.ts'
import type { RuntimeRequest } from '#shared/runtime.ts'
import type { JobStore } from '#main/jobs/index.ts'
import { installRuntime, removeRuntime } from '#main/runtimes/index.ts'
import type { Engines } from './engines.ts'
import type { Home } from '../home/home.ts'

export type RuntimesServices = {
  home: Home
  jobs: JobStore
  engines: Engines
  /** Lets the compute process go, which has loaded libraries or not found them; the next call starts another. */
  renewCompute(): void
}

/** Starts the job that installs a runtime. A path to a Python is taken from the current folder. */
export function startInstall(
  { home, jobs, engines, renewCompute }: RuntimesServices,
  request: RuntimeRequest,
): Promise<Job> {
  const fromPython = request.fromPython === undefined ? {} : { fromPython: resolve(request.fromPython) }
  return jobs.start('runtime', async ({ signal, progress }) => {
    await installRuntime(home.runtimes, { ...request, ...fromPython }, { signal, progress })
    renewCompute()
    progress({ stage: 'examine', done: 0, total: 1, numbers: {} })
    await engines.renew()
    return undefined
  })
}

export async function remove({ home, engines, renewCompute }: RuntimesServices): Promise<void> {
  await removeRuntime(home.runtimes)
  renewCompute()
  await engines.renew()
}
