import { randomUUID } from 'node:crypto'
import { ProblemError } from '#shared/problem.ts'

/** Pictures of a few megabytes each. */
const mostKept = 4

/**
 * The last pictures that were made for a page, which fetches them by a name: no host can put binary data into a stream
 * of events.
 */
export class PictureShelf {
  readonly #pictures = new Map<string, Blob>()

  keep(picture: Blob): string {
    const pictureId = randomUUID()
    this.#pictures.set(pictureId, picture)
    if (this.#pictures.size > mostKept) this.#pictures.delete(this.#pictures.keys().next().value!)
    return pictureId
  }

  /** Throws `not-found` for one that has gone. */
  get(pictureId: string): Blob {
    const picture = this.#pictures.get(pictureId)
    if (!picture) throw new ProblemError('inspection-picture-gone')
    return picture
  }
}
