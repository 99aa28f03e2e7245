import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { ProblemError } from '#shared/problem.ts'
import { requireRegularFile, systemPath } from '#main/files/index.ts'

/** SHA-256 of files by path, each computed once until it is told to forget. Nothing of a file is looked at. */
export class Fingerprints {
  readonly #known = new Map<string, Promise<string>>()

  /** Rejects with 'not-readable' where the file cannot be read (any more). */
  of(path: string): Promise<string> {
    let known = this.#known.get(path)
    if (!known) {
      known = sha256(path)
      this.#known.set(path, known)
      known.catch(() => this.#known.delete(path))
    }
    return known
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
