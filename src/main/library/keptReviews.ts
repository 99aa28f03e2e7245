import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { answerSchema, readingSeenSchema } from '#shared/mark.ts'
import { verdicts } from '#shared/reading.ts'

const keptReviewSchema = z.object({
  fingerprint: z.string(),
  frame: z.int().nonnegative(),
  reader: z.string(),
  answer: answerSchema,
  /** Milliseconds since 1970. */
  answeredAt: z.int(),
  /** Whether the reader saw the model's reading; absent where nobody noted that. */
  reading: readingSeenSchema.nullable().transform((seen) => seen ?? undefined),
  /** The latest reading of the frame that is kept. */
  model: z.string().nullable(),
  verdict: z.enum(verdicts).nullable(),
  probability: z.number().nullable(),
})
export type KeptReview = z.infer<typeof keptReviewSchema>

/**
 * What readers answered of frames of films, in the order in which they did: the last answer of each while the model's
 * reading was hidden, the last one while it was shown, and the last one beside another reader's answer. A row that
 * today's program does not understand is left out, and told of.
 */
export function keptReviews(db: DatabaseSync, onLeftOut: () => void): KeptReview[] {
  const rows = db
    .prepare(
      // With MAX, SQLite takes the other columns from the row that has it (sqlite.org/lang_select.html, "Bare columns").
      `SELECT said.fingerprint, said.frame, said.reader, said.answer, said.changed_at AS answeredAt, said.reading,
         last.model_id AS model, last.verdict, last.probability
       FROM (
         SELECT fingerprint, frame, reader, answer, changed_at, reading, MAX(version) AS version FROM marks
         GROUP BY fingerprint, frame, reader, reading
       ) AS said
       LEFT JOIN (
         SELECT fingerprint, frame, model_id, verdict, probability, MAX(read_at) FROM reading GROUP BY fingerprint, frame
       ) AS last ON last.fingerprint = said.fingerprint AND last.frame = said.frame
       ORDER BY said.fingerprint, said.frame, said.reader, said.version`,
    )
    .all()
  return rows.flatMap((row) => {
    const review = keptReviewSchema.safeParse(row)
    if (!review.success) onLeftOut()
    return review.success ? [review.data] : []
  })
}
