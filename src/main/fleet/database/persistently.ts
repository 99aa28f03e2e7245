import { setTimeout as sleep } from 'node:timers/promises'
import { isOutage } from './databaseProblem.ts'

const firstPauseMs = 200
const longestPauseMs = 5_000
/** A server that restarts is back in seconds, one that is being mended in minutes. */
const usualPatienceMs = 15 * 60_000

export type Patience = { signal?: AbortSignal; patienceMs?: number }

/**
 * Does the work again for as long as the database does not answer; each time must come to the same, whether or not an
 * earlier time was committed. Rejects with anything else at once, and with the outage when it has lasted too long or
 * the signal is aborted.
 */
export async function persistently<T>(
  work: () => Promise<T>,
  { signal, patienceMs = usualPatienceMs }: Patience = {},
): Promise<T> {
  const since = performance.now()
  for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, 2 * pause)) {
    try {
      return await work()
    } catch (thrown) {
      if (!isOutage(thrown) || signal?.aborted || performance.now() - since > patienceMs) throw thrown
      await sleep(pause, undefined, { signal }).catch(() => undefined)
    }
  }
}
