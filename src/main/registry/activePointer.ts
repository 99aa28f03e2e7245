import { readFile } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { modelIdSchema } from '#shared/model.ts'

const pointerSchema = z.object({
  formatVersion: z.literal(1),
  modelId: modelIdSchema,
  /** What was active before, the latest first. */
  previous: z.array(modelIdSchema).default([]),
})

/** Which model is active, and which were before it, the latest first. */
export type ActivePointer = { modelId: string; previous: readonly string[] }

/** How many are remembered. */
const mostRemembered = 10

/** What the pointer file says, or undefined where there is none or it is damaged. */
export async function readActivePointer(file: string): Promise<ActivePointer | undefined> {
  try {
    return pointerSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return undefined
  }
}

export async function writeActivePointer(file: string, { modelId, previous }: ActivePointer): Promise<void> {
  const pointer = { formatVersion: 1, modelId, previous: previous.slice(0, mostRemembered) }
  await writeFileAtomic(file, JSON.stringify(pointer), { mode: 0o600 })
}
