import { writeFile } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { csvLine } from '#shared/csv.ts'
import { ProblemError } from '#shared/problem.ts'
import { reviewColumns } from '#shared/review.ts'
import { commonFolder, writeNewFile } from '#main/files/index.ts'
import type { Library } from '#main/library/index.ts'

/**
 * Writes what readers answered of films of the worklist into a new CSV file: reader, film (within the folder that holds
 * them all), frame, answer, time (ISO 8601), whether the model's reading was shown, and what it was. Answers with how many.
 * Throws `not-found`.
 */
export async function exportReviews(
  library: Pick<Library, 'keptReviews' | 'worklist'>,
  file: string,
): Promise<{ reviews: number; leftOut: number }> {
  const all = library.keptReviews()
  const films = new Map(
    library
      .worklist()
      .toReversed()
      .map((film) => [film.fingerprint, film]),
  )
  const here = all.flatMap((review) => {
    const film = films.get(review.fingerprint)
    return film ? [{ ...review, film }] : []
  })
  if (here.length === 0) throw new ProblemError('reviews-none-kept')
  const folder = commonFolder(here.map(({ film }) => film.path))
  const lines = here.map(({ film: { path, name }, ...review }) =>
    csvLine([
      review.reader,
      folder === undefined ? name : relative(folder, path).split(sep).join('/'),
      review.frame,
      review.answer,
      new Date(review.answeredAt).toISOString(),
      review.reading,
      review.model ?? undefined,
      review.verdict ?? undefined,
      review.probability ?? undefined,
    ]),
  )
  const text = [csvLine(reviewColumns), ...lines].join('')
  await writeNewFile(resolve(file), (path) => writeFile(path, text, { flag: 'wx', mode: 0o600 }))
  return { reviews: here.length, leftOut: all.length - here.length }
}
