import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { modelCardSchema, type ModelCard } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import { networkParameters } from '#main/network/parameters.ts'
import { readSafetensors } from '#main/network/safetensors.ts'
import type { HostTensor } from '#main/network/tensor.ts'

export type LoadedModel = { card: ModelCard; parameters: Record<string, HostTensor> }

function damaged(what: string, cause?: unknown): ProblemError {
  return new ProblemError('model-invalid', `This model cannot be used: ${what} Import or train it again.`, { cause })
}

/**
 * Card and weights of the model in a folder. Nothing of it is trusted before its hash, its schema and every shape have been checked.
 * Throws `model-not-found` or `model-invalid`.
 */
export async function loadModel(directory: string): Promise<LoadedModel> {
  let text: string
  try {
    text = await readFile(join(directory, 'card.json'), 'utf8')
  } catch (cause) {
    throw new ProblemError('model-not-found', 'The model is not there any more; choose another one.', { cause })
  }
  let card: ModelCard
  try {
    card = modelCardSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw damaged('its card is not valid.', cause)
  }

  let bytes: Uint8Array
  try {
    bytes = await readFile(join(directory, card.weights.file))
  } catch (cause) {
    throw damaged('its weights are missing.', cause)
  }
  if (createHash('sha256').update(bytes).digest('hex') !== card.weights.sha256) throw damaged('its weights are not those of its card.')
  return { card, parameters: checkedParameters(card, readSafetensors(bytes).tensors) }
}

function checkedParameters(card: ModelCard, tensors: Readonly<Record<string, HostTensor>>): Record<string, HostTensor> {
  return Object.fromEntries(networkParameters(card.network).map(({ name, dims }) => {
    const tensor = tensors[name]
    if (!tensor || tensor.dims.join() !== dims.join()) throw damaged(`the weights of ${name} are missing or have another shape.`)
    return [name, tensor]
  }))
}
