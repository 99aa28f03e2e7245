import { readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { modelIdSchema, type ModelCard, type ModelSummary } from '#shared/model.ts'
import { ProblemError } from '#shared/problem.ts'
import type { ModelReference } from '#main/compute/service.ts'
import { readActivePointer, writeActivePointer } from './activePointer.ts'
import { readCard, readWeights } from './modelFolder.ts'

/** The model that comes with the program. */
export const starterId = 'starter'

export type RegistryOptions = {
  /** The user's models, one folder each. */
  models: string
  /** Folder of the bundled starter model. */
  starter: string
  /** Told of each folder that is passed over because its card is missing or broken. */
  onSkipped?(problem: ProblemError): void
}

/** All models of this user and the bundled one. A model never changes; which of them is active does. */
export class ModelRegistry {
  readonly #options: RegistryOptions
  readonly #pointer: string

  constructor(options: RegistryOptions) {
    this.#options = options
    this.#pointer = join(options.models, 'active.json')
  }

  /** The starter first, then newest first. Broken folders are passed over. */
  async list(): Promise<ModelSummary[]> {
    const ids = (await readdir(this.#options.models, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory() && modelIdSchema.safeParse(entry.name).success && entry.name !== starterId)
      .map((entry) => entry.name)
    const cards = await Promise.all([starterId, ...ids].map((id) => this.#readable(id)))
    const activeId = await this.activeId()
    const [starter, ...others] = cards
    const sorted = others.filter((card) => card !== undefined).sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    return (starter ? [starter, ...sorted] : sorted).map((card) => summaryOf(card, activeId))
  }

  /** Rejects with 'model-not-found' or 'model-invalid'. */
  async show(id: string): Promise<ModelCard> {
    const card = await readCard(this.#directory(id))
    if (card.id !== id) throw new ProblemError('model-invalid', 'The model’s card is that of another model; add the model again.')
    return card
  }

  /** The chosen model, or the starter where none was chosen or the chosen one is gone. */
  async activeId(): Promise<string> {
    const chosen = await readActivePointer(this.#pointer)
    return chosen !== undefined && (await this.#readable(chosen)) ? chosen : starterId
  }

  async active(): Promise<ModelSummary> {
    const id = await this.activeId()
    return summaryOf(await this.show(id), id)
  }

  /** Makes a whole and undamaged model the one that reads from now on. */
  async activate(id: string): Promise<ModelSummary> {
    await readWeights(this.#directory(id), await this.show(id))
    await writeActivePointer(this.#pointer, id)
    return this.active()
  }

  /** Files a finished training's output away. The folder moves in one step, so a half-made model is never seen. */
  async add(directory: string): Promise<ModelSummary> {
    const card = await readCard(directory)
    if (card.id === starterId) throw new ProblemError('model-invalid', 'A trained model cannot take the name of the bundled one.')
    await readWeights(directory, card)
    try {
      await rename(directory, this.#directory(card.id))
    } catch (cause) {
      const message = 'The new model could not be put beside the others; a model of that name may be there already.'
      throw new ProblemError('model-invalid', message, { cause })
    }
    return summaryOf(card, await this.activeId())
  }

  /** Where the compute process finds a model; it compares the weights with the card when it loads them. */
  async reference(id?: string): Promise<ModelReference> {
    const card = await this.show(id ?? (await this.activeId()))
    return { id: card.id, directory: this.#directory(card.id) }
  }

  #directory(id: string): string {
    const valid = modelIdSchema.safeParse(id).success
    if (!valid) throw new ProblemError('model-not-found', 'That is no id of a model; list the models to see which there are.')
    return id === starterId ? this.#options.starter : join(this.#options.models, id)
  }

  async #readable(id: string): Promise<ModelCard | undefined> {
    try {
      return await this.show(id)
    } catch (thrown) {
      if (!(thrown instanceof ProblemError)) throw thrown
      this.#options.onSkipped?.(thrown)
      return undefined
    }
  }
}

function summaryOf(card: ModelCard, activeId: string): ModelSummary {
  return {
    id: card.id,
    name: card.name,
    createdAt: card.createdAt,
    active: card.id === activeId,
    bundled: card.id === starterId,
    trainedOn: card.data.name,
    holdoutAuc: card.metrics.holdout.auc,
    holdoutAucInterval: card.metrics.holdout.aucInterval,
  }
}
