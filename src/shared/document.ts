import { z } from 'zod'

/** The frames that something is said of; all of a film's where none are named. Frames count from 0. */
export const filmReferenceSchema = z.object({
  sopInstanceUid: z.string(),
  frames: z.array(z.int().nonnegative()).optional(),
})
export type FilmReference = z.infer<typeof filmReferenceSchema>

/** Film pixels; 0, 0 is the outer corner of the first pixel. */
const pointSchema = z.tuple([z.number(), z.number()])

/** What a presentation state draws on its films. */
export const drawnShapeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('line'), points: z.array(pointSchema).min(2), filled: z.boolean(), dashed: z.boolean() }),
  z.object({ type: z.literal('point'), at: pointSchema }),
  z.object({ type: z.literal('text'), at: pointSchema, lines: z.array(z.string()) }),
])
export type DrawnShape = z.infer<typeof drawnShapeSchema>

export const drawingSchema = z.object({
  layer: z.string(),
  of: z.array(filmReferenceSchema),
  shapes: z.array(drawnShapeSchema),
})
export type Drawing = z.infer<typeof drawingSchema>

/** What is written about films: a report (SR, key objects) as lines, or what a presentation state draws. */
export const documentContentSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('report'),
    title: z.string(),
    patientName: z.string().optional(),
    lines: z.array(
      z.object({
        depth: z.int().nonnegative(),
        label: z.string(),
        value: z.string(),
        /** The value is a person's name. */
        person: z.boolean(),
      }),
    ),
    /** There is more of it than is shown. */
    cut: z.boolean(),
  }),
  z.object({
    kind: z.literal('presentation'),
    title: z.string(),
    patientName: z.string().optional(),
    drawings: z.array(drawingSchema),
    /** Shapes of kinds that are not drawn, or too many. */
    left: z.int().nonnegative(),
  }),
])
export type DocumentContent = z.infer<typeof documentContentSchema>

/** A file that is no film but belongs to films. */
export const documentSchema = z.object({
  documentId: z.string(),
  /** File name without its folder. */
  name: z.string(),
  content: documentContentSchema,
})
export type FilmDocument = z.infer<typeof documentSchema>
