import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isLocked, tryLock, type Release } from '#main/locks/index.ts'

const extension = '.live'

/** This running program among those on the same data: it holds a lock as long as it has jobs, and so lives. */
export class Session {
  readonly id = randomUUID()
  readonly #folder: string
  #release: Release | undefined

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Throws what the file system says where the lock cannot be made. */
  begin(): void {
    this.#release ??= tryLock(this.#path(this.id))
  }

  end(): void {
    this.#release?.()
    this.#release = undefined
  }

  isAlive(id: string): boolean {
    return z.uuid().safeParse(id).success && isLocked(this.#path(id))
  }

  /** Removes what programs that were killed have left. */
  async clearDead(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (!name.endsWith(extension) || this.isAlive(name.slice(0, -extension.length))) continue
      try {
        tryLock(join(this.#folder, name))?.()
      } catch {
        continue
      }
    }
  }

  #path(id: string): string {
    return join(this.#folder, `${id}${extension}`)
  }
}
