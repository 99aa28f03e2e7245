import type { JobProgress } from '#shared/job.ts'
import type { Reader } from '#main/reading/reader.ts'
import type { StudyDecoder } from '#main/study/service.ts'
import type { ComputeHost, ComputeService } from './service.ts'

/**
 * The service as it is done inside the compute process. The engine and all that stands on it is native and slow to load, so each
 * part is loaded when it is first asked for.
 */
export function inProcessService(decoder: StudyDecoder, host: ComputeHost): ComputeService & { dispose(): Promise<void> } {
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
      const { trainHeads } = await import('#main/training/trainHeads.ts')
      const abort = new AbortController()
      jobs.set(request.jobId, abort)
      try {
        const onProgress = (progress: JobProgress): void => host.progress(request.jobId, progress)
        await trainHeads(request, { decoder, signal: abort.signal, onProgress })
      } finally {
        jobs.delete(request.jobId)
      }
    },
    cancel: async (jobId) => jobs.get(jobId)?.abort(),
    doctor: async () => (await import('#main/engines/doctor.ts')).doctor(),
    dispose: async () => {
      for (const abort of jobs.values()) abort.abort()
      await (await reader)?.dispose()
    },
  }
}
