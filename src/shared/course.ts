import type { JobProgress } from './job.ts'

/** Whether a training tells of a whole epoch, and not of a step. */
export function isEpoch({ numbers }: JobProgress): boolean {
  return 'trainLoss' in numbers
}

/**
 * The course of a training, longer by what it tells now. A stage that is gone on with, or done once more, takes the
 * place of what was told of it from there on. Changes the course that it is given.
 */
export function withProgress(course: JobProgress[], progress: JobProgress): JobProgress[] {
  const like = (one: JobProgress): boolean => one.stage === progress.stage && isEpoch(one) === isEpoch(progress)
  const before = course.findLast(like)
  const kept =
    before && before.done >= progress.done ? course.filter((one) => !like(one) || one.done < progress.done) : course
  kept.push(progress)
  return kept
}
