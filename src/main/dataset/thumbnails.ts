import { ContentCache } from '#main/dataset/contentCache.ts'
import { inBytes, side, thumbnailShape, type Thumbnail } from './fingerprint.ts'
import { shownPixels, type PictureDecoder } from './shownPixels.ts'

/** Thumbnails of films, kept on disk where a cache is given: a film is decoded for it once. */
export class Thumbnails {
  readonly #decoder: PictureDecoder
  readonly #cache: ContentCache | undefined

  private constructor(decoder: PictureDecoder, cache: ContentCache | undefined) {
    this.#decoder = decoder
    this.#cache = cache
  }

  static async open(decoder: PictureDecoder, cacheDirectory: string | undefined): Promise<Thumbnails> {
    const cache =
      cacheDirectory === undefined
        ? undefined
        : await ContentCache.open(cacheDirectory, 'thumbnails', (hash) => hash.update(`${side}`))
    return new Thumbnails(decoder, cache)
  }

  /** Of the first frame. Rejects with a `ProblemError` where it cannot be decoded. */
  async of(path: string, contentHash: string): Promise<Thumbnail> {
    const stored = await this.#cache?.get(contentHash, side * side)
    if (stored) return new Uint8Array(stored)
    const thumbnail = inBytes(await shownPixels(path, this.#decoder, thumbnailShape))
    await this.#cache?.put(contentHash, thumbnail)
    return thumbnail
  }
}
