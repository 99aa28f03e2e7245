import { z } from 'zod'

/** Longer than any note that is read. */
export const mostNoteLetters = 2_000

const noteText = z.string().max(mostNoteLetters)

/** What a person noted of one frame of an open film, and whether it is one of their key images. */
export const noteSchema = z.object({
  filmId: z.string(),
  frame: z.int().nonnegative(),
  key: z.boolean(),
  /** Empty where nothing is noted. */
  text: noteText,
})
export type Note = z.infer<typeof noteSchema>

/**
 * A change of a note; what is not given stays. `before`: the text that the page began with, so that nothing is written
 * over that another window has noted meanwhile.
 */
export const noteChangeSchema = z.object({
  filmId: z.string(),
  frame: z.int().nonnegative().default(0),
  key: z.boolean().optional(),
  text: noteText.optional(),
  before: noteText.optional(),
})
export type NoteChange = z.infer<typeof noteChangeSchema>
