import { isEpoch } from '#shared/course.ts'
import type { JobProgress } from '#shared/job.ts'

type Point = readonly [number, number]

/** The steps of the stage that learns last, with x from 0 to 1 over the stage: earlier ones only led there. */
export function lastSteps(course: readonly JobProgress[]): JobProgress[] {
  const steps = course.filter((progress) => !isEpoch(progress) && 'total' in progress.numbers)
  const stage = steps.at(-1)?.stage
  return steps.filter((progress) => progress.stage === stage)
}

/** Epochs of the last stage that had films to be checked on; one without them says the same loss twice. */
export function lastEpochs(course: readonly JobProgress[]): JobProgress[] {
  const all = course.filter(isEpoch)
  const checked = all.filter(
    ({ numbers }) => numbers.validationLoss !== undefined && numbers.validationLoss !== numbers.trainLoss,
  )
  const epochs = checked.length > 0 ? checked : all
  const stage = epochs.at(-1)?.stage
  return epochs.filter((progress) => progress.stage === stage)
}

/**
 * The value of one number over the course, as means of equal stretches: what is drawn has as many points as a plot can
 * show.
 */
export function series(course: readonly JobProgress[], name: string, most = 160): Point[] {
  const points = course.flatMap(({ done, numbers }): Point[] =>
    numbers[name] === undefined ? [] : [[done, numbers[name]]],
  )
  const every = Math.ceil(points.length / most)
  if (every <= 1) return points
  return Array.from({ length: Math.ceil(points.length / every) }, (_, i): Point => {
    const stretch = points.slice(i * every, (i + 1) * every)
    return [stretch.at(-1)![0], stretch.reduce((sum, point) => sum + point[1], 0) / stretch.length]
  })
}

/** How much each expert was used of late, over the last steps; empty where nothing is known. */
export function expertUse(course: readonly JobProgress[], recent = 20): number[] {
  const steps = course.filter(({ numbers }) => 'expert 1' in numbers).slice(-recent)
  if (steps.length === 0) return []
  const experts = Object.keys(steps[0]!.numbers).filter((name) => name.startsWith('expert ')).length
  return Array.from(
    { length: experts },
    (_, i) => steps.reduce((sum, { numbers }) => sum + (numbers[`expert ${i + 1}`] ?? 0), 0) / steps.length,
  )
}
