import { readFile } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { modelIdSchema } from '#shared/model.ts'

const pointerSchema = z.object({ formatVersion: z.literal(1), modelId: modelIdSchema })

/** Id in the pointer file, or undefined where there is none or it is damaged. */
export async function readActivePointer(file: string): Promise<string | undefined> {
  try {
    return pointerSchema.parse(JSON.parse(await readFile(file, 'utf8'))).modelId
  } catch {
    return undefined
  }
}

export async function writeActivePointer(file: string, modelId: string): Promise<void> {
  await writeFileAtomic(file, JSON.stringify({ formatVersion: 1, modelId }), { mode: 0o600 })
}
