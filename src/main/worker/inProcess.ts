import type { JobProgress } from '#shared/job.ts'
import { ProblemError, toProblem } from '#shared/problem.ts'
import type { Reader } from '#main/reading/reader.ts'
import { sessionThreadEntry, type ComputeListener, type ComputeService } from '#main/compute/index.ts'
import type { FilmDecoder } from '#main/reading/filmDecoder.ts'
import { Leased } from './leased.ts'
import { Previews } from './previews.ts'
import { readFile, readFrame } from './readFile.ts'
import { scanRuns } from './scanRuns.ts'

/** A scan's copies of the network are let go when nothing has been read with them for so long, milliseconds. */
const idleTimeout = 30_000

/**
 * Starts decoding threads: as many as leave room for others, or as many as there are cores. `lasting` ones outlast a
 * pause between two films.
 */
export type NewPool = (threads: 'some' | 'lasting' | 'all') => FilmDecoder

type JobContext = {
  decoder: FilmDecoder
  signal: AbortSignal
  onProgress(progress: JobProgress): void
  onTrouble(): void
}

/**
 * The service as it is done inside the compute process. The engine and all that stands on it is native and slow to
 * load, so each part is loaded when it is first asked for.
 */
export function inProcessService(
  newPool: NewPool,
  host: Pick<ComputeListener, 'progress' | 'trouble'>,
): ComputeService & { dispose(): Promise<void> } {
  const decoder = newPool('lasting')
  const previews = new Previews((path, frame) => decoder.film(path, frame))
  let scanDecoder: FilmDecoder | undefined
  let thumbnailDecoder: FilmDecoder | undefined
  const jobs = new Map<string, AbortController>()
  let reader: Promise<Reader> | undefined
  const scanReader = new Leased(async () => {
    const { Reader } = await import('#main/reading/reader.ts')
    return new Reader((engine) => ({ entry: sessionThreadEntry, ...scanRuns(engine) }))
  }, idleTimeout)

  const asJob = async <T>(
    jobId: string,
    threads: 'some' | 'all',
    work: (context: JobContext) => Promise<T>,
  ): Promise<T> => {
    const abort = new AbortController()
    // A pool of its own: a film that somebody looks at must not wait behind all films of a training.
    const pool = newPool(threads)
    jobs.set(jobId, abort)
    try {
      return await work({
        decoder: pool,
        signal: abort.signal,
        onProgress: (progress) => host.progress(jobId, progress),
        onTrouble: () => host.trouble?.(toProblem(new ProblemError('cache-not-kept'))),
      })
    } catch (thrown) {
      if (!abort.signal.aborted || thrown instanceof ProblemError) throw thrown
      throw new ProblemError('work-ended')
    } finally {
      jobs.delete(jobId)
      await pool.close()
    }
  }

  return {
    header: (path) => decoder.header(path),
    film: (path, frame) => previews.film(path, frame),
    preview: (path, frame, halvings) => previews.preview(path, frame, halvings),
    tags: (path) => decoder.tags(path),
    document: (path) => decoder.document(path),
    info: (path) => decoder.info(path),
    unpack: (path, directory) => decoder.unpack(path, directory),
    thumbnail: (path) => {
      // Threads of its own: a film that somebody looks at must not wait behind the pictures of a long worklist.
      thumbnailDecoder ??= newPool('some')
      return thumbnailDecoder.thumbnail(path)
    },
    read: async (request) => {
      reader ??= import('#main/reading/reader.ts').then(({ Reader }) => new Reader())
      return readFrame({ reader: await reader, decoder }, request)
    },
    readFile: async (request) => {
      // Threads of its own, as a training has them; they end when they have been idle.
      const pool = (scanDecoder ??= newPool('all'))
      return scanReader.use((reader) => readFile({ reader, decoder: pool }, request))
    },
    results: (request) => decoder.results(request),
    deidentify: (request) => decoder.deidentify(request),
    finishResults: async (work) => (await import('#main/results/index.ts')).finishResults(work),
    train: (request) =>
      asJob(request.jobId, 'some', async (context) => {
        const { train } = await import('#main/training/index.ts')
        await train(request, context)
      }),
    inspect: (request) =>
      asJob(request.jobId, 'all', async (context) => {
        const { inspectDataset } = await import('#main/dataset/index.ts')
        return inspectDataset(request, context)
      }),
    checkShortcuts: (request) =>
      asJob(request.jobId, 'all', async (context) => {
        const { checkShortcuts } = await import('#main/training/index.ts')
        return checkShortcuts(request, context)
      }),
    readMarks: async (paths) => (await import('#main/marks/index.ts')).readMarkFiles(paths),
    exportMarks: (request) =>
      asJob(request.jobId, 'some', async (context) => {
        const { exportMarks } = await import('#main/dataset/index.ts')
        return exportMarks(request, context)
      }),
    estimate: (request) =>
      asJob(request.jobId, 'some', async (context) => {
        const { estimateTraining } = await import('#main/training/index.ts')
        return estimateTraining(request, context)
      }),
    verifyCaches: async (directory) => (await import('#main/dataset/index.ts')).verifyCaches(directory),
    writeOnnx: async (model, file) => (await import('#main/model/index.ts')).writeOnnxModel(model.directory, file),
    writeTrunk: async (model, file) => (await import('#main/model/index.ts')).writeTrunk(model.directory, file),
    writeFitted: async (model, fit, directory) => {
      const { writeFitted } = await import('#main/model/index.ts')
      await writeFitted(model.directory, fit, directory)
    },
    unpackModel: async (...input) => (await import('#main/registry/index.ts')).unpackModel(...input),
    cancel: async (jobId) => jobs.get(jobId)?.abort(),
    doctor: async (names) => (await import('#main/engines/doctor.ts')).doctor(names),
    dispose: async () => {
      for (const abort of jobs.values()) abort.abort()
      previews.close()
      await Promise.all([
        decoder.close(),
        scanDecoder?.close(),
        thumbnailDecoder?.close(),
        reader?.then((ready) => ready.dispose()),
        scanReader.dispose(),
      ])
    },
  }
}
