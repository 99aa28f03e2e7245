import { resolve } from 'node:path'
import type { Job } from '#shared/job.ts'
import type { RuntimeRequest } from '#shared/runtime.ts'
import type { JobStore } from '#main/jobs/index.ts'
import { installRuntime, removeRuntime } from '#main/runtimes/index.ts'
import type { Audit } from '../audit/audit.ts'
import type { Engines } from './engines.ts'
import type { Home } from '../home/home.ts'

export type RuntimesServices = {
  audit: Pick<Audit, 'note'>
  home: Home
  jobs: JobStore
  engines: Engines
  /** Lets the compute process go, which has loaded libraries or not found them; the next call starts another. */
  renewCompute(): void
}

/** Starts the job that installs a runtime. A path to a Python is taken from the current folder. */
export function startInstall(
  { audit, home, jobs, engines, renewCompute }: RuntimesServices,
  request: RuntimeRequest,
): Promise<Job> {
  const fromPython = request.fromPython === undefined ? {} : { fromPython: resolve(request.fromPython) }
  return jobs.start('runtime', async ({ signal, progress }) => {
    await installRuntime(home.runtimes, { ...request, ...fromPython }, { signal, progress })
    audit.note({ action: 'runtime-installed', words: [request.name] })
    renewCompute()
    progress({ stage: 'examine', done: 0, total: 1, numbers: {} })
    await engines.renew()
    return undefined
  })
}

export async function remove({ home, engines, renewCompute }: Omit<RuntimesServices, 'audit'>): Promise<void> {
  await removeRuntime(home.runtimes)
  renewCompute()
  await engines.renew()
}
