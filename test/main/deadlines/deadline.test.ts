import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deadline, type Schedule } from '#main/deadlines/index.ts'

const limitMs = 8_000
/** How much passes from look to look. */
const everyMs = 1_000

describe('deadline', () => {
  let now = 0
  beforeEach(() => {
    now = 0
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    vi.spyOn(performance, 'now').mockImplementation(() => now)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  const pass = (milliseconds: number): void => {
    now += milliseconds
    vi.advanceTimersByTime(everyMs)
  }
  /** Looks until it is late, at most so many. */
  function looksUntilLate(got: (look: number) => Schedule | 'not begun' | undefined, most = 1000): number {
    let look = 0
    let isLate = false
    const callOff = deadline(
      limitMs,
      () => (isLate = true),
      () => got(look),
    )
    while (!isLate && look < most) {
      look += 1
      pass(everyMs)
    }
    callOff()
    return look
  }
  const each = (ran: number, waited: number) => (look: number) => ({
    ran: look * ran * 1e6,
    waited: look * waited * 1e6,
  })

  it('comes after its time where nobody knows what the work got', () => {
    expect(looksUntilLate(() => undefined)).toBe(8)
  })

  it('comes after its time for work that is busy, and for work that waits for something else', () => {
    expect(looksUntilLate(each(1000, 0))).toBe(8)
    expect(looksUntilLate(each(0, 0))).toBe(8)
    // A hundredth on a core, a hundredth waiting for one, and otherwise asleep.
    expect(looksUntilLate(each(10, 10))).toBeLessThanOrEqual(9)
  })

  it('does not count time in which others had the cores, be it one thread that waits or several', () => {
    expect(looksUntilLate(each(100, 900))).toBeGreaterThan(70)
    expect(looksUntilLate(each(200, 3800))).toBeGreaterThan(140)
    expect(looksUntilLate(each(0, 1000))).toBe(1000)
  })

  it('counts from when the work began, and not while it is stopped', () => {
    expect(looksUntilLate((look) => (look <= 20 ? 'not begun' : { ran: 0, waited: 0 }))).toBe(28)
    expect(looksUntilLate((look) => ({ ran: 0, waited: 0, isStopped: look > 3 && look <= 60 }))).toBe(65)
  })

  it('does not count time in which nobody could look', () => {
    let isLate = false
    const callOff = deadline(limitMs, () => (isLate = true))
    for (let look = 0; look < 3; look++) {
      pass(3_600_000)
      expect(isLate).toBe(false)
    }
    for (let look = 0; look < 2; look++) pass(everyMs)
    expect(isLate).toBe(true)
    callOff()
  })

  it('comes once, and never when it was called off', () => {
    let times = 0
    deadline(limitMs, () => (times += 1))
    deadline(limitMs, () => (times += 100))()
    for (let look = 0; look < 30; look++) pass(everyMs)
    expect(times).toBe(1)
  })
})
