import type { Schedule } from './schedule.ts'

const looksPerLimit = 8
const longestPauseMs = 5_000

/** What the work got so far; 'not begun' before it can do anything, undefined where nobody knows. */
type Got = () => Schedule | 'not begun' | undefined

/**
 * Calls `onLate` when work has had `limitMs` in which it could go on. What does not count: time in which this process or
 * the one that works was stopped, and, where the system tells, time in which others had the cores. Work that hangs is
 * given up all the same: waiting for something other than a core counts, and so does being busy. Returns what calls
 * it off.
 */
export function deadline(limitMs: number, onLate: () => void, got: Got = () => undefined): () => void {
  const everyMs = Math.min(longestPauseMs, limitMs / looksPerLimit)
  let looked = performance.now()
  let passedMs = 0
  let first: Schedule | undefined
  const timer = setInterval(() => {
    const now = performance.now()
    // A look that comes much too late: this process did not run itself.
    const sinceMs = Math.min(now - looked, 2 * everyMs)
    looked = now
    const so = got()
    if (so === 'not begun' || so?.isStopped) return
    passedMs += sinceMs
    first ??= so
    if (passedMs * shareOf(first, so, passedMs) < limitMs) return
    clearInterval(timer)
    onLate()
  }, everyMs)
  return () => clearInterval(timer)
}

/** The share of the time in which the work could go on. */
function shareOf(first: Schedule | undefined, now: Schedule | undefined, passedMs: number): number {
  if (!first || !now) return 1
  const ran = now.ran - first.ran
  const waited = now.waited - first.waited
  if (waited <= 0) return 1
  // Of one thread both are the same, unless it slept; several threads can wait for longer than the time that passed.
  return Math.max(ran / (ran + waited), 1 - waited / 1e6 / passedMs)
}
