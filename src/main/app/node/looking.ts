/** What people wait for: a film that is shown or read for them. Work that nobody waits for begins when it has ended. */
export class Looking {
  #going = 0
  #waiting: (() => void)[] = []

  /** Does what somebody waits for. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#going += 1
    try {
      return await work()
    } finally {
      this.#going -= 1
      if (this.#going === 0) for (const goOn of this.#waiting.splice(0)) goOn()
    }
  }

  /** Resolves as soon as nobody waits. */
  async ends(): Promise<void> {
    while (this.#going > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }
}
