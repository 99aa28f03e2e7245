import { describe, expect, it } from 'vitest'
import { withProgress } from '#shared/course.ts'
import type { JobProgress } from '#shared/job.ts'

const step = (done: number, stage = 'epochs'): JobProgress => ({ stage, done, total: 9, numbers: { total: done } })
const epoch = (done: number): JobProgress => ({ stage: 'epoch', done, total: 3, numbers: { trainLoss: done } })
const told = (...course: JobProgress[]) =>
  course.reduce<JobProgress[]>(withProgress, []).map(({ stage, done }) => `${stage} ${done}`)

describe('withProgress', () => {
  it('goes on', () => {
    expect(told(step(1), step(2), epoch(1), step(3))).toEqual(['epochs 1', 'epochs 2', 'epoch 1', 'epochs 3'])
  })

  it('drops what a resumed run does once more, and nothing else', () => {
    expect(told(step(8, 'heads'), step(1), step(2), epoch(1), step(3), step(4), step(3))).toEqual([
      'heads 8',
      'epochs 1',
      'epochs 2',
      'epoch 1',
      'epochs 3',
    ])
  })
})
