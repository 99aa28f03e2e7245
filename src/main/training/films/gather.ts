import type { DatasetFilm } from '#main/dataset/index.ts'
import type { Features } from './features.ts'

/** A film in one of its views (0: as it is). */
export type FilmView = { film: DatasetFilm; view: number }

/** Features of prepared films, one after the other; `example`: dims of one film's. */
export async function gather(
  features: Features,
  picks: readonly FilmView[],
  example: readonly number[],
): Promise<Float32Array> {
  const length = example.reduce((product, dim) => product * dim, 1)
  const data = new Float32Array(picks.length * length)
  await Promise.all(picks.map(async ({ film, view }, i) => data.set(await features.get(film, view), i * length)))
  return data
}
