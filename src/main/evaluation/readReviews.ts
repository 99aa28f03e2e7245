import { parse } from 'csv-parse/sync'
import { unguarded } from '#shared/csv.ts'
import { answerSchema, readingSeenSchema, type Answer } from '#shared/mark.ts'
import { ProblemError } from '#shared/problem.ts'
import type { Verdict } from '#shared/reading.ts'
import { classesFrom, isLeftOut } from '#main/dataset/index.ts'
import { readRegularFile } from '#main/files/index.ts'
import type { Review } from './agreement.ts'

const largestBytes = 256 * 2 ** 20

type Row = Record<string, string>
/** A review, and the film that it is of. */
export type FilmReview = Review & { film: string }

/** What a verdict says, as a reader would. */
export const answerOfVerdict: Partial<Record<Verdict, Answer>> = {
  fracture: 'fracture',
  'no-fracture': 'none',
  uncertain: 'unsure',
}

/**
 * Tables of reviews as `reviews export` writes them, of one reader or several; only reader, film and answer must be there.
 * Throws `not-found`, `too-large` or `dataset-invalid`.
 */
export async function readReviews(paths: readonly string[]): Promise<FilmReview[]> {
  const reviews: FilmReview[] = []
  for (const path of paths) {
    const rows = await rowsOf(path, ['reader', 'film', 'answer'])
    for (const [index, row] of rows.entries()) {
      const answer = answerSchema.safeParse(row.answer)
      const film = row.film ?? ''
      if (!answer.success || film === '') throw new ProblemError('reviews-line-wrong', { where: `line ${index + 2}` })
      const seen = readingSeenSchema.safeParse(row.reading)
      const said = answerOfVerdict[row.verdict as Verdict]
      reviews.push({
        reader: row.reader || '(no name)',
        film,
        frame: `${film}#${row.frame || '0'}`,
        answer: answer.data,
        reading: seen.success ? seen.data : 'unknown',
        ...(row.model && said ? { model: { name: row.model, answer: said } } : {}),
      })
    }
  }
  if (reviews.length === 0) throw new ProblemError('reviews-none')
  return reviews
}

/**
 * Of the films of reviews, whether a table (file, label) says that they have a fracture; by frame. Of films that it leaves
 * out nothing is known.
 */
export async function readTruth(path: string, reviews: readonly FilmReview[]): Promise<Map<string, boolean>> {
  const rows = await rowsOf(path, ['file', 'label'])
  const classes = classesFrom(
    rows.map((row) => row.label),
    { tooFew: 'manifest-labels-too-few', noNegative: 'manifest-label-without-fracture-missing' },
  )
  const used = rows.filter((row) => !isLeftOut(row))
  const byFile = new Map(used.map((row) => [row.file, classes.labelOf(row.label) > 0]))
  // Both tables name films within a folder, but perhaps not within the same one.
  const byName = Map.groupBy(byFile, ([file]) => nameOf(file))
  const truth = new Map<string, boolean>()
  for (const { film, frame } of reviews) {
    const sameName = byName.get(nameOf(film)) ?? []
    const fractured = byFile.get(film) ?? (sameName.length === 1 ? sameName[0][1] : undefined)
    if (fractured !== undefined) truth.set(frame, fractured)
  }
  if (truth.size === 0) throw new ProblemError('reviews-reference-elsewhere')
  return truth
}

/** What one of the readers says is taken for right; frames of which they are unsure are not known. */
export function truthOf(reader: string, reviews: readonly FilmReview[]): Map<string, boolean> {
  const own = reviews.filter((review) => review.reader === reader)
  if (own.length === 0) throw new ProblemError('reviews-reader-unknown')
  return new Map(
    own.flatMap(({ frame, answer }) => (answer === 'unsure' ? [] : [[frame, answer === 'fracture'] as const])),
  )
}

async function rowsOf(path: string, wanted: readonly string[]): Promise<Row[]> {
  const text = (await readRegularFile(path, { largest: largestBytes })).toString('utf8')
  let rows: Row[]
  try {
    rows = parse(text, { columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()), bom: true, skip_empty_lines: true }) // prettier-ignore
  } catch (cause) {
    throw new ProblemError('reviews-no-table', { cause, where: wanted.join(', ') })
  }
  const plain = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, unguarded(value.trim())])),
  )
  if (plain.length > 0 && !wanted.every((name) => name in plain[0]))
    throw new ProblemError('reviews-no-table', { where: wanted.join(', ') })
  return plain
}

const nameOf = (file: string): string => file.split(/[/\\]/).at(-1)!
