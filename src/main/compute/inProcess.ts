import type { JobProgress } from '#shared/job.ts'
import type { Reader } from '#main/reading/reader.ts'
import type { StudyDecoder } from '#main/study/service.ts'
import type { ComputeHost, ComputeService } from './service.ts'

/** A decoder that must be closed. */
type OwnedDecoder = StudyDecoder & { close(): Promise<void> }

/**
 * The service as it is done inside the compute process. The engine and all that stands on it is native and slow to load, so each
 * part is loaded when it is first asked for.
 */
export function inProcessService(newPool: () => OwnedDecoder, host: ComputeHost): ComputeService & { dispose(): Promise<void> } {
  const decoder = newPool()
  const jobs = new Map<string, AbortController>()
  let reader: Promise<Reader> | undefined

  const loadReader = async (): Promise<Reader> => new (await import('#main/reading/reader.ts')).Reader()

  return {
    header: (path) => decoder.header(path),
    film: (path, frame) => decoder.film(path, frame),
    read: async (request) => {
      const film = await decoder.film(request.path, request.frame)
      reader ??= loadReader()
      return (await reader).read(film, request)
    },
    trainHeads: async (request) => {
      const abort = new AbortController()
      // A pool of its own: a film that somebody looks at must not wait behind all films of a training.
      const pool = newPool()
      jobs.set(request.jobId, abort)
      try {
        const { trainHeads } = await import('#main/training/trainHeads.ts')
        const onProgress = (progress: JobProgress): void => host.progress(request.jobId, progress)
        await trainHeads(request, { decoder: pool, signal: abort.signal, onProgress })
      } finally {
        jobs.delete(request.jobId)
        await pool.close()
      }
    },
    cancel: async (jobId) => jobs.get(jobId)?.abort(),
    doctor: async () => (await import('#main/engines/doctor.ts')).doctor(),
    dispose: async () => {
      for (const abort of jobs.values()) abort.abort()
      await Promise.all([decoder.close(), reader?.then((ready) => ready.dispose())])
    },
  }
}
