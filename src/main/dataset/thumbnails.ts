import { ContentCache } from '#main/dataset/contentCache.ts'
import { inputVersion } from '#main/network/networkInput.ts'
import { inBytes, side, thumbnailShape, type Thumbnail } from './fingerprint.ts'
import { shownPixels, type PictureDecoder } from './shownPixels.ts'

type OnTrouble = (thrown: unknown) => void

/** Thumbnails of films, kept on disk where a cache is given: a film is decoded for it once. */
export class Thumbnails {
  readonly #decoder: PictureDecoder
  #cache: ContentCache | undefined
  readonly #onTrouble: OnTrouble

  private constructor(decoder: PictureDecoder, cache: ContentCache | undefined, onTrouble: OnTrouble) {
    this.#decoder = decoder
    this.#cache = cache
    this.#onTrouble = onTrouble
  }

  /** `onTrouble`: told why pictures are not kept, of a full disk for example; they are made all the same. */
  static async open(
    decoder: PictureDecoder,
    cacheDirectory: string | undefined,
    onTrouble: OnTrouble = () => undefined,
  ): Promise<Thumbnails> {
    const cache =
      cacheDirectory === undefined
        ? undefined
        : await ContentCache.open(cacheDirectory, 'thumbnails', (hash) => hash.update(`${inputVersion} ${side}`)).catch(
            (thrown: unknown) => void onTrouble(thrown),
          )
    return new Thumbnails(decoder, cache ?? undefined, onTrouble)
  }

  /**
   * Of the first frame. Rejects with a `ProblemError` where it cannot be decoded, or where the file is not that of
   * `contentHash` any more.
   */
  async of(path: string, contentHash: string): Promise<Thumbnail> {
    const stored = await this.#cache?.get(contentHash, side * side)
    if (stored) return new Uint8Array(stored)
    const thumbnail = inBytes(await shownPixels(path, this.#decoder, thumbnailShape, contentHash))
    await this.#cache?.put(contentHash, thumbnail).catch((thrown: unknown) => {
      this.#onTrouble(thrown)
      this.#cache = undefined
    })
    return thumbnail
  }
}
