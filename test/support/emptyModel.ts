import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelCard } from '#shared/model.ts'
import { testCard } from './testCard.ts'

/**
 * A model's folder with a card and weights that fit together; the weights are a few bytes that no engine could load.
 */
export async function writeEmptyModel(directory: string, id: string, changes: Partial<ModelCard> = {}): Promise<void> {
  const bytes = Buffer.from(id)
  const weights = {
    file: 'model.safetensors',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  }
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, weights.file), bytes)
  await writeFile(join(directory, 'card.json'), JSON.stringify({ ...testCard({ id, weights }), ...changes }))
}
