/** Something costly that is made when it is first used, and disposed when it has not been used for a while. */
export class Leased<T extends { dispose(): Promise<void> }> {
  readonly #make: () => Promise<T>
  readonly #idleTimeout: number
  #made: Promise<T> | undefined
  #users = 0
  #timer: NodeJS.Timeout | undefined

  /** `idleTimeout`: milliseconds. */
  constructor(make: () => Promise<T>, idleTimeout: number) {
    this.#make = make
    this.#idleTimeout = idleTimeout
  }

  async use<R>(work: (made: T) => Promise<R>): Promise<R> {
    clearTimeout(this.#timer)
    this.#users += 1
    const made = (this.#made ??= this.#make())
    made.catch(() => {
      if (this.#made === made) this.#made = undefined
    })
    try {
      return await work(await made)
    } finally {
      this.#users -= 1
      if (this.#users === 0) this.#timer = setTimeout(() => void this.dispose(), this.#idleTimeout).unref()
    }
  }

  /** What uses it at the moment must have ended, or end by this. */
  async dispose(): Promise<void> {
    clearTimeout(this.#timer)
    const made = this.#made
    this.#made = undefined
    await (await made)?.dispose()
  }
}
