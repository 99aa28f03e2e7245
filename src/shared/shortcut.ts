import { z } from 'zod'
import { inspectionRequestSchema } from './dataset.ts'
import { jobProgressSchema } from './job.ts'
import { modelIdSchema } from './model.ts'

/** Whether classes can be told apart by what lies beside the anatomy: borders, side letters, labels. */
export const shortcutSchema = z.object({
  /**
   * `found`: they can. `none`: no sign of it. `unclear`: the films cannot tell, since they are few, or show little but the
   * anatomy.
   */
  answer: z.enum(['found', 'none', 'unclear']),
  /** With its 95 % interval; absent where a class has too few films to learn from. */
  auc: z.object({ value: z.number(), interval: z.tuple([z.number(), z.number()]) }).optional(),
  /** Films that were looked at, and those with a fracture among them. */
  films: z.int().nonnegative(),
  fractured: z.int().nonnegative(),
  /** The median share of a film that is left when its anatomy is covered; absent with `auc`. */
  left: z.number().min(0).max(1).optional(),
  /** Films that give their class away most, of each class the surest first, by their files within the folder. */
  surest: z.array(z.object({ file: z.string(), fractured: z.boolean() })),
  /** Files that could not be read. */
  unreadable: z.int().nonnegative(),
})
export type Shortcut = z.infer<typeof shortcutSchema>

export const shortcutRequestSchema = inspectionRequestSchema
  .pick({ folder: true, reviewed: true, seed: true, groupPattern: true, leaveOut: true, marks: true, categories: true })
  .extend({
    /** Whose trunk looks at the films; by default that of the active model, as in a training. */
    from: modelIdSchema.optional(),
  })
export type ShortcutRequest = z.infer<typeof shortcutRequestSchema>

export const shortcutEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: jobProgressSchema }),
  z.object({
    /** The last event. */
    type: z.literal('checked'),
    shortcut: shortcutSchema,
    /** The name under which a picture of the surest films, covered, can be fetched for a while, as PNG. */
    sheetId: z.string().optional(),
  }),
])
export type ShortcutEvent = z.infer<typeof shortcutEventSchema>
