/**
 * Lets many pass together, or one alone: who wants to be alone waits until all others are out, and they wait for it.
 */
export class Turnstile {
  #inside = 0
  #empty: (() => void) | undefined
  /** Ends when nobody wants to be alone any more. */
  #alone: Promise<void> | undefined

  async together<T>(work: () => Promise<T>): Promise<T> {
    while (this.#alone) await this.#alone
    this.#inside += 1
    try {
      return await work()
    } finally {
      this.#inside -= 1
      if (this.#inside === 0) this.#empty?.()
    }
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#alone
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#alone = promise
    try {
      await before
      if (this.#inside > 0) await new Promise<void>((empty) => (this.#empty = empty))
      this.#empty = undefined
      return await work()
    } finally {
      if (this.#alone === promise) this.#alone = undefined
      resolve()
    }
  }
}
