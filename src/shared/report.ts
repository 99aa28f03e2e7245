import { z } from 'zod'
import { classResultsSchema, evaluationSchema, groupResultSchema } from './evaluation.ts'
import { modelCardSchema } from './model.ts'
import { learningCurveSchema } from './learningCurve.ts'
import { problemSchema } from './problem.ts'
import { networkSummarySchema } from './networkSummary.ts'

/** A film of the hold-out and what the model said of it. */
export const filmLossSchema = z.object({
  /** Below the data's folder; `film 12` where names were taken out. */
  file: z.string(),
  className: z.string(),
  group: z.int(),
  /** Calibrated probability of a fracture. */
  probability: z.number(),
  /** Negative log-likelihood of the film's class. */
  loss: z.number(),
})
export type FilmLoss = z.infer<typeof filmLossSchema>

export const historyEntrySchema = z.object({
  epoch: z.int(),
  /**
   * Cross-entropy of the fused logits on the films that are learned from, as `validationLoss` is on others. In reports
   * of version 0.1.0 with mode `full`: the whole loss, with that of the branches and of balance.
   */
  trainLoss: z.number(),
  validationLoss: z.number().optional(),
  /** ROC AUC on validation films. */
  auc: z.number().optional(),
})
export type HistoryEntry = z.infer<typeof historyEntrySchema>

export const reportWarningCodes = ['leak', 'too-good', 'few-films', 'no-better-than-chance', 'idle-expert'] as const

/** An expert that speaks at fewer places than this is idle. */
const idleShare = 0.05

/** The numbers, from 1 on, of the experts that were hardly used at places of the held-out films. */
export function idleExperts(expertUse: readonly number[] = []): number[] {
  return expertUse.flatMap((share, i) => (share < idleShare ? [i + 1] : []))
}

/**
 * How a model does on films that it was not trained on, with what must be known to believe it. `report.html` is drawn
 * from this alone.
 */
export const reportSchema = z.object({
  formatVersion: z.literal(1),
  /** One sentence that says it all; to be shown after a leak's warning and before everything else. */
  sentence: z.string(),
  /** The gravest first. */
  warnings: z.array(z.object({ code: z.enum(reportWarningCodes), message: z.string() })),
  /**
   * Where a group lies on both sides: the held-out films whose group was trained on. Absent in old reports. `fromStart`:
   * the trunk that the training started from was fine-tuned on films that it was judged or calibrated by.
   */
  leak: z.object({ films: z.int().nonnegative(), fromStart: z.literal(true).optional() }).optional(),
  card: modelCardSchema,
  holdout: evaluationSchema,
  curves: z.object({
    /** From (0, 0) to (1, 1). */
    roc: z.array(z.object({ threshold: z.number(), falsePositiveRate: z.number(), truePositiveRate: z.number() })),
    precisionRecall: z.array(z.object({ threshold: z.number(), precision: z.number(), recall: z.number() })),
    calibration: z.array(z.object({ claimed: z.number(), observed: z.number(), films: z.int() })),
    /** Films in each of equal bins of the probability. */
    histogram: z.object({ fractured: z.array(z.int()), unfractured: z.array(z.int()) }),
  }),
  history: z.array(historyEntrySchema),
  /** The films on which the model was most wrong. */
  largestLosses: z.array(filmLossSchema),
  /** All films of the hold-out; absent where names were taken out, and in old reports. */
  films: z.array(filmLossSchema).optional(),
  columns: z.array(groupResultSchema),
  /** Files that took no part, and why; absent where there were none, and where names were taken out. */
  leftOut: z.array(z.object({ file: z.string(), problem: problemSchema })).optional(),
  /** Only where it was asked for. */
  learningCurve: learningCurveSchema.optional(),
  /** Why there is none though it was asked for. */
  learningCurveProblem: problemSchema.optional(),
  /** Absent in old reports. */
  classes: classResultsSchema.optional(),
  network: networkSummarySchema,
})
export type Report = z.infer<typeof reportSchema>
