import type { GreyFilm } from '#shared/film.ts'
import type { StudyDecoder } from '#main/study/service.ts'

/**
 * Rows and columns whose values vary less than this share of the most varied one's show nothing but background or a
 * collimator.
 */
const leastVariation = 0.25

function deviationOf(count: number, value: (index: number) => number): number {
  let [sum, squares] = [0, 0]
  for (let i = 0; i < count; i++) {
    sum += value(i)
    squares += value(i) ** 2
  }
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2))
}

/** From the first to the last of them that vary enough. */
function span(deviations: readonly number[]): [number, number] {
  const least = leastVariation * Math.max(...deviations)
  return [
    deviations.findIndex((deviation) => deviation >= least),
    deviations.findLastIndex((deviation) => deviation >= least) + 1,
  ]
}

/** The part of a film in which something is shown. */
export function exposedArea(film: GreyFilm): GreyFilm {
  const { rows, columns, values } = film
  const [top, bottom] = span(
    Array.from({ length: rows }, (_, row) => deviationOf(columns, (column) => values[row * columns + column])),
  )
  const [left, right] = span(
    Array.from({ length: columns }, (_, column) => deviationOf(rows, (row) => values[row * columns + column])),
  )
  const [height, width] = [bottom - top, right - left]
  const cropped = values.slice(0, height * width)
  for (let row = 0; row < height; row++) {
    const from = (top + row) * columns + left
    cropped.set(values.subarray(from, from + width), row * width)
  }
  return { ...film, rows: height, columns: width, values: cropped }
}

/** Decodes films and leaves only their exposed areas. */
export function croppingDecoder(decoder: StudyDecoder): StudyDecoder {
  return {
    header: (path) => decoder.header(path),
    film: async (path, frame) => exposedArea(await decoder.film(path, frame)),
  }
}
