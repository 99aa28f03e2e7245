import { z } from 'zod'
import { metricsSchema } from './metrics.ts'
import { modelIdSchema } from './model.ts'
import { problemSchema } from './problem.ts'
import { verdicts } from './reading.ts'

const interval = z.tuple([z.number(), z.number()])

/**
 * A card's metrics and what else is measured of a set of films. Counts and rates are at probability 0.5; intervals are
 * 95 %.
 */
export const evaluationSchema = metricsSchema.extend({
  /** Independent groups (patients) among the films. */
  groups: z.int().nonnegative(),
  /** Average precision. */
  prAuc: z.number(),
  prAucInterval: interval,
  sensitivity: z.number(),
  specificity: z.number(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
})
export type Evaluation = z.infer<typeof evaluationSchema>

const rate = z.number().optional()

/** Class by class, each film called what is likeliest for it. */
export const classResultsSchema = z.object({
  /** Films by their own class (row) and by what they are called (column). */
  confusion: z.array(z.array(z.int().nonnegative())),
  classes: z.array(
    z.object({ className: z.string(), films: z.int().nonnegative(), precision: rate, recall: rate, f1: rate }),
  ),
})
export type ClassResults = z.infer<typeof classResultsSchema>

/**
 * Films that share one value of a column of the data, at probability 0.5. What cannot be measured for want of films is
 * absent.
 */
export const groupResultSchema = z.object({
  column: z.string(),
  value: z.string(),
  films: z.int(),
  fractured: z.int(),
  auc: z.number().optional(),
  /** Absent in reports of earlier versions. */
  aucInterval: interval.optional(),
  accuracy: z.number(),
  sensitivity: z.number().optional(),
  sensitivityInterval: interval,
  specificity: z.number().optional(),
  specificityInterval: interval,
})
export type GroupResult = z.infer<typeof groupResultSchema>

/** Two models on the same films. Differences are B − A. */
export const comparisonSchema = z.object({
  auc: z.object({ a: z.number(), b: z.number(), difference: z.number(), interval, p: z.number(), test: z.string() }),
  /** How many films both, one or neither of the two call rightly. */
  verdicts: z.object({
    both: z.int(),
    onlyA: z.int(),
    onlyB: z.int(),
    neither: z.int(),
    p: z.number(),
    test: z.string(),
  }),
})
export type Comparison = z.infer<typeof comparisonSchema>

const modelName = z.object({ id: modelIdSchema, name: z.string() })
/** Films among them that the model was trained on; absent where that is not known. */
const seen = z.int().nonnegative().optional()
const filmProblem = z.object({ file: z.string(), problem: problemSchema })

/** A film, what it is and what was said of it. */
export const judgedFilmSchema = z.object({
  file: z.string(),
  fractured: z.boolean(),
  probability: z.number(),
  verdict: z.enum(verdicts),
  /** Whether its highest place lies on a mark; absent where it has none, or the model does not point. */
  pointed: z.boolean().optional(),
})
export type JudgedFilm = z.infer<typeof judgedFilmSchema>

/** What happens while labelled films are read: how far it is, and the end. */
export const evaluationEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), stage: z.enum(['inspect', 'read']), done: z.int(), total: z.int() }),
  z.object({
    type: z.literal('evaluated'),
    model: modelName,
    evaluation: evaluationSchema,
    /** By the values of the columns that were asked for. */
    columns: z.array(groupResultSchema),
    films: z.array(judgedFilmSchema),
    seen,
    unread: z.array(filmProblem),
  }),
])
export type EvaluationEvent = z.infer<typeof evaluationEventSchema>

export const comparisonEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), stage: z.enum(['inspect', 'read']), done: z.int(), total: z.int() }),
  z.object({
    type: z.literal('compared'),
    models: z.object({ a: modelName, b: modelName }),
    evaluations: z.object({ a: evaluationSchema, b: evaluationSchema }),
    comparison: comparisonSchema,
    seen: z.object({ a: seen, b: seen }),
    /** Films that one of the two could not read; neither is judged by them. */
    unread: z.array(filmProblem),
  }),
])
export type ComparisonEvent = z.infer<typeof comparisonEventSchema>
