const everyMs = 20

/** Watches how much memory the process holds. Its owner stops it. */
export class PeakMemory {
  readonly atStart = process.memoryUsage.rss()
  #peak = this.atStart
  readonly #timer = setInterval(() => this.#look(), everyMs)

  #look(): void {
    this.#peak = Math.max(this.#peak, process.memoryUsage.rss())
  }

  /** Bytes that were held at most beyond those at the start. */
  growth(): number {
    this.#look()
    return this.#peak - this.atStart
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
