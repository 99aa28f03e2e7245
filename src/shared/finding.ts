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

/** One part in a million is more than any calibration can tell apart, and a tenth of a pixel than anybody can see. */
export function roundedFinding({ x, y, width, height, probability, point }: Finding): Finding {
  const tenth = (value: number): number => Number(value.toFixed(1))
  return {
    ...{ x: tenth(x), y: tenth(y), width: tenth(width), height: tenth(height) },
    probability: Number(probability.toFixed(6)),
    point,
  }
}

/** A finding in a table: `x y width height probability point`. */
export function findingText({ x, y, width, height, probability, point }: Finding): string {
  return [x, y, width, height, probability, point].join(' ')
}
