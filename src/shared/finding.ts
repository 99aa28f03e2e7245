import { z } from 'zod'

/** The operating point that a finding passes: at or above rule-out it is possible, at or above rule-in likely. */
export const findingPoints = ['rule-out', 'rule-in'] as const

/**
 * Where a model sees a fracture on one frame of a film: the box around places that lie together, in film pixels as a
 * mark's. Its probability is that of its highest place, on the film's scale: what the film's probability would be if its
 * highest places were all like this one.
 */
export const findingSchema = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number().positive(),
  height: z.number().positive(),
  probability: z.number().min(0).max(1),
  point: z.enum(findingPoints),
})
export type Finding = z.infer<typeof findingSchema>
