import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { inspectionEventSchema, inspectionRequestSchema } from '../dataset.ts'
import { engineNames } from '../engine.ts'
import { jobProgressSchema, jobSchema } from '../job.ts'
import { modelIdSchema } from '../model.ts'
import { reportSchema } from '../report.ts'
import { shortcutEventSchema, shortcutRequestSchema } from '../shortcut.ts'
import {
  estimateRequestSchema,
  estimateSchema,
  labelledFilmSchema,
  labelsRequestSchema,
  savedLabelsSchema,
  trainingRunSchema,
  trainingSettingsSchema,
} from '../training.ts'
import { procedure } from './procedure.ts'

const runId = z.object({ runId: z.string() })

/** Films of the worklist of which somebody said whether there is a fracture. */
export const reviewedSchema = z.object({
  fractured: z.int().nonnegative(),
  /** Of those with a fracture, how many have marks. */
  marked: z.int().nonnegative(),
  unfractured: z.int().nonnegative(),
  /** The deepest folder in which all of them lie; absent where there are none. */
  folder: z.string().optional(),
})
export type Reviewed = z.infer<typeof reviewedSchema>

export const trainingRequestSchema = trainingSettingsSchema.extend({
  folder: z.string().min(1),
  name: z.string().min(1).optional(),
  /** Whose trunk training starts from; by default that of the active model. */
  from: modelIdSchema.optional(),
  /**
   * A safetensors file with the weights of a ResNet-18, named as torchvision does, whose trunk training starts from
   * instead.
   */
  weights: z.string().min(1).optional(),
  activate: z.boolean().default(false),
  /** What computes; without it the program chooses. */
  engine: z.enum(engineNames).optional(),
  /** Also train on films of the reading room of which a person said whether their reading is right. */
  addReviewed: z.boolean().optional(),
})
export type TrainingRequest = z.infer<typeof trainingRequestSchema>

/** Labelled films before a training, trainings, and what came of them. */
export const trainingContract = {
  training: {
    /** What can be known of labelled films before a training: progress, then what was found. Ends with its reader. */
    inspect: procedure.input(inspectionRequestSchema).output(eventIterator(inspectionEventSchema)),
    /**
     * Whether labelled films can be told apart without their anatomy: progress, then the answer. Ends with its reader.
     */
    checkShortcuts: procedure.input(shortcutRequestSchema).output(eventIterator(shortcutEventSchema)),
    /** A picture that an inspection or a check for shortcuts made. */
    picture: procedure.input(z.object({ pictureId: z.string() })).output(z.object({ picture: z.instanceof(Blob) })),
    start: procedure.input(trainingRequestSchema).output(jobSchema),
    /**
     * Resumes a run that was cancelled or interrupted, from its last epoch; a run is named by the job that began
     * it.
     */
    resume: procedure.input(runId.extend({ engine: z.enum(engineNames).optional() })).output(jobSchema),
    /** What a training would take here, measured by a few real steps on films of the folder. */
    estimate: procedure.input(estimateRequestSchema).output(estimateSchema),
    /** Newest first; those of a program that runs at the same time are its own. */
    runs: procedure.output(z.array(trainingRunSchema)),
    /** The course of a run so far: its steps and its epochs, which have a `trainLoss`. */
    course: procedure.input(runId).output(z.array(jobProgressSchema)),
    /** Writes settings, course and figures of a run as files that MLflow reads. They name no film and no folder. */
    exportRun: procedure
      .input(runId.extend({ folder: z.string().min(1) }))
      .output(z.object({ path: z.string(), files: z.int() })),
    /**
     * Ends a run if it is under way, and deletes it with what would serve to resume it. A model that came of it
     * stays.
     */
    discard: procedure.input(runId),
    /** Films of the reading room that could be trained on by what a person said of their readings. */
    reviewed: procedure.output(reviewedSchema),
    /** How a model does on the films that were held out. The bundled model has none. */
    report: procedure.input(z.object({ modelId: modelIdSchema })).output(reportSchema),
    /** Keeps corrected labels in a manifest; films and folders stay as they are. */
    saveLabels: procedure.input(labelsRequestSchema).output(savedLabelsSchema),
    /** A film of labelled data in its own window as a small PNG. */
    thumbnail: procedure.input(labelledFilmSchema).output(z.object({ picture: z.instanceof(Blob) })),
  },
}
