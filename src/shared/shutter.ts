import { z } from 'zod'

/**
 * What a display shutter covers, PS3.3 C.7.6.11: people and models see one grey there and not the film. To see what
 * lies below, leave the shutter out of the film.
 */
export const shutterSchema = z.object({
  /** Shown in place of the film, from 0 (black) to 1 (white), after window and inversion. */
  grey: z.number().min(0).max(1),
  /** A bit for each pixel, 1 where it is covered: row by row without gaps, the first in the lowest bit. */
  bits: z.custom<Uint8Array>((bits) => bits instanceof Uint8Array),
})
export type Shutter = z.infer<typeof shutterSchema>

export function isCovered({ bits }: Pick<Shutter, 'bits'>, pixel: number): boolean {
  return ((bits[pixel >> 3]! >> (pixel & 7)) & 1) === 1
}
