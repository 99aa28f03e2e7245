import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import { z } from 'zod'
import { runsElsewhere, thisOwner } from '#main/files/index.ts'

const ownerSchema = z.object({ pid: z.int(), since: z.number() })

/**
 * Files handed over by a page. They live under random names in a folder of this session, which goes when the session
 * ends.
 */
export class Inbox {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Also clears what sessions that crashed have left behind. */
  static async open(root: string): Promise<Inbox> {
    for (const session of await readdir(root)) await clearAbandoned(join(root, session))
    const folder = join(root, randomUUID())
    await mkdir(folder, { mode: 0o700 })
    await writeFile(join(folder, 'owner.json'), JSON.stringify(thisOwner()), { mode: 0o600 })
    return new Inbox(folder)
  }

  /** A new, empty file. */
  async keepFile(): Promise<string> {
    const path = join(this.#folder, randomUUID())
    await writeFile(path, '', { mode: 0o600, flag: 'wx' })
    return path
  }

  /** Runs work with a new folder, which is gone afterwards unless the work has moved it away. */
  async withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = join(this.#folder, randomUUID())
    await mkdir(folder, { mode: 0o700 })
    try {
      return await work(folder)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  /** A new, empty folder. */
  async keepFolder(): Promise<string> {
    const path = join(this.#folder, randomUUID())
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
  }
}

/** Removes the folder of a session that has ended. What is no session's stays, whoever has put it there. */
async function clearAbandoned(session: string): Promise<void> {
  if (!z.uuid().safeParse(basename(session)).success) return
  let owner
  try {
    owner = ownerSchema.parse(JSON.parse(await readFile(join(session, 'owner.json'), 'utf8')))
  } catch {
    // A session that ended before it could say whose it was; empty then.
    return rmdir(session).catch(() => undefined)
  }
  if (!runsElsewhere(owner)) await rm(session, { recursive: true, force: true })
}
