import { z } from 'zod'
import { jobSchema } from './job.ts'
import { modelIdSchema } from './model.ts'

/** What suits each mode, and what the tutorial takes instead. */
export const trainingDefaults = {
  heads: { epochs: 12, batch: 32, learningRate: 5e-4, weightDecay: 0.05 },
  full: { epochs: 12, batch: 32, learningRate: 5e-5, weightDecay: 0.05 },
  /** Single places of films, twice so many epochs. */
  places: { epochs: 8, batch: 512, learningRate: 1e-3, weightDecay: 0.05 },
  tutorial: { epochs: 5, batch: 128 },
} as const

/** Folds that films are divided into where each is judged by a network that has not seen it, unless told otherwise. */
export const crossFitFolds = 4

/** What can be chosen of a training; what is left out is what suits the mode. */
export const trainingSettingsSchema = z.object({
  /** `heads`: the trunk stays as it is, minutes. `full`: heads first, then layers 2–4 as well. */
  mode: z.enum(['heads', 'full']),
  /** `tutorial`: 224 pixels squashed to a square, 5 epochs, batch 128. */
  preset: z.enum(['default', 'tutorial']).default('default'),
  seed: z.int().nonnegative().default(42),
  epochs: z.int().min(1).max(500).optional(),
  batch: z.int().min(2).max(512).optional(),
  /** Side of the network's square input; by default that of the model it starts from. */
  inputSize: z.literal([224, 320, 448, 640]).optional(),
  /**
   * Whether the network learns where fractures are, by marks; by default where enough films with a fracture have some.
   */
  places: z.boolean().optional(),
  /** Labels and marks are what was said of the folder's films in the worklist, not those of class folders. */
  reviewed: z.boolean().optional(),
  /** A file, or a folder of files, with marks; without it they are looked for among the films. */
  marks: z.string().min(1).optional(),
  /** Which categories of the marks are fractures, where their names do not say it. */
  categories: z.array(z.string().min(1)).optional(),
  learningRate: z.number().positive().max(1).optional(),
  weightDecay: z.number().min(0).max(1).optional(),
  /** `balanced`: each class counts as much as the others, however few films it has. */
  classWeights: z.enum(['none', 'balanced']).default('none'),
  /** CSV that says which film belongs to which part, as `inspect --split` or an earlier run wrote it. */
  splitFile: z.string().min(1).optional(),
  /** Train although given parts leak; the report then says so in its first line. */
  allowLeak: z.boolean().optional(),
  /** Films whose names agree in the first brackets of this pattern belong together. */
  groupPattern: z.string().min(1).optional(),
  /** Films that take no part, by their files within the data's folder; what is not there is passed over. */
  leaveOut: z.array(z.string().min(1)).optional(),
  /**
   * Of films divided by group into so many folds, which one is held out: k-fold cross-validation is a training for
   * each.
   */
  fold: z
    .object({ number: z.int().min(1), of: z.int().min(2).max(20) })
    .refine(({ number, of }) => number <= of, 'There are fewer folds than that.')
    .optional(),
  /**
   * Into how many folds the films that are trained on are divided, so that each is judged by a network that learned
   * from the others. Heads: 4 by default.
   */
  crossFit: z.int().min(2).max(10).optional(),
  /** Also train on a quarter, a half and three quarters of the films, to tell whether more films would help. */
  learningCurve: z.boolean().optional(),
  /** Divide the films again by group, whatever parts they came in. */
  newSplit: z.boolean().optional(),
})
export type TrainingSettings = z.infer<typeof trainingSettingsSchema>

/**
 * `paused`: ended by its user; `interrupted`: interrupted by the end of the program. Both, and most failed ones, can be
 * gone on with.
 */
export const runStates = ['waiting', 'running', 'stopping', 'paused', 'interrupted', 'failed', 'finished'] as const
export type RunState = (typeof runStates)[number]

/** One training from its start to its model, over all the jobs that worked on it. */
export const trainingRunSchema = z.object({
  runId: z.string(),
  /** Of the model that comes of it. */
  name: z.string(),
  folder: z.string(),
  settings: trainingSettingsSchema,
  createdAt: z.iso.datetime(),
  state: z.enum(runStates),
  canResume: z.boolean(),
  /** The last job that worked on it. */
  job: jobSchema,
  /** Only when it is finished and its model is still there. */
  modelId: modelIdSchema.optional(),
})
export type TrainingRun = z.infer<typeof trainingRunSchema>

export const estimateRequestSchema = trainingSettingsSchema.extend({
  folder: z.string().min(1),
  /** Films that will take part. */
  films: z.int().positive(),
  /** Whose trunk training would start from; by default that of the active model. */
  from: modelIdSchema.optional(),
})
export type EstimateRequest = z.infer<typeof estimateRequestSchema>

/**
 * What a training would take on this machine, from a few real steps. Seconds are at most; memory is that of the process
 * that computes.
 */
export const estimateSchema = z.object({
  seconds: z.number().nonnegative(),
  stages: z.array(
    z.object({
      stage: z.enum(['films', 'features', 'heads', 'epochs', 'evaluate']),
      seconds: z.number().nonnegative(),
    }),
  ),
  memoryBytes: z.int().nonnegative(),
  /** What the machine could give now. */
  availableBytes: z.int().nonnegative(),
})
export type Estimate = z.infer<typeof estimateSchema>

/** What a person makes of a labelled film: another class, or, without a label, no film of the data. */
export const labelCorrectionSchema = z.object({ file: z.string().min(1), label: z.string().min(1).optional() })
export type LabelCorrection = z.infer<typeof labelCorrectionSchema>

export const labelsRequestSchema = z.object({
  /** The data's folder or manifest. */
  folder: z.string().min(1),
  corrections: z.array(labelCorrectionSchema).min(1),
  /** Of the manifest that is written. */
  file: z.string().min(1),
})
export type LabelsRequest = z.infer<typeof labelsRequestSchema>

export const savedLabelsSchema = z.object({
  /** Of the manifest. */
  path: z.string(),
  /** Films that take part, those among them whose label is not the original one, and films that take no part. */
  films: z.int().nonnegative(),
  corrected: z.int().nonnegative(),
  leftOut: z.int().nonnegative(),
  /** Corrections of films that are not there any more. */
  gone: z.int().nonnegative(),
})
export type SavedLabels = z.infer<typeof savedLabelsSchema>

/** A film of a run's data, by its file within the data's folder. */
export const labelledFilmSchema = z.object({
  /** The data's folder or manifest. */
  folder: z.string().min(1),
  file: z.string().min(1),
})
