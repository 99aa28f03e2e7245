const firstMs = 500
const longestMs = 15_000

/** Milliseconds to wait before the given attempt (from 0) to reconnect: doubles from half a second up to fifteen. */
export function backoffMs(attempt: number): number {
  return Math.min(longestMs, firstMs * 2 ** attempt)
}
