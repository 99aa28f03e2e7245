import { z } from 'zod'
import { problemSchema } from './problem.ts'
import { verdicts } from './reading.ts'

/** What a person says of a reading. */
export const opinions = ['agree', 'disagree', 'unsure'] as const
export type Opinion = (typeof opinions)[number]

/** What the library knows of one frame of an open film: its reading by a model in short, and what somebody said of it. */
export const markSchema = z.object({
  filmId: z.string(),
  frame: z.int().nonnegative(),
  verdict: z.enum(verdicts).optional(),
  probability: z.number().min(0).max(1).optional(),
  opinion: z.enum(opinions).optional(),
})
export type Mark = z.infer<typeof markSchema>

/** Whether anything is kept: in private mode nothing is written, and what is known of the session goes with it. */
export const libraryStateSchema = z.object({
  private: z.boolean(),
  /** What is wrong with what was kept. */
  problem: problemSchema.optional(),
})

/** What is kept of a film has changed, or what holds for all windows, in whichever of them. */
export const libraryChangeSchema = z.discriminatedUnion('what', [
  z.object({ what: z.enum(['annotations', 'marks', 'notes', 'reviews']), filmId: z.string() }),
  z.object({ what: z.enum(['private', 'settings']) }),
])
export type LibraryChange = z.infer<typeof libraryChangeSchema>
export type ChangeOfFilm = Extract<LibraryChange, { filmId: string }>

/** One element of a DICOM header, values cut short. */
export const tagSchema = z.object({
  /** Such as `(0010,0010)`. */
  tag: z.string(),
  vr: z.string().optional(),
  /** The standard's keyword; absent for what it does not know. */
  keyword: z.string().optional(),
  private: z.boolean(),
  /** Depth inside sequences, from 0. */
  depth: z.int().nonnegative(),
  /** As text; for what is not text, its size. */
  value: z.string(),
  /** True where the value goes on. */
  cut: z.boolean(),
})
export type Tag = z.infer<typeof tagSchema>
