import type { NetworkShape } from '#shared/model.ts'
import { inputVersion } from '#main/network/networkInput.ts'
import { ContentCache, readCached, type DatasetFilm, type PictureDecoder } from '#main/dataset/index.ts'
import { prepareFilms, type DecodedFilm, type FilmStore, type PrepareContext } from './prepareFilms.ts'

const filmsAtATime = 8

/**
 * Films as the network sees them, inputSize × inputSize in 8 bit, kept on disk: decoded once for all epochs and runs.
 */
export class FilmCache implements FilmStore {
  readonly #shape: NetworkShape
  readonly #cache: ContentCache

  private constructor(shape: NetworkShape, cache: ContentCache) {
    this.#shape = shape
    this.#cache = cache
  }

  static async open(root: string, shape: NetworkShape): Promise<FilmCache> {
    return new FilmCache(
      shape,
      await ContentCache.open(root, 'films', (hash) => hash.update(`${inputVersion} ${shape.inputSize} ${shape.fit}`)),
    )
  }

  /** Decodes what the cache lacks. Rejects with the problem of a film that cannot be decoded. */
  prepare(films: readonly DatasetFilm[], decoder: PictureDecoder, context: PrepareContext): Promise<void> {
    return prepareFilms(films, decoder, this.#shape, this, filmsAtATime, context)
  }

  /** The file with a prepared film's pixels. */
  file(film: DatasetFilm): string {
    return this.#cache.file(film.contentHash)
  }

  async has(film: DatasetFilm): Promise<boolean> {
    return (await this.#cache.get(film.contentHash, this.#shape.inputSize ** 2)) !== undefined
  }

  async make(films: readonly DecodedFilm[]): Promise<void> {
    await Promise.all(
      films.map(({ film, pixels }) =>
        this.#cache.put(
          film.contentHash,
          Uint8Array.from(pixels, (value) => Math.round(value * 255)),
        ),
      ),
    )
  }
}

/** Pixels of a prepared film; undefined where they are gone or damaged. */
export async function readCachedFilm(file: string): Promise<Uint8Array | undefined> {
  const content = await readCached(file)
  return content && new Uint8Array(content)
}
