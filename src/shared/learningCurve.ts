import { z } from 'zod'
import { intervalSchema } from './metrics.ts'

/** How good a training would have been with fewer of its films; all are judged on the same films held out. */
export const learningCurveSchema = z.object({
  /** By the number of films, the whole training last. Intervals are 95 %. */
  points: z
    .array(
      z.object({
        films: z.int().positive(),
        fractured: z.int().nonnegative(),
        auc: z.number(),
        interval: intervalSchema,
      }),
    )
    .min(2),
  /** What the films beyond the point of about a half of them brought: difference of the AUCs, paired by film. */
  gain: z.object({ from: z.int().positive(), difference: z.number(), interval: intervalSchema }),
  /** Points that are missing since too few films of theirs have marks; absent where none is. */
  tooFewMarked: z.int().positive().optional(),
})
export type LearningCurve = z.infer<typeof learningCurveSchema>

/** Less than this is not worth the work of labelling as many films again. */
const worthwhile = 0.02

/** Whether more films would help, as far as the last doubling shows it. */
export function wouldMoreHelp({ gain: { interval } }: LearningCurve): 'yes' | 'hardly' | 'unclear' {
  const [low, high] = interval
  // Where all parts separate the few films that are held out, their spread is none and says nothing.
  if (low === high) return 'unclear'
  return low > 0 ? 'yes' : high < worthwhile ? 'hardly' : 'unclear'
}
