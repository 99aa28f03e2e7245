/**
 * Work as a stream of events: what it tells while it goes on, then its result. A slow reader misses progress, never the
 * result. The work is told to end when the reader has left or `signal` says so.
 */
export async function* eventsWhile<Told, Result>(
  work: (tell: (event: Told) => void, signal: AbortSignal) => Promise<Result>,
  signal?: AbortSignal,
): AsyncGenerator<Told | Result, void> {
  const abort = new AbortController()
  let latest: { event: Told } | undefined
  let told = Promise.withResolvers<void>()
  const tell = (event: Told): void => {
    latest = { event }
    told.resolve()
  }
  const done = work(tell, signal ? AbortSignal.any([signal, abort.signal]) : abort.signal)
  const over = done.then(
    () => true,
    () => true,
  )
  try {
    while (!(await Promise.race([over, told.promise.then(() => false)]))) {
      const now = latest
      latest = undefined
      told = Promise.withResolvers<void>()
      if (now) yield now.event
    }
    yield await done
  } finally {
    abort.abort()
    await over
  }
}
