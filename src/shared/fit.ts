import { z } from 'zod'
import { intervalSchema, metricsSchema } from './metrics.ts'
import { problemSchema } from './problem.ts'
import { operatingPointsSchema } from './reading.ts'

/** What fitting a model to films of one place was measured to do. Intervals are 95 %. */
export const fitFiguresSchema = z.object({
  films: z.int(),
  fractured: z.int(),
  groups: z.int(),
  /** The model as it was, on these films. */
  before: metricsSchema,
  /** Fitted, each film judged by a fit to films of other groups. */
  after: metricsSchema,
  /** Where the points would lie with other films of the same place. */
  pointsMove: z.object({ ruleOut: intervalSchema, ruleIn: intervalSchema }),
  /** Whether there are films enough to show what the points promise, and they do not contradict it. */
  carries: z.object({ ruleOut: z.boolean(), ruleIn: z.boolean() }),
})
export type FitFigures = z.infer<typeof fitFiguresSchema>

/** Stands in the card of a model that was fitted to a place. */
export const fittedSchema = z.object({
  /** The model that was fitted. */
  parent: z.object({ id: z.string(), name: z.string() }),
  at: z.iso.datetime(),
  /** New log-odds = slope × log-odds + offset. */
  slope: z.number(),
  offset: z.number(),
  pointsBefore: operatingPointsSchema,
  figures: fitFiguresSchema,
})

const progress = z.object({
  type: z.literal('progress'),
  stage: z.enum(['inspect', 'read']),
  done: z.int(),
  total: z.int(),
})

export type Fitted = z.infer<typeof fittedSchema>

/** What happens while a model is fitted to a place: how far it is, and the end. */
export const fitEventSchema = z.discriminatedUnion('type', [
  progress,
  z.object({
    type: z.literal('fitted'),
    model: z.object({ id: z.string(), name: z.string() }),
    fitted: fittedSchema,
    points: operatingPointsSchema,
    /** Films that were left out since the model was trained on them; absent where that is not known. */
    seen: z.int().nonnegative().optional(),
    unread: z.array(z.object({ file: z.string(), problem: problemSchema })),
  }),
])
export type FitEvent = z.infer<typeof fitEventSchema>
