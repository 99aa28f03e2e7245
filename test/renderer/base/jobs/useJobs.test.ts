import { describe, expect, it, vi } from 'vitest'
import type { Job } from '#shared/job.ts'
import { ConnectionLostError } from '#renderer/base/connection/connection.ts'
import { useJobs } from '#renderer/base/jobs/useJobs.ts'
import { events, useFakeConnection } from '../../support/fakeConnection.ts'

const job = (state: Job['state']): Job => ({
  jobId: 'j',
  runId: 'r',
  kind: 'scanning',
  state,
  createdAt: '2026-01-01T00:00:00Z',
})

describe('jobs', () => {
  it('are followed once, from before their first news to after their end', async () => {
    const watch = vi.fn(async () => events(job('running'), job('succeeded')))
    useFakeConnection({ jobs: { watch } })
    const { jobs, follow } = useJobs()
    const told: string[] = []
    const listener = {
      begin: async () => void told.push('begin'),
      news: ({ state }: Job) => void told.push(state),
      ended: async ({ state }: Job) => void told.push(`ended ${state}, ${jobs.get('j')?.state}`),
      lost: () => void told.push('lost'),
    }
    await Promise.all([follow('j', listener), follow('j', listener)])
    expect(told).toEqual(['begin', 'running', 'succeeded', 'ended succeeded, succeeded'])
    expect(watch).toHaveBeenCalledOnce()
    await follow('j', listener)
    expect(watch).toHaveBeenCalledTimes(2)
  })

  it('are not over when the connection is', async () => {
    async function* watch() {
      yield job('running')
      throw new ConnectionLostError()
    }
    useFakeConnection({ jobs: { watch: async () => watch() } })
    const { jobs, follow } = useJobs()
    const [ended, lost] = [vi.fn(), vi.fn()]
    await follow('j', { ended, lost })
    expect([ended.mock.calls.length, lost.mock.calls.length, jobs.get('j')?.state]).toEqual([0, 1, 'running'])
  })
})
