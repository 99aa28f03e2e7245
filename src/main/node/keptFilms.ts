import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Queue, type QueuedFilm } from './queue.ts'
import { Store } from './store.ts'

/** How long a film stays whose results are sent. */
const stayMs = 7 * 24 * 60 * 60_000

/** Whether somebody uses a file, which then stays. */
export type IsInUse = (path: string) => boolean

/** Films that stay when their results are sent, so that people can look at them. */
export class KeptFilms {
  readonly #queue: Queue
  readonly #store: Store
  readonly #isInUse: IsInUse

  constructor(queue: Queue, store: Store, isInUse: IsInUse = () => false) {
    this.#queue = queue
    this.#store = store
    this.#isInUse = isInUse
  }

  /** Oldest first. */
  list(): { path: string; sopInstanceUid: string }[] {
    return this.#queue.kept().map(({ id, sopInstanceUid }) => ({ path: this.#store.filmOf(id), sopInstanceUid }))
  }

  /** Removes the oldest until all that is here takes so many bytes at most, or no more can go. */
  async makeRoom(mostBytes: number): Promise<void> {
    for (const film of this.#queue.kept()) {
      if (this.#queue.bytes() <= mostBytes) return
      await this.#drop(film)
    }
  }

  /** Removes those that have stayed long enough. */
  async forgetOld(): Promise<void> {
    for (const film of this.#queue.kept()) if (film.changedAt < Date.now() - stayMs) await this.#drop(film)
  }

  async forgetAll(): Promise<void> {
    for (const film of this.#queue.kept()) await this.#drop(film)
  }

  async #drop({ id }: QueuedFilm): Promise<void> {
    if (this.#isInUse(this.#store.filmOf(id))) return
    await this.#store.dropFilm(id)
    this.#queue.dropped(id)
  }
}

/**
 * Looks into the folder of a node, whether one runs on it or not; undefined where there never was one. Throws
 * 'node-queue-damaged'.
 */
export async function lookInto<T>(
  folder: string,
  look: (queue: Queue, kept: KeptFilms) => T | Promise<T>,
  isInUse?: IsInUse,
): Promise<T | undefined> {
  if (!existsSync(join(folder, 'queue.sqlite'))) return undefined
  const queue = new Queue(folder)
  try {
    return await look(queue, new KeptFilms(queue, new Store(folder), isInUse))
  } finally {
    queue.close()
  }
}
