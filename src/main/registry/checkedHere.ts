import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { modelIdSchema } from '#shared/model.ts'
import { readOwnJson } from '#main/files/index.ts'

const checkedSchema = z.object({
  formatVersion: z.literal(1),
  /** By model: films of this place that it was trained, fitted or evaluated on, the last time. */
  models: z.record(modelIdSchema, z.object({ films: z.int().nonnegative(), at: z.iso.datetime() })),
})

/** Films that are too few to check anything. */
export const fewestToCheck = 40

type Checked = z.infer<typeof checkedSchema>['models']

/** Which models were ever checked on films of this place. Rejects once with 'aside-checked' for what cannot be understood. */
export async function checkedHere(file: string): Promise<ReadonlySet<string>> {
  return new Set(Object.keys(await kept(file)))
}

/** Rejects as `checkedHere` does. */
export async function noteChecked(file: string, modelId: string, films: number): Promise<void> {
  if (films < fewestToCheck) return
  const noted = { ...(await kept(file)), [modelId]: { films, at: new Date().toISOString() } }
  await writeFileAtomic(file, JSON.stringify({ formatVersion: 1, models: noted }), { mode: 0o600 })
}

async function kept(file: string): Promise<Checked> {
  return (await readOwnJson(file, checkedSchema, { id: 'aside-checked', folder: 'models' }))?.models ?? {}
}
