import { describe, expect, it, vi } from 'vitest'
import { makeReading } from '../../../support/films.ts'
import { problemError, useFakeConnection } from '../../../support/fakeConnection.ts'
import { ConnectionLostError } from '#renderer/base/connection/connection.ts'
import { useReadingsStore } from '#renderer/features/reading/state/readings.ts'

function storeOf(read: (...input: never[]) => unknown) {
  useFakeConnection({ readings: { read } })
  return useReadingsStore()
}

describe('the readings store', () => {
  it('goes from idle through reading to done, frame by frame', async () => {
    const readings = storeOf(({ frame }: { frame: number }) => Promise.resolve(makeReading({ frame })))
    expect(readings.stateOf('a', 1).kind).toBe('idle')
    const reading = readings.read('a', 1)
    expect(readings.stateOf('a', 1).kind).toBe('reading')
    await reading
    expect(readings.stateOf('a', 1)).toEqual({ kind: 'done', reading: makeReading({ frame: 1 }) })
    expect(readings.stateOf('a', 0).kind).toBe('idle')
  })

  it('reads a frame once, however often it is looked at', async () => {
    const read = vi.fn(() => Promise.resolve(makeReading()))
    const readings = storeOf(read)
    await Promise.all([readings.ensure('a', 0), readings.ensure('a', 0), readings.read('a', 0)])
    await readings.ensure('a', 0)
    expect(read).toHaveBeenCalledTimes(1)
  })

  it('keeps a failure until somebody tries again', async () => {
    const problem = { code: 'compute-crashed' as const, message: 'It stopped.' }
    const read = vi
      .fn<() => Promise<unknown>>()
      .mockRejectedValueOnce(problemError(problem))
      .mockResolvedValue(makeReading())
    const readings = storeOf(read)
    await readings.ensure('a', 0)
    await readings.ensure('a', 0)
    expect(readings.stateOf('a', 0)).toEqual({ kind: 'failed', failure: { kind: 'problem', problem } })
    await readings.read('a', 0)
    expect(readings.stateOf('a', 0).kind).toBe('done')
  })

  it('tries again by itself what only the connection spoilt', async () => {
    const read = vi
      .fn<() => Promise<unknown>>()
      .mockRejectedValueOnce(new ConnectionLostError())
      .mockResolvedValue(makeReading())
    const readings = storeOf(read)
    await readings.ensure('a', 0)
    expect(readings.stateOf('a', 0).kind).toBe('failed')
    await readings.ensure('a', 0)
    expect(readings.stateOf('a', 0).kind).toBe('done')
  })

  it('drops the answer for a film that was closed meanwhile', async () => {
    const readings = storeOf(() => Promise.resolve(makeReading()))
    const reading = readings.read('a', 0)
    readings.forget(new Set(['a']))
    await reading
    expect(readings.stateOf('a', 0).kind).toBe('idle')
  })
})
