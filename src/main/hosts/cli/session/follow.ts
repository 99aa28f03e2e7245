import { isDeepStrictEqual } from 'node:util'
import type { Job, JobProgress } from '#shared/job.ts'
import type { Output } from '../print/output.ts'
import type { Client } from './session.ts'

/** Tells of a job until it has ended. */
export async function follow(
  client: Client,
  jobId: string,
  output: Output,
  progressText: (progress: JobProgress) => string,
): Promise<Job> {
  let last: Job | undefined
  for await (const job of await client.jobs.watch({ jobId })) {
    const changed = job.progress && !isDeepStrictEqual(job.progress, last?.progress)
    last = job
    if (!job.progress || !changed) continue
    output.record({ event: 'progress', jobId, ...job.progress })
    output.progress(progressText(job.progress))
  }
  if (!last) throw new Error('A watched job said nothing.')
  return last
}
