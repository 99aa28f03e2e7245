import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { ProblemError } from '#shared/problem.ts'
import { fileVersion, requireRegularFile, systemPath } from '#main/files/index.ts'

type Known = { version: string | undefined; hash: Promise<string> }

/** SHA-256 of files by path, each computed once while the file stays what it is. Nothing of a file is looked at. */
export class Fingerprints {
  readonly #known = new Map<string, Known>()

  /**
   * A file that is gone has the hash that it had. Rejects with 'not-readable' where the file cannot be read, and none is
   * known.
   */
  async of(path: string): Promise<string> {
    const version = await fileVersion(path)
    let known = this.#known.get(path)
    if (!known || (version !== undefined && version !== known.version)) {
      const fresh = (known = { version, hash: sha256(path) })
      this.#known.set(path, fresh)
      fresh.hash.catch(() => {
        if (this.#known.get(path) === fresh) this.#known.delete(path)
      })
    }
    return known.hash
  }

  forget(path: string): void {
    this.#known.delete(path)
  }

  clear(): void {
    this.#known.clear()
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    await requireRegularFile(path)
    await pipeline(createReadStream(systemPath(path)), hash)
  } catch (cause) {
    throw new ProblemError('film-file-gone', { cause })
  }
  return hash.digest('hex')
}
