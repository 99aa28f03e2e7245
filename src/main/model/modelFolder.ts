import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { modelCardSchema, type ModelCard } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'

/** A weights file lies beside its card, under a plain name. */
const plainName = /^[\w][\w.-]*$/

function invalid(message: string, cause?: unknown): ProblemError {
  return new ProblemError('model-invalid', message, { cause })
}

/**
 * The card in a model's folder, checked against its schema. Throws `ProblemError` 'model-not-found' or 'model-invalid'.
 */
export async function readCard(directory: string): Promise<ModelCard> {
  let text: string
  try {
    text = await readFile(join(directory, 'card.json'), 'utf8')
  } catch (cause) {
    throw new ProblemError('model-not-found', 'There is no such model here; list the models to see which there are.', {
      cause,
    })
  }
  let card: ModelCard
  try {
    card = modelCardSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw invalid(
      'The model’s card is damaged or of another version of the program; train or add the model again.',
      cause,
    )
  }
  if (!plainName.test(card.weights.file))
    throw invalid('The model’s weights lie outside its folder; do not use this model.')
  return card
}

/**
 * The bytes of the weights file, if their length and SHA-256 are those of the card. Throws `ProblemError`
 * 'model-invalid'.
 */
export async function readWeights(directory: string, card: ModelCard): Promise<Uint8Array> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(join(directory, card.weights.file))
  } catch (cause) {
    throw invalid('The model’s weights are missing or cannot be read; train or add the model again.', cause)
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (bytes.length !== card.weights.bytes || sha256 !== card.weights.sha256) {
    throw invalid(
      'The model’s weights are not those that its card describes; the file is damaged. Train or add the model again.',
    )
  }
  return bytes
}
