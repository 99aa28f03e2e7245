import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { modelCardSchema, type ModelCard } from '#shared/model.ts'
import { fromProblem, ProblemError, toProblem } from '#shared/problem.ts'

/** As opposed to a disk that fails, or a file that may not be read: then nobody knows what is there. */
const isMissing = (thrown: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((thrown as NodeJS.ErrnoException).code ?? '')

/** A weights file lies beside its card, under a plain name. */
const plainName = /^[\w][\w.-]*$/

/**
 * The card in a model's folder, checked against its schema. Throws `ProblemError` 'model-not-found', 'model-invalid', or
 * 'not-readable' where the disk fails.
 */
export async function readCard(directory: string): Promise<ModelCard> {
  let text: string
  try {
    text = await readFile(join(directory, 'card.json'), 'utf8')
  } catch (cause) {
    throw isMissing(cause) ? new ProblemError('model-unknown', { cause }) : fromProblem(toProblem(cause))
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
 * 'model-invalid', or 'not-readable' where the disk fails.
 */
export async function readWeights(directory: string, card: ModelCard): Promise<Uint8Array> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(join(directory, card.weights.file))
  } catch (cause) {
    throw isMissing(cause) ? new ProblemError('model-weights-missing', { cause }) : fromProblem(toProblem(cause))
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (bytes.length !== card.weights.bytes || sha256 !== card.weights.sha256) {
    throw new ProblemError('model-weights-other')
  }
  return bytes
}
