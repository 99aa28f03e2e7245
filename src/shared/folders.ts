import { oc } from '@orpc/contract'
import { z } from 'zod'
import { problemSchema } from './problem.ts'

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

const procedure = oc.errors({ PROBLEM: { data: problemSchema } })

export const foldersContract = {
  /** Folders of the machine, within the roots that the program was started with; without `folder`, the roots. */
  list: procedure
    .input(z.object({ folder: z.string().min(1).optional(), hidden: z.boolean().default(false) }))
    .output(folderViewSchema),
}
