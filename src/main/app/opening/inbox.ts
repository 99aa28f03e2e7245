import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { z } from 'zod'
import { tryLock, type Release } from '#main/locks/index.ts'

const lockOf = (session: string): string => `${session}.lock`

/**
 * Files handed over by a page. They live under random names in a folder of this session, which is made when the first
 * one comes and goes when the session ends. A lock beside the folder says that the session lives.
 */
export class Inbox {
  readonly #folder: string
  #release: Release | undefined

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Also clears what sessions that crashed have left behind. */
  static async open(root: string): Promise<Inbox> {
    for (const name of await readdir(root).catch(() => [])) await clearAbandoned(root, name)
    return new Inbox(join(root, randomUUID()))
  }

  /** A new, empty file. */
  async keepFile(): Promise<string> {
    const path = await this.#newPath()
    await writeFile(path, '', { mode: 0o600, flag: 'wx' })
    return path
  }

  /** Runs work with a new folder, which is gone afterwards unless the work has moved it away. */
  async withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = await this.keepFolder()
    try {
      return await work(folder)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  /** A new, empty folder. */
  async keepFolder(): Promise<string> {
    const path = await this.#newPath()
    await mkdir(path, { mode: 0o700 })
    return path
  }

  /** Whether a path is one of the inbox, which is gone after this session. */
  holds(path: string): boolean {
    return path.startsWith(this.#folder + sep)
  }

  /** Removes a file or folder, if it is one of the inbox. */
  async drop(path: string): Promise<void> {
    if (this.holds(path)) await rm(path, { recursive: true, force: true })
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
    this.#release?.()
  }

  async #newPath(): Promise<string> {
    // Locked before there is a folder, so that nobody takes it for one that was left.
    this.#release ??= tryLock(lockOf(this.#folder))
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    return join(this.#folder, randomUUID())
  }
}

/** Removes the folder and the lock of a session that has ended. What is no session's stays, whoever has put it there. */
async function clearAbandoned(root: string, name: string): Promise<void> {
  const session = name.endsWith(lockOf('')) ? name.slice(0, -lockOf('').length) : name
  if (!z.uuid().safeParse(session).success) return
  const folder = join(root, session)
  let release: Release | undefined
  try {
    const ours = (await readdir(root)).includes(lockOf(session)) || (await isOfEarlierVersion(folder))
    if (!ours) return
    release = tryLock(lockOf(folder))
    if (release) await rm(folder, { recursive: true, force: true })
  } catch {
    // It goes another time.
    return
  } finally {
    release?.()
  }
}

/** Such a session had no lock but a file that names a process, of which nobody knows whose it is by now. */
async function isOfEarlierVersion(folder: string): Promise<boolean> {
  return (await readdir(folder).catch((): string[] => [])).includes('owner.json')
}
