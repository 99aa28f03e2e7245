import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Loop } from '#main/node/loop.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('looks again after an hour, however long it is told to wait: a longer wait than timers know would be none', async () => {
  let steps = 0
  const loop = new Loop(
    async () => (steps++, 2 ** 31),
    () => 0,
  )
  loop.start()
  await vi.advanceTimersByTimeAsync(60 * 60_000 - 1)
  expect(steps).toBe(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(steps).toBe(2)
  await loop.stop()
})
