import { createHash, randomUUID, type Hash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CacheCheck } from '#shared/privacy.ts'
import { diskProblem, ProblemError } from '#shared/problem.ts'
import { cachedContent, cacheEntry } from './cacheEntry.ts'

const unfinished = '.part'
/** A file that is being written is younger, milliseconds. */
const abandonedMs = 24 * 3600 * 1000

/**
 * Things computed from films, on disk. One file a film, named by the film's content, in a folder named by what else the
 * thing depends on: never stale, safe to delete, shared by all runs. An entry that is damaged is none (see
 * `cacheEntry.ts`).
 */
export class ContentCache {
  readonly directory: string

  private constructor(directory: string) {
    this.directory = directory
  }

  /** Rejects with `disk-full` or `read-only`. */
  static async open(root: string, kind: string, dependsOn: (hash: Hash) => void): Promise<ContentCache> {
    const hash = createHash('sha256')
    dependsOn(hash)
    const directory = join(root, kind, hash.digest('hex').slice(0, 16))
    await mkdir(directory, { recursive: true, mode: 0o700 }).catch(refuse)
    await clearUnfinished(directory)
    return new ContentCache(directory)
  }

  file(key: string): string {
    return join(this.directory, key)
  }

  /** A copy of what is stored under the key, or undefined when there is nothing whole of that length. */
  async get(key: string, byteLength: number): Promise<ArrayBuffer | undefined> {
    const content = await readCached(this.file(key))
    return content?.byteLength === byteLength ? content : undefined
  }

  /**
   * Written beside and renamed, so that a crash leaves no half a file. Rejects with `disk-full` or `read-only`, and
   * leaves nothing then.
   */
  async put(key: string, content: NodeJS.ArrayBufferView): Promise<void> {
    const path = this.file(key)
    const beside = `${path}.${randomUUID()}${unfinished}`
    try {
      await writeFile(beside, cacheEntry(path, content), { mode: 0o600 })
      await rename(beside, path)
    } catch (thrown) {
      await rm(beside, { force: true }).catch(() => undefined)
      refuse(thrown)
    }
  }

  /** It is rebuilt when it is wanted next. */
  async drop(key: string): Promise<void> {
    await rm(this.file(key), { force: true })
  }
}

/** The content of a file of a cache, or undefined where it is not there or not whole. */
export async function readCached(path: string): Promise<ArrayBuffer | undefined> {
  const file = await readFile(path).catch(() => undefined)
  return file && cachedContent(path, file)
}

function refuse(thrown: unknown): never {
  const problem = diskProblem(thrown)
  if (problem?.code === 'disk-full') throw new ProblemError('cache-disk-full', { cause: thrown })
  throw problem ?? thrown
}

/** What a program that was killed while it wrote has left. */
async function clearUnfinished(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.endsWith(unfinished)) continue
    const path = join(directory, name)
    const found = await stat(path).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > abandonedMs) await rm(path, { force: true }).catch(() => undefined)
  }
}

/** Looks at every entry of all caches, byte by byte, and removes those that are damaged or of an earlier version. */
export async function verifyCaches(root: string): Promise<CacheCheck> {
  const check: CacheCheck = { entries: 0, damaged: 0, bytes: 0, removed: 0 }
  const all = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of all) {
    if (!entry.isFile() || entry.name.endsWith(unfinished)) continue
    const path = join(entry.parentPath, entry.name)
    const content = await readCached(path)
    check.entries += 1
    check.bytes += content?.byteLength ?? 0
    if (!content) {
      check.damaged += 1
      const removed = await rm(path, { force: true }).then(
        () => 1,
        () => 0,
      )
      check.removed += removed
    }
  }
  return check
}
