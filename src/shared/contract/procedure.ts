import { oc } from '@orpc/contract'
import { z } from 'zod'
import { problemSchema } from '../problem.ts'

/** Every failure that the program foresees travels as this one error. */
export const procedure = oc.errors({ PROBLEM: { data: problemSchema } })

export const filmId = z.object({ filmId: z.string() })
export const frameOf = filmId.extend({ frame: z.int().nonnegative().default(0) })
