import { z } from 'zod'
import { problemSchema } from './problem.ts'

export const jobStates = ['queued', 'running', 'cancelling', 'succeeded', 'failed', 'cancelled'] as const
export type JobState = (typeof jobStates)[number]

/** Which state may follow which. A job enters exactly one of the three states that nothing follows. */
export const jobTransitions: Record<JobState, readonly JobState[]> = {
  queued: ['running', 'cancelled'],
  running: ['cancelling', 'succeeded', 'failed'],
  cancelling: ['cancelled', 'succeeded', 'failed'],
  succeeded: [],
  failed: [],
  cancelled: [],
}

export function isTerminal(state: JobState): boolean {
  return jobTransitions[state].length === 0
}

export const jobProgressSchema = z.object({
  /** What is being done now, such as `features` or `epochs`. */
  stage: z.string(),
  done: z.number().nonnegative(),
  /** 0 when it is not known yet. */
  total: z.number().nonnegative(),
  /** Live numbers by name: loss, films/s, validation AUC, … */
  numbers: z.record(z.string(), z.number()),
})
export type JobProgress = z.infer<typeof jobProgressSchema>

export const jobSchema = z.object({
  jobId: z.string(),
  /** The training run that the job works on: the id of the job that began it. */
  runId: z.string(),
  kind: z.enum(['training', 'scanning', 'runtime']),
  state: z.enum(jobStates),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
  progress: jobProgressSchema.optional(),
  /** Only when failed. */
  problem: problemSchema.optional(),
  /** Only when succeeded: the model that a training made. */
  result: z.object({ modelId: z.string() }).optional(),
})
export type Job = z.infer<typeof jobSchema>
