import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Leased } from '#main/worker/leased.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function leased() {
  const counts = { made: 0, disposed: 0 }
  const make = async () => ({ number: ++counts.made, dispose: async () => void counts.disposed++ })
  return { counts, lease: new Leased(make, 1000) }
}

it('makes a thing when it is first used, keeps it while it is used, and lets it go after a while', async () => {
  const { counts, lease } = leased()
  expect(await lease.use(async ({ number }) => number)).toBe(1)
  await vi.advanceTimersByTimeAsync(900)
  const held = Promise.withResolvers<void>()
  const using = lease.use(() => held.promise)
  await lease.use(async ({ number }) => expect(number).toBe(1))
  await vi.advanceTimersByTimeAsync(5000)
  expect(counts).toEqual({ made: 1, disposed: 0 })
  held.resolve()
  await using
  await vi.advanceTimersByTimeAsync(1000)
  expect(counts).toEqual({ made: 1, disposed: 1 })
  expect(await lease.use(async ({ number }) => number)).toBe(2)
  await lease.dispose()
  await vi.advanceTimersByTimeAsync(5000)
  expect(counts).toEqual({ made: 2, disposed: 2 })
})

it('disposes nothing that was never used, and makes again what could not be made', async () => {
  const { counts, lease } = leased()
  await lease.dispose()
  expect(counts).toEqual({ made: 0, disposed: 0 })
  let works = false
  const fickle = new Leased(async () => {
    if (!works) throw new Error('Not yet.')
    return { dispose: async () => undefined }
  }, 1000)
  await expect(fickle.use(async () => 1)).rejects.toThrow('Not yet.')
  works = true
  expect(await fickle.use(async () => 1)).toBe(1)
})
