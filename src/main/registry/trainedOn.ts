import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

export const splitFileName = 'split.csv'

const rowsSchema = z.array(z.object({ split: z.string(), sha256: z.string() }))

/**
 * SHA-256 of the files that a model was trained or tuned on, by the split that lies beside it: everything but the
 * hold-out. Undefined for a model without a split: the bundled one, or one from elsewhere.
 */
export async function trainedOn(directory: string): Promise<ReadonlySet<string> | undefined> {
  let text: string
  try {
    text = await readFile(join(directory, splitFileName), 'utf8')
  } catch {
    return undefined
  }
  let rows: z.infer<typeof rowsSchema>
  try {
    rows = rowsSchema.parse(parse(text, { columns: true, bom: true, skip_empty_lines: true }))
  } catch {
    return undefined
  }
  return new Set(rows.filter(({ split }) => split !== 'holdout').map(({ sha256 }) => sha256))
}
