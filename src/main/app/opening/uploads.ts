import { randomUUID } from 'node:crypto'
import { appendFile, rm } from 'node:fs/promises'
import { ProblemError } from '#shared/problem.ts'
import { largestUpload, type UploadPart } from '#shared/upload.ts'
import type { Inbox } from './inbox.ts'

/** Not yet opened at a time. A page hands over one file after the other. */
const mostUnfinished = 4

type Upload = { path: string; bytes: number; total: number; writing: boolean }

/** Files that a page hands over part by part: each part is on disk before the next one comes, and is counted. */
export class Uploads {
  readonly #inbox: Inbox
  /** The oldest first. */
  readonly #unfinished = new Map<string, Upload>()

  constructor(inbox: Inbox) {
    this.#inbox = inbox
  }

  /**
   * Writes the next part of a file. Rejects with 'too-large', 'disk-full', or 'wrong-use' where the part is not the
   * next one; nothing is left of the file then.
   */
  async append({ uploadId, offset, total, part }: UploadPart): Promise<string> {
    const id = uploadId ?? (await this.#begin(total))
    const upload = this.#unfinished.get(id)
    if (!upload) throw notThere()
    try {
      if (upload.writing || offset !== upload.bytes || upload.bytes + part.size > upload.total)
        throw new ProblemError('upload-out-of-order')
      upload.writing = true
      await appendFile(upload.path, new Uint8Array(await part.arrayBuffer()), { mode: 0o600 })
      upload.bytes += part.size
      upload.writing = false
      return id
    } catch (cause) {
      await this.drop(id)
      if ((cause as NodeJS.ErrnoException).code === 'ENOSPC') throw new ProblemError('upload-disk-full', { cause })
      throw cause
    }
  }

  /** Path of a file that has come whole, from now on its taker's. Throws 'wrong-use' or 'not-found'. */
  take(uploadId: string): string {
    const upload = this.#unfinished.get(uploadId)
    if (!upload) throw notThere()
    if (upload.bytes !== upload.total || upload.writing) throw new ProblemError('upload-incomplete')
    this.#unfinished.delete(uploadId)
    return upload.path
  }

  /** What has come so far goes. */
  async drop(uploadId: string): Promise<void> {
    const upload = this.#unfinished.get(uploadId)
    this.#unfinished.delete(uploadId)
    if (upload) await rm(upload.path, { force: true })
  }

  async #begin(total: number): Promise<string> {
    if (total > largestUpload) {
      throw new ProblemError('upload-too-large')
    }
    const id = randomUUID()
    this.#unfinished.set(id, { path: await this.#inbox.keepFile(), bytes: 0, total, writing: false })
    const [oldest] = this.#unfinished.keys()
    if (this.#unfinished.size > mostUnfinished) await this.drop(oldest)
    return id
  }
}

function notThere(): ProblemError {
  return new ProblemError('upload-gone')
}
