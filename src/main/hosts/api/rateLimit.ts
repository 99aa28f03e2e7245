/** More than any service has callers; beyond it those that were quiet longest are forgotten. */
const mostNames = 10_000

/** What sums of parts of requests may be off by. */
const rounding = 1e-6

/** A bucket a name: it holds `perMinute` requests, and fills up evenly. */
export class RateLimit {
  readonly #perMinute: number
  readonly #now: () => number
  readonly #buckets = new Map<string, { left: number; at: number }>()

  constructor(perMinute: number, now: () => number = () => performance.now()) {
    this.#perMinute = perMinute
    this.#now = now
  }

  /** Takes one request of a name. Answers with the seconds until there is room for another, 0 where there was. */
  take(name: string): number {
    const left = this.#fill(name)
    const missing = 1 - left
    const wait = missing < rounding ? 0 : Math.ceil(missing * (60 / this.#perMinute) - rounding)
    this.#keep(name, wait === 0 ? left - 1 : left)
    return wait
  }

  #fill(name: string): number {
    const { left, at } = this.#buckets.get(name) ?? { left: this.#perMinute, at: this.#now() }
    return Math.min(this.#perMinute, left + ((this.#now() - at) / 60_000) * this.#perMinute)
  }

  #keep(name: string, left: number): void {
    this.#buckets.delete(name)
    this.#buckets.set(name, { left, at: this.#now() })
    if (this.#buckets.size > mostNames) this.#buckets.delete(this.#buckets.keys().next().value!)
  }
}
