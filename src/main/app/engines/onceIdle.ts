type Calls = Record<string, (...args: never[]) => Promise<unknown>>

/**
 * The same service, watched: `then` is called once, when for `quiet` milliseconds none of its calls has been under way.
 * The timer keeps no program from ending.
 */
export function onceIdle<S extends object>(service: S, quiet: number, then: () => void): { service: S; stop(): void } {
  let underWay = 0
  let over = false
  let timer: NodeJS.Timeout | undefined
  const wait = (): void => {
    if (over || underWay > 0) return
    timer = setTimeout(() => {
      over = true
      then()
    }, quiet).unref()
  }
  const watched = Object.entries(service as Calls).map(([name, call]) => [
    name,
    async (...args: never[]) => {
      clearTimeout(timer)
      underWay += 1
      try {
        return await call(...args)
      } finally {
        underWay -= 1
        wait()
      }
    },
  ])
  wait()
  const stop = (): void => {
    over = true
    clearTimeout(timer)
  }
  return { service: Object.fromEntries(watched) as S, stop }
}
