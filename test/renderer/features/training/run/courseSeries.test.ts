import { describe, expect, it } from 'vitest'
import type { JobProgress } from '#shared/job.ts'
import { expertUse, lastEpochs, lastSteps, series } from '#renderer/features/training/run/courseSeries.ts'

const step = (stage: string, done: number, numbers = {}): JobProgress => ({
  stage,
  done,
  total: 100,
  numbers: { total: done, ...numbers },
})
const epoch = (stage: string, done: number): JobProgress => ({
  stage,
  done,
  total: 3,
  numbers: { trainLoss: 1, validationLoss: done },
})

describe('the course of a training as it is drawn', () => {
  it('is that of the stage which learns last', () => {
    const course = [
      step('heads', 1),
      epoch('heads', 1),
      step('heads', 2),
      step('epochs', 1),
      step('epochs', 2),
      epoch('epoch', 1),
    ]
    expect(lastSteps(course).map(({ stage, done }) => [stage, done])).toEqual([
      ['epochs', 1],
      ['epochs', 2],
    ])
    expect(lastEpochs(course).map(({ stage }) => stage)).toEqual(['epoch'])
    expect([lastSteps([]), lastEpochs([])]).toEqual([[], []])
    // Heads that are trained on all films in the end have none to be checked on.
    expect(
      lastEpochs([epoch('folds', 2), { ...epoch('heads', 1), numbers: { trainLoss: 1, validationLoss: 1 } }]).map(
        ({ stage }) => stage,
      ),
    ).toEqual(['folds'])
  })

  it('has no more points than can be seen, each the mean of a stretch', () => {
    const course = Array.from({ length: 1000 }, (_, i) => step('epochs', i + 1))
    const points = series(course, 'total', 100)
    expect(points).toHaveLength(100)
    expect(points[0]).toEqual([10, 5.5])
    expect(points.at(-1)).toEqual([1000, 995.5])
    expect(series(course.slice(0, 3), 'total', 100)).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
    expect(series(course, 'unknown')).toEqual([])
  })

  it('tells of late how much each expert is used', () => {
    const course = [
      step('epochs', 1, { 'expert 1': 1, 'expert 2': 0 }),
      step('epochs', 2, { 'expert 1': 0.5, 'expert 2': 0.5 }),
    ]
    expect(expertUse(course)).toEqual([0.75, 0.25])
    expect(expertUse(course, 1)).toEqual([0.5, 0.5])
    expect(expertUse([step('epochs', 1)])).toEqual([])
  })
})
