import type { LibraryChange } from '#shared/library.ts'

/** Tells every window what one of them has changed. */
export class Changes {
  readonly #listeners = new Set<(change: LibraryChange) => void>()

  tell(change: LibraryChange): void {
    for (const listener of this.#listeners) listener(change)
  }

  /** Changes from this call on, until the signal. Who is slow is told once of what has changed several times. */
  watch(signal?: AbortSignal): AsyncGenerator<LibraryChange, void> {
    const waiting = new Map<string, LibraryChange>()
    let next = Promise.withResolvers<void>()
    const wake = (): void => next.resolve()
    const listener = (change: LibraryChange): void => {
      waiting.set(`${change.what} ${'filmId' in change ? change.filmId : ''}`, change)
      wake()
    }
    const leave = (): void => {
      this.#listeners.delete(listener)
      wake()
    }
    async function* events(): AsyncGenerator<LibraryChange, void> {
      try {
        while (!signal?.aborted) {
          const changes = [...waiting.values()]
          waiting.clear()
          yield* changes
          await next.promise
          next = Promise.withResolvers()
        }
      } finally {
        leave()
      }
    }
    if (!signal?.aborted) this.#listeners.add(listener)
    signal?.addEventListener('abort', leave, { once: true })
    return events()
  }
}
