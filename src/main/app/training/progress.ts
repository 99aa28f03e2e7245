import type { JobProgress } from '#shared/job.ts'

export type ProgressListener = (progress: JobProgress) => void

/** Hands the compute process's progress to whoever waits for that job. */
export class Progress {
  readonly #listeners = new Map<string, ProgressListener>()

  /** Answers with the function that stops listening. */
  listen(jobId: string, listener: ProgressListener): () => void {
    this.#listeners.set(jobId, listener)
    return () => void this.#listeners.delete(jobId)
  }

  tell(jobId: string, progress: JobProgress): void {
    this.#listeners.get(jobId)?.(progress)
  }
}
