import type { GreyFilm } from '#shared/film.ts'
import { toProblem } from '#shared/problem.ts'
import type { StudyDecoder } from '#main/study/service.ts'
import type { DatasetFilm } from './dataset/dataset.ts'

export type PrepareContext = { signal: AbortSignal; onFilm(done: number, total: number): void }
export type DecodedFilm = { film: DatasetFilm; grey: GreyFilm }

/** What is made of each film once and then kept. */
export interface FilmStore {
  has(film: DatasetFilm): Promise<boolean>
  make(batch: readonly DecodedFilm[]): Promise<void>
}

/**
 * Makes what the store lacks, a few films at a time, so that memory stays flat. A film whose pixels cannot be decoded is left out and does not end
 * a training; a dying engine or a full disk does. Returns the films that the store has now.
 */
export async function prepareFilms(
  films: readonly DatasetFilm[],
  decoder: StudyDecoder,
  store: FilmStore,
  atATime: number,
  context: PrepareContext,
): Promise<DatasetFilm[]> {
  const usable: DatasetFilm[] = []
  for (let start = 0; start < films.length; start += atATime) {
    context.signal.throwIfAborted()
    context.onFilm(start, films.length)
    const batch = films.slice(start, start + atATime)
    const stored = await Promise.all(batch.map((film) => store.has(film)))
    const decoded = await Promise.all(batch.map(async (film, i) => (stored[i] ? undefined : decode(film, decoder))))
    const made = decoded.filter((item) => item !== undefined)
    if (made.length > 0) await store.make(made)
    usable.push(...batch.filter((_, i) => stored[i] || decoded[i]))
  }
  return usable
}

async function decode(film: DatasetFilm, decoder: StudyDecoder): Promise<DecodedFilm | undefined> {
  try {
    return { film, grey: await decoder.film(film.path, 0) }
  } catch (thrown) {
    if (toProblem(thrown).code === 'internal') throw thrown
    return undefined
  }
}
