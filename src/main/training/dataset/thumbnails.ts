import type { StudyDecoder } from '#main/study/service.ts'
import { ContentCache } from '../contentCache.ts'
import { side, thumbnailOf, type Thumbnail } from './fingerprint.ts'

/** Thumbnails of films, kept on disk where a cache is given: a film is decoded for it once. */
export class Thumbnails {
  readonly #decoder: StudyDecoder
  readonly #cache: ContentCache | undefined

  private constructor(decoder: StudyDecoder, cache: ContentCache | undefined) {
    this.#decoder = decoder
    this.#cache = cache
  }

  static async open(decoder: StudyDecoder, cacheDirectory: string | undefined): Promise<Thumbnails> {
    const cache = cacheDirectory === undefined ? undefined : await ContentCache.open(cacheDirectory, 'thumbnails', (hash) => hash.update(`${side}`))
    return new Thumbnails(decoder, cache)
  }

  /** Of the first frame. Rejects with a `ProblemError` where it cannot be decoded. */
  async of(path: string, contentHash: string): Promise<Thumbnail> {
    const stored = await this.#cache?.get(contentHash, side * side)
    if (stored) return new Uint8Array(stored)
    const thumbnail = thumbnailOf(await this.#decoder.film(path, 0))
    await this.#cache?.put(contentHash, thumbnail)
    return thumbnail
  }
}
