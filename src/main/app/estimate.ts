import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { Estimate, EstimateRequest } from '#shared/training.ts'
import type { Services } from './services.ts'

type Parts = Pick<Services, 'compute' | 'home' | 'models' | 'engine'>

/** What a training would take here. Ends the measuring when the signal is aborted. */
export async function estimate({ compute, home, models, engine }: Parts, request: EstimateRequest, signal?: AbortSignal): Promise<Estimate> {
  const { folder, films, from, ...settings } = request
  const jobId = randomUUID()
  const startFrom = await models.reference(from)
  const cancel = (): void => void compute.cancel(jobId).catch(() => undefined)
  signal?.throwIfAborted()
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    return await compute.estimate({ jobId, folder: resolve(folder), films, startFrom, settings, engine, cacheDirectory: home.cache })
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}
