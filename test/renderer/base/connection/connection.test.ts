import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backoffMs } from '#renderer/base/connection/backoff.ts'
import { ConnectionLostError, keepConnected, type ConnectionState } from '#renderer/base/connection/connection.ts'
import type { Transport } from '#renderer/base/connection/transport.ts'

type FakeTransport = Transport & { breakOff(): void; wasClosed: boolean }

function fakeTransport(answer: unknown): FakeTransport {
  let breakOff = () => {}
  const closed = new Promise<void>((resolve) => (breakOff = resolve))
  return {
    link: { call: () => Promise.resolve(answer) },
    closed,
    breakOff,
    wasClosed: false,
    close() {
      this.wasClosed = true
      breakOff()
    },
  }
}

const settle = () => vi.advanceTimersByTimeAsync(0)

describe('keepConnected', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('goes through connecting to connected, and calls go through', async () => {
    const states: ConnectionState['kind'][] = []
    const connection = keepConnected('browser', () => Promise.resolve(fakeTransport({ version: '1' })))
    expect(connection.state().kind).toBe('connecting')
    connection.onState((state) => states.push(state.kind))
    await settle()
    expect(states).toEqual(['connected'])
    await expect(connection.client.app.about()).resolves.toEqual({ version: '1' })
    connection.close()
  })

  it('tells a break, refuses calls meanwhile, and serves the same client again afterwards', async () => {
    const transports: FakeTransport[] = []
    const connection = keepConnected('browser', () => {
      const next = fakeTransport(transports.length)
      transports.push(next)
      return Promise.resolve(next)
    })
    await settle()
    const { client } = connection
    transports[0]!.breakOff()
    await settle()
    expect(connection.state()).toEqual({ kind: 'lost', retryAt: Date.now() + backoffMs(0) })
    await expect(client.studies.list()).rejects.toBeInstanceOf(ConnectionLostError)
    await vi.advanceTimersByTimeAsync(backoffMs(0))
    expect(connection.state().kind).toBe('connected')
    await expect(client.studies.list()).resolves.toBe(1)
    connection.close()
  })

  it('waits longer after each failure, but tries at once when asked to', async () => {
    const open = vi.fn(() => Promise.reject<Transport>(new Error('refused')))
    const connection = keepConnected('browser', open)
    await settle()
    await vi.advanceTimersByTimeAsync(backoffMs(0))
    expect(open).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(backoffMs(1) - 1)
    expect(open).toHaveBeenCalledTimes(2)
    connection.retryNow()
    await settle()
    expect(open).toHaveBeenCalledTimes(3)
    // The timer of the attempt that was asked for earlier must not add another.
    await vi.advanceTimersByTimeAsync(1)
    expect(open).toHaveBeenCalledTimes(3)
    connection.close()
  })

  it('opens nothing more once it is closed', async () => {
    const transport = fakeTransport(0)
    const open = vi.fn(() => Promise.resolve(transport))
    const connection = keepConnected('browser', open)
    await settle()
    connection.close()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(transport.wasClosed).toBe(true)
    expect(open).toHaveBeenCalledTimes(1)
  })
})

describe('backoffMs', () => {
  it('doubles up to a quarter of a minute', () => {
    expect([0, 1, 2, 4, 5, 30].map(backoffMs)).toEqual([500, 1000, 2000, 8000, 15_000, 15_000])
  })
})
