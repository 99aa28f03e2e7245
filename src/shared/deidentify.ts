import { z } from 'zod'
import { engineNames } from './engine.ts'
import { modelIdSchema } from './model.ts'
import { problemSchema } from './problem.ts'
import { verdicts } from './reading.ts'
import { resultStyleSchema } from './results.ts'

/** A rectangle of a film in its pixels, from its upper left corner. */
export const boxSchema = z.object({
  x: z.int().nonnegative(),
  y: z.int().nonnegative(),
  width: z.int().positive(),
  height: z.int().positive(),
})
export type Box = z.infer<typeof boxSchema>

/** Why somebody should look at an exported film before it leaves. None of them means that a film is clean. */
export const deidentifyWarnings = [
  /** Its file says that text is part of the picture, Burned In Annotation (0028,0301). */
  'text-stated',
  /** Its file does not say whether it is. */
  'text-unknown',
  /** A capture of a screen, a document or another picture, which often have text. */
  'capture',
  /** Paper or film that was digitised, with its labels. */
  'digitised',
  /** A kind of picture that mostly has text, such as ultrasound. */
  'modality',
  /** Boxes were made black; nobody said that nothing is left. */
  'boxes-unconfirmed',
  /** Overlays were taken away: what they showed is gone. */
  'overlays-removed',
] as const
export type DeidentifyWarning = (typeof deidentifyWarnings)[number]

/** What PS3.15 Annex E leaves to choose, and what is made black. */
export const deidentifyStyleSchema = z.object({
  /** Retain Device Identity Option, E.3.9. */
  retainDevice: z.boolean().default(false),
  /** Retain Longitudinal Temporal Information with Modified Dates Option, E.3.6. */
  shiftDates: z.boolean().default(false),
  /** Made black: on the file of that name (with or without folders), on the film that is open, or on each film. */
  boxes: z
    .array(boxSchema.extend({ file: z.string().min(1).optional(), filmId: z.string().optional() }))
    .max(10_000)
    .default([]),
  /** Somebody has looked at each film and says that with the boxes no text is left. */
  textRemoved: z.boolean().default(false),
})
export type DeidentifyStyle = z.infer<typeof deidentifyStyleSchema>

export const deidentifyRequestSchema = deidentifyStyleSchema
  .extend({
    /** Files and folders of this machine. */
    paths: z.array(z.string().min(1)).default([]),
    /** Films that are open. */
    filmIds: z.array(z.string()).default([]),
    /** A folder that is not there yet, or is empty. */
    to: z.string().min(1),
    /** A CSV table with the columns file, x, y, width and height: more boxes. */
    boxesFile: z.string().min(1).optional(),
    /** Where the table of what was replaced goes; by default into the data folder. */
    replaced: z.string().min(1).optional(),
    /** Each film is read as it was exported, and its results go along. */
    results: z
      .object({
        modelId: modelIdSchema.optional(),
        engine: z.enum(engineNames).optional(),
        style: resultStyleSchema.partial().optional(),
      })
      .optional(),
  })
  .refine(({ paths, filmIds }) => paths.length + filmIds.length > 0, { path: ['paths'], error: 'No film is named' })
export type DeidentifyRequest = z.infer<typeof deidentifyRequestSchema>

export const exportedFilmSchema = z.object({
  /** Its name here, which stays here. */
  source: z.string(),
  /** Its files in the export. */
  files: z.array(z.string()),
  warnings: z.array(z.enum(deidentifyWarnings)),
  /** What the model says of each of its frames, where that was asked for. */
  verdicts: z.array(z.enum(verdicts)),
  /** Why it has no results, where they were asked for. */
  unread: problemSchema.optional(),
})
export type ExportedFilm = z.infer<typeof exportedFilmSchema>

export const deidentifyEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: z.int().nonnegative(), total: z.int().nonnegative() }),
  z.object({
    type: z.literal('exported'),
    /** Where the export lies. */
    folder: z.string(),
    /** Where the table of what was replaced lies. */
    replaced: z.string(),
    films: z.array(exportedFilmSchema),
    /** What was not exported, and why. */
    refused: z.array(z.object({ source: z.string(), problem: problemSchema })),
    /** DICOM objects of readings. */
    results: z.int().nonnegative(),
  }),
])
export type DeidentifyEvent = z.infer<typeof deidentifyEventSchema>
export type DeidentifiedExport = Extract<DeidentifyEvent, { type: 'exported' }>
