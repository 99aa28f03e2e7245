import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { Estimate, EstimateRequest } from '#shared/training.ts'
import { sourceOf } from './reviewedFilms.ts'
import type { Services } from '../services.ts'

type Needed = Pick<Services, 'compute' | 'engines' | 'home' | 'library' | 'models'>

/** What a training would take here. Ends the measuring when the signal is aborted. */
export async function estimate(
  { compute, engines, home, library, models }: Needed,
  request: EstimateRequest,
  signal?: AbortSignal,
): Promise<Estimate> {
  const { folder: asked, films, from, ...settings } = request
  const { folder, reviewedFilms } = sourceOf(library, { folder: asked, reviewed: settings.reviewed })
  const jobId = randomUUID()
  const startFrom = await models.reference(from)
  const cancel = (): void => void compute.cancel(jobId).catch(() => undefined)
  signal?.throwIfAborted()
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    const work = {
      jobId,
      folder: resolve(folder),
      reviewedFilms,
      films,
      startFrom,
      settings,
      cacheDirectory: home.cache,
    }
    return await engines.use(undefined, (engine) => compute.estimate({ ...work, engine }))
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}
