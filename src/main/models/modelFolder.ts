import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { modelCardSchema, type ModelCard } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'

/** A weights file lies beside its card, under a plain name. */
const plainName = /^[\w][\w.-]*$/

function invalid(message: string, cause?: unknown): ProblemError {
  return new ProblemError('model-invalid', message, { cause })
}

/** The card in a model's folder, checked against its schema. Throws `ProblemError` 'model-not-found' or 'model-invalid'. */
export async function readCard(directory: string): Promise<ModelCard> {
  let text: string
  try {
    text = await readFile(join(directory, 'card.json'), 'utf8')
  } catch (cause) {
    throw new ProblemError('model-not-found', 'There is no such model here; list the models to see which there are.', { cause })
  }
  let card: ModelCard
  try {
    card = modelCardSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw invalid('The model’s card is damaged or of another version of the program; train or add the model again.', cause)
  }
  if (!plainName.test(card.weights.file)) throw invalid('The model’s weights lie outside its folder; do not use this model.')
  return card
}

/** Reads the weights once and compares length and SHA-256 with the card. Throws `ProblemError` 'model-invalid'. */
export async function verifyWeights(directory: string, card: ModelCard): Promise<void> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    await pipeline(createReadStream(join(directory, card.weights.file)), async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length
        yield chunk
      }
    }, hash)
  } catch (cause) {
    throw invalid('The model’s weights are missing or cannot be read; train or add the model again.', cause)
  }
  if (bytes !== card.weights.bytes || hash.digest('hex') !== card.weights.sha256) {
    throw invalid('The model’s weights are not those that its card describes; the file is damaged. Train or add the model again.')
  }
}
