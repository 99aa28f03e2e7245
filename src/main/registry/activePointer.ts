import { readFile } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { modelIdSchema } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'

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

/**
 * What the pointer file says, or undefined where none was ever chosen. Throws `model-invalid` where the file is damaged:
 * then nobody knows which model was chosen.
 */
export async function readActivePointer(file: string): Promise<ActivePointer | undefined> {
  try {
    return pointerSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new ProblemError('model-choice-damaged', { cause })
  }
}

export async function writeActivePointer(file: string, { modelId, previous }: ActivePointer): Promise<void> {
  const pointer = { formatVersion: 1, modelId, previous: previous.slice(0, mostRemembered) }
  await writeFileAtomic(file, JSON.stringify(pointer), { mode: 0o600 })
}
