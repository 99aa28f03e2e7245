/** Timers know no more than 2³¹ ms, and do not notice that a clock is set. */
const longestPauseMs = 60 * 60_000

/** Work that is done piece by piece, whenever there is some. */
export class Loop {
  readonly #step: () => Promise<number | undefined>
  readonly #onFailure: (thrown: unknown) => number
  #isStopped = false
  #wake: () => void = () => undefined
  #isWoken = false
  #running: Promise<void> | undefined

  /**
   * `step` does the next piece and answers when there may be another: milliseconds, or undefined for when it is woken.
   * `onFailure` answers when to go on where it could not.
   */
  constructor(step: () => Promise<number | undefined>, onFailure: (thrown: unknown) => number) {
    this.#step = step
    this.#onFailure = onFailure
  }

  start(): void {
    this.#running ??= this.#run()
  }

  wake(): void {
    this.#isWoken = true
    this.#wake()
  }

  /** Resolves when the piece at hand is done. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#wake()
    await this.#running
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      this.#isWoken = false
      await this.#pause(await this.#step().catch(this.#onFailure))
    }
  }

  async #pause(milliseconds: number | undefined): Promise<void> {
    if (this.#isStopped || this.#isWoken) return
    await new Promise<void>((resolve) => {
      const timer = milliseconds === undefined ? undefined : setTimeout(resolve, Math.min(milliseconds, longestPauseMs))
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
