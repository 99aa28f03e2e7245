import { shownPixels, type DatasetFilm, type PictureDecoder } from '#main/dataset/index.ts'
import type { InputShape } from '#main/reading/filmInput.ts'

export type PrepareContext = { signal: AbortSignal; onFilm(done: number, total: number): void }
/** A film as the network sees it, inputSize × inputSize greys in 0..1. */
export type DecodedFilm = { film: DatasetFilm; pixels: Float32Array }

/** What is made of each film once and then kept. */
export interface FilmStore {
  has(film: DatasetFilm): Promise<boolean>
  make(batch: readonly DecodedFilm[]): Promise<void>
}

/**
 * Makes what the store lacks, a few films at a time, so that memory stays flat. Every film was decoded once when the
 * data set was opened; one that has vanished or cannot be decoded any more ends the work with the decoder's problem,
 * for leaving it out would change the split.
 */
export async function prepareFilms(
  films: readonly DatasetFilm[],
  decoder: PictureDecoder,
  shape: InputShape,
  store: FilmStore,
  atATime: number,
  context: PrepareContext,
): Promise<void> {
  for (let start = 0; start < films.length; start += atATime) {
    context.signal.throwIfAborted()
    context.onFilm(start, films.length)
    const batch = films.slice(start, start + atATime)
    const stored = await Promise.all(batch.map((film) => store.has(film)))
    const lacking = batch.filter((_, i) => !stored[i])
    if (lacking.length === 0) continue
    await store.make(
      await Promise.all(
        lacking.map(async (film) => ({ film, pixels: await shownPixels(film.path, decoder, shape, film.contentHash) })),
      ),
    )
  }
}
