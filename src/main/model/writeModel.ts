import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { modelCardSchema, type ModelCard } from '#shared/model.ts'
import { writeSafetensors } from '#main/network/safetensors.ts'
import type { HostTensor } from '#main/network/tensor.ts'
import { weightsMetadata } from './renamedWeights.ts'

const weightsFile = 'model.safetensors'

/**
 * Writes float16 weights and the card that names their hash; the card last, so that a folder with a card is whole.
 * Returns the card.
 */
export async function writeModel(
  directory: string,
  parameters: Readonly<Record<string, HostTensor>>,
  about: Omit<ModelCard, 'weights'>,
): Promise<ModelCard> {
  const bytes = writeSafetensors({ tensors: parameters, metadata: weightsMetadata(about.id) }, 'F16')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const card = modelCardSchema.parse({ ...about, weights: { file: weightsFile, sha256, bytes: bytes.length } })
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await writeFile(join(directory, weightsFile), bytes, { mode: 0o600 })
  await writeFile(join(directory, 'card.json'), `${JSON.stringify(card, null, 2)}\n`, { mode: 0o600 })
  return card
}
