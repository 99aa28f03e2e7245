import { readFile } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { modelIdSchema } from '#shared/model.ts'

const checkedSchema = z.object({
  formatVersion: z.literal(1),
  /** By model: films of this place that it was trained, fitted or evaluated on, the last time. */
  models: z.record(modelIdSchema, z.object({ films: z.int().nonnegative(), at: z.iso.datetime() })),
})

/** Films that are too few to check anything. */
export const fewestToCheck = 40

/** Which models were ever checked on films of this place; none where the file is missing or damaged. */
export async function checkedHere(file: string): Promise<ReadonlySet<string>> {
  try {
    return new Set(Object.keys(checkedSchema.parse(JSON.parse(await readFile(file, 'utf8'))).models))
  } catch {
    return new Set()
  }
}

export async function noteChecked(file: string, modelId: string, films: number): Promise<void> {
  if (films < fewestToCheck) return
  let models: z.infer<typeof checkedSchema>['models'] = {}
  try {
    ;({ models } = checkedSchema.parse(JSON.parse(await readFile(file, 'utf8'))))
  } catch {
    // The first one, or a damaged file: what it said can be found out again by evaluating.
  }
  const noted = { formatVersion: 1, models: { ...models, [modelId]: { films, at: new Date().toISOString() } } }
  await writeFileAtomic(file, JSON.stringify(noted), { mode: 0o600 })
}
