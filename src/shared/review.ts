import { z } from 'zod'
import { answerSchema, readingsSeen } from './mark.ts'
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
  /** Absent of a model: whether the reader saw the model's reading, or another reader's answer. */
  reading: z.enum([...readingsSeen, 'either', 'unknown']).optional(),
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

/** A frame of an open film on which readers differ. */
export const differenceSchema = z.object({
  filmId: z.string(),
  frame: z.int().nonnegative(),
  /** 2 where one sees a fracture and another one none, 1 where somebody is unsure. */
  apart: z.int().min(1).max(2),
  answers: z
    .array(
      z.object({
        reader: z.string(),
        answer: answerSchema,
        /** What the reader said unaided, where that was something else. */
        unaided: answerSchema.optional(),
        /** Milliseconds since 1970. */
        answeredAt: z.int(),
      }),
    )
    .min(2),
})
export type Difference = z.infer<typeof differenceSchema>

export const differencesSchema = z.object({
  /** The newest first. */
  films: z.array(differenceSchema),
  /** Frames on which readers differed unaided, and agree now. */
  settled: z.int().nonnegative(),
  /** Frames on which others differ, and which a second reader has still to answer. */
  waiting: z.int().nonnegative(),
})
export type Differences = z.infer<typeof differencesSchema>
