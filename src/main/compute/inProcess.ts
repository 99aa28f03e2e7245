import type { JobProgress } from '#shared/job.ts'
import type { Reader } from '#main/reading/reader.ts'
import type { FilmDecoder } from './filmDecoder.ts'
import { readFile, readFrame } from './readFile.ts'
import type { ComputeHost, ComputeService } from './service.ts'

/** Starts decoding threads: as many as leave room for others, or as many as there are cores. */
type NewPool = (threads: 'some' | 'all') => FilmDecoder

/**
 * The service as it is done inside the compute process. The engine and all that stands on it is native and slow to load, so each
 * part is loaded when it is first asked for.
 */
export function inProcessService(newPool: NewPool, host: ComputeHost): ComputeService & { dispose(): Promise<void> } {
  const decoder = newPool('some')
  let scanDecoder: FilmDecoder | undefined
  const jobs = new Map<string, AbortController>()
  let reader: Promise<Reader> | undefined

  const loadReader = async (): Promise<Reader> => new (await import('#main/reading/reader.ts')).Reader()

  return {
    header: (path) => decoder.header(path),
    film: (path, frame) => decoder.film(path, frame),
    read: async (request) => {
      reader ??= loadReader()
      return readFrame({ reader: await reader, decoder }, request)
    },
    readFile: async (request) => {
      reader ??= loadReader()
      // Threads of its own, as a training has them; they end when they have been idle.
      scanDecoder ??= newPool('all')
      return readFile({ reader: await reader, decoder: scanDecoder }, request)
    },
    train: async (request) => {
      const abort = new AbortController()
      // A pool of its own: a film that somebody looks at must not wait behind all films of a training.
      const pool = newPool('some')
      jobs.set(request.jobId, abort)
      try {
        const { train } = await import('#main/training/train.ts')
        const onProgress = (progress: JobProgress): void => host.progress(request.jobId, progress)
        await train(request, { decoder: pool, signal: abort.signal, onProgress })
      } finally {
        jobs.delete(request.jobId)
        await pool.close()
      }
    },
    cancel: async (jobId) => jobs.get(jobId)?.abort(),
    doctor: async () => (await import('#main/engines/doctor.ts')).doctor(),
    dispose: async () => {
      for (const abort of jobs.values()) abort.abort()
      await Promise.all([decoder.close(), scanDecoder?.close(), reader?.then((ready) => ready.dispose())])
    },
  }
}
