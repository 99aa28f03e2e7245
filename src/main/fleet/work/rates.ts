const windowMs = 30_000

/** How many films of each scan a worker has read in a second, of late. */
export class Rates {
  #events: { at: number; scanId: number; films: number }[] = []
  readonly #since = performance.now()

  add(scanId: number, films: number): void {
    this.#events.push({ at: performance.now(), scanId, films })
  }

  now(): Record<string, number> {
    const now = performance.now()
    this.#events = this.#events.filter(({ at }) => now - at <= windowMs)
    const seconds = Math.max(1, Math.min(windowMs, now - this.#since) / 1000)
    const rates: Record<string, number> = {}
    for (const { scanId, films } of this.#events) rates[scanId] = (rates[scanId] ?? 0) + films / seconds
    return rates
  }
}
