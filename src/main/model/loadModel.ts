import type { ModelCard } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import { networkParameters } from '#main/network/parameters.ts'
import { readSafetensors } from '#main/network/safetensors.ts'
import type { HostTensor } from '#main/network/tensor.ts'
import { readCard, readWeights } from './modelFolder.ts'

export type LoadedModel = { card: ModelCard; parameters: Record<string, HostTensor> }

/**
 * Card and weights of the model in a folder. Nothing of it is trusted before its hash, its schema and every shape have
 * been checked. Throws `model-not-found` or `model-invalid`.
 */
export async function loadModel(directory: string): Promise<LoadedModel> {
  const card = await readCard(directory)
  const { tensors } = readSafetensors(await readWeights(directory, card))
  return { card, parameters: checkedParameters(card, tensors) }
}

function checkedParameters(card: ModelCard, tensors: Readonly<Record<string, HostTensor>>): Record<string, HostTensor> {
  return Object.fromEntries(
    networkParameters(card.network).map(({ name, dims }) => {
      const tensor = tensors[name]
      if (!tensor || tensor.dims.join() !== dims.join()) {
        throw new ProblemError('model-part-missing', { name })
      }
      return [name, tensor]
    }),
  )
}
