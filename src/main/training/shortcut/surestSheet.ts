import { contactSheet, type DatasetFilm } from '#main/dataset/index.ts'
import { coveredSide, type CoveredFilm } from './coveredFilms.ts'

/** Few, so that a marker can be seen on a narrow page too. */
const columns = 3

export type SurestFilm = { film: DatasetFilm; covered: CoveredFilm }

/** PNG of covered films, those without a fracture first, each kind under the names of its classes. */
export function drawSurest(
  films: readonly SurestFilm[],
  classNames: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  const [without, ...withFracture] = classNames
  const sections = [without, withFracture.join(', ')].map((title, kind) => ({
    title,
    tiles: films.flatMap(({ film, covered }) => (Math.min(film.label, 1) === kind ? [{ greys: covered.greys }] : [])),
  }))
  return contactSheet(
    sections.filter(({ tiles }) => tiles.length > 0),
    { side: coveredSide, columns },
  )
}
