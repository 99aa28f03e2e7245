import { createHash, randomUUID, type Hash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Things computed from films, on disk. One file a film, named by the film's content, in a folder named by what else the
 * thing depends on: never stale, safe to delete, shared by all runs.
 */
export class ContentCache {
  readonly directory: string

  private constructor(directory: string) {
    this.directory = directory
  }

  static async open(root: string, kind: string, dependsOn: (hash: Hash) => void): Promise<ContentCache> {
    const hash = createHash('sha256')
    dependsOn(hash)
    const directory = join(root, kind, hash.digest('hex').slice(0, 16))
    await mkdir(directory, { recursive: true, mode: 0o700 })
    return new ContentCache(directory)
  }

  file(key: string): string {
    return join(this.directory, key)
  }

  /** A copy of what is stored under the key, or undefined when there is nothing of that length. */
  async get(key: string, byteLength: number): Promise<ArrayBuffer | undefined> {
    try {
      const bytes = await readFile(this.file(key))
      if (bytes.byteLength !== byteLength) return undefined
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + byteLength)
    } catch {
      return undefined
    }
  }

  /** Written beside and renamed, so that a crash leaves no half a file. */
  async put(key: string, content: NodeJS.ArrayBufferView): Promise<void> {
    const beside = `${this.file(key)}.${randomUUID()}.part`
    await writeFile(beside, content, { mode: 0o600 })
    await rename(beside, this.file(key))
  }
}
