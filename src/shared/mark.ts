import { z } from 'zod'

/** More points than anybody draws, and than programs that outline by themselves give. */
export const mostPoints = 10_000
/** Of one frame of a film. */
export const mostMarks = 2_000

/** Far beyond any film; keeps areas finite. */
const coordinate = z.number().min(-1e6).max(1e6)
const length = z.number().min(0).max(1e6)
const bounds = { x: coordinate, y: coordinate, width: length, height: length }

/** Across and down, in film pixels. */
export const pointSchema = z.tuple([coordinate, coordinate])
export type Point = z.infer<typeof pointSchema>

/**
 * The outline of a mark in film pixels: 0, 0 is the outer corner at the top left of the stored frame, x grows to the
 * right and y downwards, so that the film is the rectangle from 0, 0 to its columns, rows. An ellipse is given by the
 * box around it.
 */
export const outlineSchema = z.discriminatedUnion('shape', [
  z.object({ shape: z.literal('box'), ...bounds }),
  z.object({ shape: z.literal('ellipse'), ...bounds }),
  z.object({ shape: z.literal('polygon'), points: z.array(pointSchema).min(3).max(mostPoints) }),
])
export type Outline = z.infer<typeof outlineSchema>

const about = {
  /** What kind of fracture, as the person or the file that drew it says, such as `hairline`. */
  category: z.string().min(1).max(100).optional(),
}
/** Where a person or a file sees a fracture on one frame of a film. It stays beside the film, never in it. */
export const markSchema = z.discriminatedUnion('shape', [
  outlineSchema.options[0].extend(about),
  outlineSchema.options[1].extend(about),
  outlineSchema.options[2].extend(about),
])
export type Mark = z.infer<typeof markSchema>

export const marksSchema = z.array(markSchema).max(mostMarks)

/** What a person sees on a film, whatever a model said of it. */
export const answers = ['fracture', 'none', 'unsure'] as const
export const answerSchema = z.enum(answers)
export type Answer = z.infer<typeof answerSchema>

/**
 * Whether a reader saw what the model said when they answered; `none`: there was no reading. `compared`: they saw another
 * reader's answer, whatever the model said.
 */
export const readingsSeen = ['hidden', 'shown', 'none', 'compared'] as const
export const readingSeenSchema = z.enum(readingsSeen)
export type ReadingSeen = z.infer<typeof readingSeenSchema>

const place = {
  frame: z.int().nonnegative().default(0),
  /** Who says so, as they call themselves; empty where nobody gave a name. */
  reader: z.string().max(100).default(''),
}
export const markPlaceSchema = z.object({ filmId: z.string(), ...place })

export const saveMarksSchema = markPlaceSchema
  .extend({ answer: answerSchema, marks: marksSchema, reading: readingSeenSchema.optional() })
  .refine(({ answer, marks }) => answer !== 'none' || marks.length === 0, {
    message: 'There are marks on a film of which it is said that there is no fracture.',
    path: ['marks'],
  })

/** What one reader says of one frame of an open film, and where. */
export const markedFrameSchema = markPlaceSchema.extend({
  answer: answerSchema,
  marks: marksSchema,
  /** How many earlier states `undo` can go back through. */
  earlier: z.int().nonnegative(),
})
export type MarkedFrame = z.infer<typeof markedFrameSchema>

/** Files that tell of marks: COCO JSON, a CSV table, Pascal VOC XML, YOLO text. */
export const markFormats = ['coco', 'csv', 'voc', 'yolo'] as const
export const markFormatSchema = z.enum(markFormats)
export type MarkFormat = z.infer<typeof markFormatSchema>

/** Those that the program writes. */
export const writtenMarkFormats = ['coco', 'csv'] as const satisfies readonly MarkFormat[]
export type WrittenMarkFormat = (typeof writtenMarkFormats)[number]

const written = z.int().nonnegative()
/** What was written: films or frames of them, marks, and films that the format could not tell of or that were unreadable. */
export const writtenMarksSchema = z.object({ films: written, marks: written, leftOut: written, unreadable: written })
export type WrittenMarksCount = z.infer<typeof writtenMarksSchema>
