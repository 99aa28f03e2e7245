import { randomUUID } from 'node:crypto'
import type { InspectionEvent, InspectionRequest } from '#shared/dataset.ts'
import type { JobProgress } from '#shared/job.ts'
import type { Inspected } from '#main/compute/index.ts'
import type { PictureShelf } from './pictureShelf.ts'
import { sourceOf } from './reviewedFilms.ts'
import type { Services } from '../services.ts'

type Needed = Pick<Services, 'compute' | 'progress' | 'home' | 'library'> & { pictures: PictureShelf }

/**
 * Progress while labelled films are looked at, then what was found. A slow reader misses progress, never the end. Ends
 * the work when the signal is aborted or nobody reads on.
 */
export async function* inspect(
  { compute, progress, home, library, pictures }: Needed,
  request: InspectionRequest,
  signal?: AbortSignal,
): AsyncGenerator<InspectionEvent, void> {
  const source = sourceOf(library, request)
  const jobId = randomUUID()
  let latest: JobProgress | undefined
  let outcome: Promise<Inspected> | undefined
  let changed = Promise.withResolvers<void>()
  const wake = (): void => changed.resolve()
  const stopListening = progress.listen(jobId, (now) => {
    latest = now
    wake()
  })
  const cancel = (): void => void compute.cancel(jobId).catch(() => undefined)
  signal?.addEventListener('abort', cancel, { once: true })
  let ended = false
  const work = compute.inspect({ ...request, ...source, jobId, cacheDirectory: home.cache })
  // Awaited below, or left alone when nobody reads on.
  work
    .catch(() => undefined)
    .finally(() => {
      ended = true
      outcome = work
      wake()
    })
  try {
    if (signal?.aborted) cancel()
    while (!outcome) {
      await changed.promise
      changed = Promise.withResolvers<void>()
      if (latest) yield { type: 'progress', progress: latest }
      latest = undefined
    }
    const { inspection, sheet, variations } = await outcome
    const keep = (bytes: Uint8Array<ArrayBuffer>): string => pictures.keep(new Blob([bytes], { type: 'image/png' }))
    yield {
      type: 'inspected',
      inspection,
      ...(sheet ? { sheetId: keep(sheet) } : {}),
      ...(variations ? { variationsId: keep(variations) } : {}),
    }
  } finally {
    stopListening()
    signal?.removeEventListener('abort', cancel)
    if (!ended) cancel()
  }
}
