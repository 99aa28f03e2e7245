import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Job, JobProgress } from '#shared/job.ts'
import type { TrainingRun } from '#shared/training.ts'
import { problemError, useFakeConnection } from '../../../support/fakeConnection.ts'
import { ConnectionLostError } from '#renderer/base/connection/connection.ts'
import { useTrainingStore } from '#renderer/features/training/state/training.ts'

const job = (state: Job['state'], progress?: JobProgress): Job => ({
  jobId: 'j',
  runId: 'r',
  kind: 'training',
  state,
  createdAt: '2026-01-01T00:00:00Z',
  ...(progress ? { progress } : {}),
})
const run = (state: TrainingRun['state'], changes: Partial<TrainingRun> = {}): TrainingRun => ({
  runId: 'r',
  name: 'Wrists',
  folder: '/films',
  createdAt: '2026-01-01T00:00:00Z',
  state,
  canResume: false,
  job: job(state === 'running' ? 'running' : 'succeeded'),
  settings: { mode: 'full', preset: 'default', seed: 42, classWeights: 'none' },
  ...changes,
})
const step = (done: number, numbers: Record<string, number> = { total: done }): JobProgress => ({
  stage: 'epochs',
  done,
  total: 10,
  numbers,
})

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the training store', () => {
  it('follows a run that is under way from its course so far to its end, and tells of the end once', async () => {
    const states = [[run('running')], [run('finished', { modelId: 'wrists' })]]
    async function* watch() {
      yield job('running', step(3))
      yield job('running', step(4))
      yield job('succeeded', step(4, {}))
    }
    useFakeConnection({
      training: { runs: async () => states.shift() ?? [], course: async () => [step(1), step(2), step(3)] },
      jobs: { watch: async () => watch() },
    })
    const training = useTrainingStore()
    await training.load()
    await vi.waitFor(() => expect(training.ended?.state).toBe('finished'))
    await vi.advanceTimersByTimeAsync(300)
    expect(training.courses.get('r')!.map(({ done }) => done)).toEqual([1, 2, 3, 4])
    expect(training.active).toBeUndefined()
    // The page came to it by itself.
    expect(training.selected?.runId).toBe('r')
  })

  it('says how long a stage still takes once that can be said', async () => {
    const wait = Promise.withResolvers<void>()
    async function* watch() {
      yield job('running', { stage: 'features', done: 10, total: 50, numbers: {} })
      await vi.advanceTimersByTimeAsync(4000)
      yield job('running', { stage: 'features', done: 20, total: 50, numbers: {} })
      await wait.promise
    }
    useFakeConnection({
      training: { runs: async () => [run('running')], course: async () => [] },
      jobs: { watch: async () => watch() },
    })
    const training = useTrainingStore()
    expect(training.secondsLeft(run('running'))).toBeUndefined()
    await training.load()
    await vi.waitFor(() => expect(training.secondsLeft(training.runs[0])).toBeCloseTo(12, 1))
    wait.resolve()
  })

  it('comes to a run that it starts, and keeps why one could not be started', async () => {
    const problem = { code: 'model-invalid' as const, message: 'It is broken.' }
    const start = vi
      .fn<() => Promise<Job>>()
      .mockRejectedValueOnce(problemError(problem))
      .mockResolvedValue(job('succeeded'))
    useFakeConnection({ training: { start, runs: async () => [run('finished')] } })
    const training = useTrainingStore()
    const request = { folder: '/films', mode: 'heads' as const }
    await training.start(request)
    expect([training.place, training.failure?.problem]).toEqual(['start', problem])
    await training.start(request)
    expect(training.selected?.name).toBe('Wrists')
    expect(training.failure).toBeUndefined()
  })

  it('forgets a course that a lost connection cut short, so that it is loaded whole again', async () => {
    async function* watch() {
      yield job('running', step(5))
      throw new ConnectionLostError()
    }
    const course = vi.fn(async () => [step(1)])
    useFakeConnection({
      training: { runs: async () => [run('running')], course },
      jobs: { watch: async () => watch() },
    })
    const training = useTrainingStore()
    await training.load()
    await vi.advanceTimersByTimeAsync(300)
    expect(training.courses.has('r')).toBe(false)
    await training.load()
    expect(course).toHaveBeenCalledTimes(2)
  })

  it('leaves the page of a run that is deleted', async () => {
    const discard = vi.fn(async () => undefined)
    useFakeConnection({ training: { runs: async () => [run('paused')], discard } })
    const training = useTrainingStore()
    await training.load()
    training.place = { runId: 'r' }
    await training.discard(training.runs[0])
    expect(discard).toHaveBeenCalledWith({ runId: 'r' })
    expect(training.place).toBe('start')
  })
})
