import { z } from 'zod'
import { intervalSchema } from './metrics.ts'

/** Columns of a table of reviews, a line for each answer. */
export const reviewColumns = [
  'reader',
  'film',
  'frame',
  'answer',
  'time',
  'reading',
  'model',
  'verdict',
  'probability',
] as const

const shareSchema = z.object({ value: z.number(), interval: intervalSchema, of: z.int().nonnegative() })

/** How often two give the same of three answers (fracture, none, unsure), and beyond chance (Cohen 1960). */
export const pairAgreementSchema = z.object({
  a: z.string(),
  b: z.string(),
  frames: z.int().positive(),
  same: z.number(),
  /** NaN is told as null: where both always give one and the same answer there is nothing beyond chance. */
  kappa: z.number().nullable(),
  kappaInterval: intervalSchema.nullable(),
})
export type PairAgreement = z.infer<typeof pairAgreementSchema>

/** Of one who reads, against what is known to be right. Unsure counts as neither. */
export const readerFiguresSchema = z.object({
  who: z.string(),
  /** Absent of a model: whether the reader saw the model's reading. */
  reading: z.enum(['hidden', 'shown', 'none', 'either', 'unknown']).optional(),
  frames: z.int().nonnegative(),
  unsure: z.int().nonnegative(),
  sensitivity: shareSchema,
  specificity: shareSchema,
})
export type ReaderFigures = z.infer<typeof readerFiguresSchema>

export const agreementSchema = z.object({
  readers: z.array(z.string()),
  frames: z.int().nonnegative(),
  pairs: z.array(pairAgreementSchema),
  /** Empty without anything that says what is right. */
  figures: z.array(readerFiguresSchema),
  /** Frames of which it is known what is right. */
  known: z.int().nonnegative(),
})
export type Agreement = z.infer<typeof agreementSchema>
