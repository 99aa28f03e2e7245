import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { fittedFilmsFileName, splitFileName } from '#main/model/index.ts'

const rowsSchema = z.array(z.object({ split: z.string().optional(), sha256: z.string() }))

/**
 * SHA-256 of the files that a model was trained, tuned or fitted on, by the tables that lie beside it: everything but the
 * hold-out. Undefined for a model without any: the bundled one, or one from elsewhere.
 */
export async function trainedOn(directory: string): Promise<ReadonlySet<string> | undefined> {
  const split = await tableIn(join(directory, splitFileName))
  const fitted = await tableIn(join(directory, fittedFilmsFileName))
  if (!split && !fitted) return undefined
  return new Set(
    [...(split ?? []), ...(fitted ?? [])].filter((row) => row.split !== 'holdout').map((row) => row.sha256),
  )
}

async function tableIn(path: string): Promise<z.infer<typeof rowsSchema> | undefined> {
  try {
    return rowsSchema.parse(parse(await readFile(path, 'utf8'), { columns: true, bom: true, skip_empty_lines: true }))
  } catch {
    return undefined
  }
}
