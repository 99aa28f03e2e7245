import { z } from 'zod'
import { fittedSchema } from './fit.ts'
import { intervalSchema, metricsSchema } from './metrics.ts'
import { problemSchema } from './problem.ts'
import { operatingPointsSchema } from './reading.ts'

/** Everything that fixes the network's shape; see `src/main/network/fractureNet.ts`. */
export const networkShapeSchema = z
  .object({
    /** Side of the square input in pixels. */
    inputSize: z.int().multipleOf(32).min(32).max(1024),
    /** How a film that is not square becomes square. */
    fit: z.enum(['pad', 'squash']),
    classes: z.int().min(2).max(64),
    /** Channels of each branch and of each expert. */
    hidden: z.int().min(1).max(2048),
    experts: z.int().min(1).max(64),
    topK: z.int().min(1).max(64),
    /** It was taught where fractures are, by marks. Absent in networks that learned from labels of whole films. */
    places: z.literal(true).optional(),
  })
  .refine((shape) => shape.topK <= shape.experts, 'topK is larger than the number of experts.')
export type NetworkShape = z.infer<typeof networkShapeSchema>

export const modelIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)

/**
 * What the films that a model learned from look like to it: their standardised trunk features, averaged over each film.
 */
export const familiaritySchema = z
  .object({
    /** Of each channel, over the films. */
    mean: z.array(z.number()),
    deviation: z.array(z.number().positive()),
    /** A film that is further away, in deviations, is unlike them. */
    limit: z.number().positive(),
    /** Share of the held-out films that lie further away. */
    falseAlarms: z.number(),
  })
  .refine(({ mean, deviation }) => mean.length === deviation.length, 'Mean and deviation are not of the same channels.')
export type Familiarity = z.infer<typeof familiaritySchema>

/**
 * How a model tells that a film lies on its side or upside down, as against the films that it learned from: log-odds =
 * weight · their standardised trunk features, averaged over the film, + bias.
 */
export const orientationSchema = z.object({
  /** Of each channel. */
  weight: z.array(z.number()),
  bias: z.number(),
  /** A film with higher log-odds is looked at in its turned forms. */
  limit: z.number(),
  /** Share of turned training films above the limit, by weights fitted to films of other groups. */
  found: z.number().min(0).max(1),
  /** Share of the held-out films that are read turned. */
  turned: z.number().min(0).max(1),
})
export type Orientation = z.infer<typeof orientationSchema>

/** What the card of every model says that this program makes. */
export const intendedUse =
  'Research and teaching only. Not a medical device: it must not be used to diagnose, to treat, or to decide on the care of a person.'

/** What the card of a model says of the films that it was trained on here. */
export const dataOfThisPlace = {
  credit: 'Films of this place',
  licence: 'As the owner of the films says',
  /** In an exported model, instead of the name of their folder. */
  exportedName: 'Films of the place that trained it',
} as const

/** What an exported card says instead of the id of a model of this place that the training started from. */
export const anotherModel = 'another model'

/** As what a model can be written: whole, for another place; its network or its trunk alone, for other tools. */
export const modelFormats = ['archive', 'onnx', 'trunk'] as const
export type ModelFormat = (typeof modelFormats)[number]

/** Who a model is: stored beside its weights, shown to everybody who uses it. */
export const modelCardSchema = z.object({
  formatVersion: z.literal(1),
  id: modelIdSchema,
  name: z.string().min(1),
  createdAt: z.iso.datetime(),
  programVersion: z.string(),
  intendedUse: z.string(),
  /** Class names in the order of the classifier; the first is 'No fracture'. */
  classNames: z.array(z.string()).min(2),
  network: networkShapeSchema,
  temperature: z.number().positive(),
  operatingPoints: operatingPointsSchema,
  /** Absent in models that were trained before this was measured. */
  familiarity: familiaritySchema.optional(),
  /** Absent in older models, and where turned films cannot be told from others or the films are too few. */
  orientation: orientationSchema.optional(),
  /** Share of the places of the held-out films at which each expert was among the top k. Absent in older models. */
  expertUse: z.array(z.number().min(0).max(1)).optional(),
  data: z.object({
    name: z.string(),
    credit: z.string(),
    licence: z.string(),
    films: z.int(),
    /** Files that could not be read and took no part; absent where there were none. */
    leftOut: z.int().positive().optional(),
    groups: z.int(),
    /**
     * Films in each part; a group is never in two parts. No validation part where the training films were cross-fitted.
     */
    split: z.object({ train: z.int(), validation: z.int(), holdout: z.int() }),
  }),
  training: z.object({
    mode: z.enum(['heads', 'full']),
    seed: z.int(),
    epochs: z.int(),
    bestEpoch: z.int(),
    /**
     * Folds of the training films that were in turn left out of training and judged, for calibration and operating
     * points.
     */
    folds: z.int().nonnegative(),
    /** True when, after validation films had said how long to train, the network was trained again on them too. */
    trainedAgain: z.boolean().optional(),
    batch: z.int(),
    /** 2 where the films of a step were computed in halves, the memory being too small for all at once. */
    batchParts: z.int().optional(),
    learningRate: z.number(),
    weightDecay: z.number(),
    seconds: z.number(),
    engine: z.string(),
    startedFrom: z.string(),
  }),
  /** Of a model that was fitted to a place both are those of its films, cross-validated. */
  metrics: z.object({ validation: metricsSchema, holdout: metricsSchema }),
  /** Only of a model whose calibration and points were fitted to films of a place. */
  fitted: fittedSchema.optional(),
  weights: z.object({ file: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int() }),
})
export type ModelCard = z.infer<typeof modelCardSchema>

export const modelSummarySchema = z.object({
  id: modelIdSchema,
  name: z.string(),
  createdAt: z.string(),
  active: z.boolean(),
  bundled: z.boolean(),
  trainedOn: z.string(),
  holdoutAuc: z.number(),
  holdoutAucInterval: intervalSchema,
})
export type ModelSummary = z.infer<typeof modelSummarySchema>

/** The model that reads where no other is asked for, and why it cannot, where that is so. */
export const activeModelSchema = modelSummarySchema
  .pick({ id: true, name: true })
  .extend({ problem: problemSchema.optional() })
export type ActiveModel = z.infer<typeof activeModelSchema>

/** A whole model with what a table of all of them tells. */
export const modelVersionSchema = modelSummarySchema.extend({
  /** On disk. */
  bytes: z.int().nonnegative(),
  /** Films that it was made of, in all parts. */
  films: z.int(),
  holdout: metricsSchema,
  operatingPoints: operatingPointsSchema,
  /** A report lies beside it. */
  hasReport: z.boolean(),
})
export type ModelVersion = z.infer<typeof modelVersionSchema>

/** A folder that should hold a model and does not, or not a whole one. */
export const damagedModelSchema = z.object({
  id: modelIdSchema,
  active: z.boolean(),
  bundled: z.boolean(),
  bytes: z.int().nonnegative(),
  problem: problemSchema,
})
export type DamagedModel = z.infer<typeof damagedModelSchema>

export const modelVersionsSchema = z.object({
  /** The bundled one first, then newest first. */
  models: z.array(modelVersionSchema),
  damaged: z.array(damagedModelSchema),
  /** Which one rolling back would lead to. */
  previous: z.object({ id: modelIdSchema, name: z.string() }).optional(),
})
export type ModelVersions = z.infer<typeof modelVersionsSchema>
