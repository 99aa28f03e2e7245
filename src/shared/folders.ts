import { z } from 'zod'

const placeSchema = z.object({ name: z.string(), path: z.string() })

/** A folder, as one sees it who looks for another one. */
export const folderViewSchema = z.object({
  /** It and those above it that may be seen, the uppermost first; empty for the list of the roots. */
  trail: z.array(placeSchema),
  /** Those in it, in natural order. `films`: files right in one that may be films by their names, where counted in time. */
  folders: z.array(placeSchema.extend({ films: z.int().nonnegative().optional() })),
  /** Files right in it that may be films by their names. */
  films: z.int().nonnegative(),
})
export type FolderView = z.infer<typeof folderViewSchema>
