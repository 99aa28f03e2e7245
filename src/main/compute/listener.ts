import type { JobProgress } from '#shared/job.ts'
import type { Problem } from '#shared/problem.ts'
import type { ErrorTrace } from './errorTrace.ts'

/** What the compute process says unasked. */
export interface ComputeListener {
  progress(jobId: string, progress: JobProgress): void
  /** An error that nobody foresaw; its text stays where it was thrown. */
  unexpected(method: string, trace: ErrorTrace): void
  /** Something that only saves time could not be kept; the work goes on. */
  trouble?(problem: Problem): void
}
