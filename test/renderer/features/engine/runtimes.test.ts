// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Job } from '#shared/job.ts'
import { events, useFakeConnection } from '../../support/fakeConnection.ts'
import { useRuntimesStore } from '#renderer/features/engine/runtimes.ts'

const job = (state: Job['state'], more: Partial<Job> = {}): Job => ({
  jobId: 'j',
  runId: 'j',
  kind: 'runtime',
  state,
  createdAt: '2026-01-01T00:00:00.000Z',
  ...more,
})
const tensorflow = { name: 'tensorflow', version: '2.21.0', gpu: false, from: 'packages', bytes: 1 }
const list = vi.fn()
const jobs = vi.fn()
const watch = vi.fn()
const doctor = vi.fn()
const remove = vi.fn()

beforeEach(() => {
  for (const call of [list, jobs, watch, doctor, remove]) call.mockReset().mockResolvedValue([])
  useFakeConnection({
    runtimes: { list, install: () => Promise.resolve(job('queued')), remove },
    jobs: { list: jobs, watch },
    engines: { doctor },
  })
})

describe('runtimes', () => {
  it('are followed while they are installed; then the engines are looked at again', async () => {
    const runtimes = useRuntimesStore()
    watch.mockResolvedValue(events(job('running'), job('succeeded')))
    list.mockResolvedValue([tensorflow])
    await runtimes.install({ name: 'tensorflow', gpu: false })
    await flushPromises()
    expect(runtimes.states).toEqual([tensorflow])
    expect([runtimes.running, runtimes.failure]).toEqual([undefined, undefined])
    expect(doctor).toHaveBeenCalledOnce()
  })

  it('say why they could not be installed', async () => {
    const runtimes = useRuntimesStore()
    const problem = { code: 'disk-full' as const, message: 'TensorFlow needs 1.2 GB of space.' }
    watch.mockResolvedValue(events(job('running'), job('failed', { problem })))
    await runtimes.install({ name: 'tensorflow', gpu: false })
    await flushPromises()
    expect(runtimes.failure?.problem).toEqual(problem)
    expect(doctor).not.toHaveBeenCalled()
    watch.mockResolvedValue(events(job('succeeded')))
    await runtimes.retry()
    await flushPromises()
    expect(runtimes.failure).toBeUndefined()
    expect(doctor).toHaveBeenCalledOnce()
  })

  it('are found again while they are being installed', async () => {
    const runtimes = useRuntimesStore()
    jobs.mockResolvedValue([job('running'), job('running', { jobId: 'other', kind: 'scanning' })])
    watch.mockReturnValue(new Promise(() => undefined))
    await runtimes.load()
    expect(runtimes.running?.jobId).toBe('j')
    await runtimes.load()
    expect(watch).toHaveBeenCalledOnce()
  })

  it('are gone once they are removed', async () => {
    const runtimes = useRuntimesStore()
    list.mockResolvedValueOnce([tensorflow])
    await runtimes.load()
    await runtimes.remove('tensorflow')
    expect(remove.mock.calls).toEqual([[{ name: 'tensorflow' }]])
    expect([runtimes.states, runtimes.removing]).toEqual([[], false])
    expect(doctor).toHaveBeenCalledOnce()
  })
})
