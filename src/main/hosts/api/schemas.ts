import { z } from 'zod'
import { metricsSchema } from '#shared/metrics.ts'
import { modelIdSchema } from '#shared/model.ts'
import { problemCodes } from '#shared/problem.ts'
import { operatingPointsSchema, readingSchema } from '#shared/reading.ts'

/** What the API says of a model; a part of its card that names no folder. */
export const apiModelSchema = z.object({
  id: modelIdSchema,
  name: z.string(),
  createdAt: z.string(),
  active: z.boolean().describe('It reads where a request names no model.'),
  classes: z.array(z.string()).describe('The first one is no fracture.'),
  pointsAtPlaces: z.boolean().describe('Its readings have findings.'),
  operatingPoints: operatingPointsSchema,
  inputSize: z.int(),
  licence: z.string(),
  credit: z.string(),
  intendedUse: z.string(),
  weightsSha256: z.string(),
  holdout: metricsSchema
    .pick({ films: true, fractured: true, auc: true })
    // A tuple comes out of zod in JSON Schema's form before 2020, which OpenAPI 3.1 does not know.
    .extend({ aucInterval: z.array(z.number()).length(2) }),
})
export type ApiModel = z.infer<typeof apiModelSchema>

export const apiModelsSchema = z.object({ models: z.array(apiModelSchema) })

export const apiReadingSchema = readingSchema.omit({ maps: true }).extend({
  readingId: z.uuid(),
  film: z.object({ format: z.string(), rows: z.int(), columns: z.int(), frames: z.int() }),
  evidence: z.string().describe('Address of the evidence picture, for an hour.'),
  intendedUse: z.string(),
})
export type ApiReading = z.infer<typeof apiReadingSchema>

export const apiHealthSchema = z.object({
  status: z.enum(['ready', 'not-ready']),
  version: z.string(),
})

export const apiProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(problemCodes),
  id: z.string().optional(),
  where: z.string().optional(),
})

/** What may follow the `?` of `POST /v1/readings`. Frames count from 0. */
export const readingQuerySchema = z.strictObject({
  model: modelIdSchema.optional(),
  frame: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .optional(),
  force: z.enum(['true', 'false']).optional(),
})
