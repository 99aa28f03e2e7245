import { z } from 'zod'

export const annotationKinds = ['length', 'angle', 'rectangle', 'ellipse', 'arrow'] as const
export type AnnotationKind = (typeof annotationKinds)[number]

/**
 * Points that each kind is drawn by: ends of a line; ends of two lines; two opposite corners (of the box around an
 * ellipse); tip and tail.
 */
export const pointsOf: Record<AnnotationKind, 2 | 4> = { length: 2, angle: 4, rectangle: 2, ellipse: 2, arrow: 2 }

const pointSchema = z.object({ x: z.number(), y: z.number() })

/** Something that a person drew on a film. Points are film pixels; 0, 0 is the outer corner of the first pixel. */
export const annotationSchema = z
  .object({
    id: z.string().min(1).max(64),
    kind: z.enum(annotationKinds),
    frame: z.int().nonnegative(),
    points: z.array(pointSchema),
    text: z.string().max(500).default(''),
  })
  .refine(({ kind, points }) => points.length === pointsOf[kind], 'The annotation has not the points of its kind.')
export type Annotation = z.infer<typeof annotationSchema>

/** All annotations of one film; more than anybody draws is refused. */
export const annotationsSchema = z.array(annotationSchema).max(2000)
