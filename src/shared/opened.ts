import { z } from 'zod'
import { documentSchema } from './document.ts'
import { filmSchema } from './film.ts'
import { problemSchema } from './problem.ts'

/** One file's fate when a path or an upload is opened. */
export const openedSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('film'),
    film: filmSchema,
    /** The film that lay there when the path was opened before; another file has taken its place. */
    replaces: z.string().optional(),
  }),
  z.object({
    type: z.literal('problem'),
    name: z.string(),
    problem: problemSchema,
    /** What a file without an image says about films, where it is a report or a presentation state. */
    document: documentSchema.optional(),
  }),
])
export type Opened = z.infer<typeof openedSchema>
