import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { csvLine } from '#shared/csv.ts'
import { ProblemError } from '#shared/problem.ts'
import { reviewColumns } from '#shared/review.ts'
import { writeNewFile } from '#main/files/index.ts'
import type { Library } from '#main/library/index.ts'
import { filmsHere } from '../marks/filmsHere.ts'

/**
 * Writes what readers answered of films of the worklist into a new CSV file: reader, film (within the folder that holds
 * them all), frame, answer, time (ISO 8601), whether the model's reading was shown, and what it was. Answers with how many.
 * Throws `not-found`.
 */
export async function exportReviews(
  library: Pick<Library, 'keptReviews' | 'worklist'>,
  file: string,
): Promise<{ reviews: number; leftOut: number }> {
  const { here, elsewhere } = filmsHere(library, library.keptReviews())
  if (here.length === 0) throw new ProblemError('reviews-none-kept')
  const lines = here.map((review) =>
    csvLine([
      review.reader,
      review.file,
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
  return { reviews: here.length, leftOut: elsewhere }
}
