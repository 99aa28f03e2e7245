import { shallowReactive } from 'vue'
import type { Job } from '#shared/job.ts'
import { useConnection } from '#renderer/base/connection/index.ts'

/** What is done with the news of a job. */
export type JobListener = {
  /** Before the first news; what is missed meanwhile is not lost. */
  begin?(): Promise<unknown>
  /** It has come on. */
  news?(job: Job): void
  /** It is over, well or not: what came of it can be looked at. */
  ended?(job: Job): Promise<unknown> | void
  /** The connection was lost first; the job goes on, and is found again with the next list. */
  lost?(): void
}

/** Jobs of the program as far as they have come, each followed once however often that is asked for. */
export function useJobs() {
  const { client } = useConnection()
  const jobs = shallowReactive(new Map<string, Job>())
  const followed = new Map<string, Promise<void>>()

  /** Keeps up with a job; resolves once it has ended and its listener has done what it does then, or is lost. */
  function follow(jobId: string, listener: JobListener = {}): Promise<void> {
    let following = followed.get(jobId)
    if (!following) {
      following = keepUp(jobId, listener)
      followed.set(jobId, following)
    }
    return following
  }

  async function keepUp(jobId: string, { begin, news, ended, lost }: JobListener) {
    let last: Job | undefined
    await begin?.()
    try {
      for await (const job of await client.jobs.watch({ jobId })) {
        jobs.set(jobId, job)
        news?.(job)
        last = job
      }
    } catch {
      last = undefined
    } finally {
      followed.delete(jobId)
    }
    if (last) await ended?.(last)
    else lost?.()
  }

  return { jobs, follow }
}
