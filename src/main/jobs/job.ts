import { jobTransitions, type Job, type JobState } from '#shared/job.ts'

/** What may come with a change of state: the problem of a failed job, the result of a succeeded one. */
export type Outcome = Pick<Job, 'problem' | 'result'>

/** The job in its next state. Throws on a step that is not in the table, so that no job can end twice. */
export function advance(job: Job, state: JobState, now: string, outcome: Outcome = {}): Job {
  if (!jobTransitions[job.state].includes(state)) throw new RangeError(`A job cannot go from ${job.state} to ${state}.`)
  const ended = jobTransitions[state].length === 0
  return { ...job, ...outcome, state, ...(ended ? { endedAt: now } : {}) }
}
