import { writeFile } from 'node:fs/promises'
import { writeNewFile } from '#main/files/index.ts'
import { writeSafetensors } from '#main/network/safetensors.ts'
import { torchvisionTrunk } from '#main/network/torchvisionTrunk.ts'
import { loadModel } from './loadModel.ts'
import { preprocessing } from './preprocessing.ts'

/**
 * Writes a model's trunk as safetensors (float32) that torchvision's `resnet18()` loads strictly. The file must not be
 * there yet. Throws as `writeOnnxModel`.
 */
export async function writeTrunk(directory: string, file: string): Promise<void> {
  const { card, parameters } = await loadModel(directory)
  const metadata = {
    program: 'FractureGuard',
    loads_into: 'torchvision.models.resnet18(), strict=True',
    note: 'Batch norm is folded: weight 1, bias that of the convolution, mean 0, variance 1 - 1e-5. fc is zeros; the trunk has none. A grey film goes in three times, normalised as ImageNet.',
    normalisation: JSON.stringify({ mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }),
    preprocessing: JSON.stringify(preprocessing(card.network)),
    licence: card.data.licence,
    credit: card.data.credit,
    intended_use: card.intendedUse,
    weights_sha256: card.weights.sha256,
  }
  const bytes = writeSafetensors({ tensors: torchvisionTrunk(parameters), metadata }, 'F32')
  await writeNewFile(file, (path) => writeFile(path, bytes, { flag: 'wx', mode: 0o600 }))
}
