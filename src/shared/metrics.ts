import { z } from 'zod'

export const intervalSchema = z.tuple([z.number(), z.number()])

/** How well a model points at fractures, on films of which it is known where they lie. Intervals are 95 %. */
export const pointingSchema = z.object({
  films: z.int().nonnegative(),
  markedFilms: z.int().nonnegative(),
  marks: z.int().nonnegative(),
  /** Share of the marked films whose highest place lies on a mark. */
  hitRate: z.number(),
  hitInterval: intervalSchema,
  /** Share of the marks that findings find, at so many wrong findings a film. */
  froc: z.array(z.object({ falseFindings: z.number(), sensitivity: z.number(), interval: intervalSchema })),
  /** The same for the findings that are drawn: all of them, and the likely ones. */
  ruleOut: z.object({ sensitivity: z.number(), falseFindings: z.number() }),
  ruleIn: z.object({ sensitivity: z.number(), falseFindings: z.number() }),
})
export type Pointing = z.infer<typeof pointingSchema>

/** What a model does on a set of films. Intervals are 95 %. */
export const metricsSchema = z.object({
  films: z.int().nonnegative(),
  fractured: z.int().nonnegative(),
  auc: z.number(),
  aucInterval: intervalSchema,
  /** At probability 0.5. */
  accuracy: z.number(),
  balancedAccuracy: z.number(),
  /** [[true negative, false positive], [false negative, true positive]] at probability 0.5. */
  confusion: z.tuple([z.tuple([z.int(), z.int()]), z.tuple([z.int(), z.int()])]),
  brier: z.number(),
  ece: z.number(),
  /** Sensitivity and specificity of the two operating points. */
  ruleOut: z.object({
    sensitivity: z.number(),
    sensitivityInterval: intervalSchema,
    specificity: z.number(),
    specificityInterval: intervalSchema,
  }),
  ruleIn: z.object({
    sensitivity: z.number(),
    sensitivityInterval: intervalSchema,
    specificity: z.number(),
    specificityInterval: intervalSchema,
  }),
  /** Only of models that point, and where it is known where fractures lie. */
  pointing: pointingSchema.optional(),
})
export type Metrics = z.infer<typeof metricsSchema>
