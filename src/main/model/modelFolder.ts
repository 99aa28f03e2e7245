import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { modelCardSchema, type ModelCard } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'

/** A weights file lies beside its card, under a plain name. */
const plainName = /^[\w][\w.-]*$/

/**
 * The card in a model's folder, checked against its schema. Throws `ProblemError` 'model-not-found' or 'model-invalid'.
 */
export async function readCard(directory: string): Promise<ModelCard> {
  let text: string
  try {
    text = await readFile(join(directory, 'card.json'), 'utf8')
  } catch (cause) {
    throw new ProblemError('model-unknown', { cause })
  }
  let card: ModelCard
  try {
    card = modelCardSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new ProblemError('model-card-damaged', { cause })
  }
  if (!plainName.test(card.weights.file)) throw new ProblemError('model-weights-outside')
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
    throw new ProblemError('model-weights-missing', { cause })
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (bytes.length !== card.weights.bytes || sha256 !== card.weights.sha256) {
    throw new ProblemError('model-weights-other')
  }
  return bytes
}
