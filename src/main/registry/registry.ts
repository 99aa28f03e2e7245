import { randomUUID } from 'node:crypto'
import { access, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  modelIdSchema,
  type DamagedModel,
  type ModelCard,
  type ModelSummary,
  type ModelVersion,
  type ModelVersions,
} from '#shared/model.ts'
import { ProblemError, toProblem } from '#shared/problem.ts'
import type { ModelReference } from '#main/compute/index.ts'
import { checkedHere, noteChecked } from './checkedHere.ts'
import { readActivePointer, writeActivePointer } from './activePointer.ts'
import { reportFiles } from '#main/report/index.ts'
import { folderSize } from '#main/files/index.ts'
import { checkSeal, sealModel, readCard, readWeights } from '#main/model/index.ts'
import { starterId } from './ids/starterId.ts'

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
  readonly #checked: string

  constructor(options: RegistryOptions) {
    this.#options = options
    this.#pointer = join(options.models, 'active.json')
    this.#checked = join(options.models, 'checked.json')
  }

  /** The starter first, then newest first. Broken folders are passed over. */
  async list(): Promise<ModelSummary[]> {
    const cards = await Promise.all((await this.#ids()).map((id) => this.#readable(id)))
    const activeId = await this.activeId()
    const [starter, ...others] = cards
    const sorted = others.filter((card) => card !== undefined).sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    return (starter ? [starter, ...sorted] : sorted).map((card) => summaryOf(card, activeId))
  }

  /** All models, each checked byte by byte; what is not whole is told with the reason. */
  async versions(): Promise<ModelVersions> {
    const models: ModelVersion[] = []
    const damaged: DamagedModel[] = []
    const pointer = await readActivePointer(this.#pointer)
    const activeId = await this.activeId()
    for (const id of await this.#ids()) {
      const { bytes } = await folderSize(this.#directory(id))
      try {
        await this.#checkWhole(id)
        models.push(await this.#version(id, bytes, activeId))
      } catch (thrown) {
        if (!(thrown instanceof ProblemError)) throw thrown
        // A chosen model whose card is broken does not read any more, but it is still the one that was chosen.
        const problem = toProblem(thrown.code === 'model-not-found' ? new ProblemError('model-card-missing') : thrown)
        damaged.push({ id, bytes, active: id === (pointer?.modelId ?? activeId), bundled: id === starterId, problem })
      }
    }
    models.sort((a, b) => Number(b.bundled) - Number(a.bundled) || b.createdAt.localeCompare(a.createdAt))
    const previous = await this.#previous(activeId, pointer?.previous ?? [])
    return { models, damaged, ...(previous ? { previous } : {}) }
  }

  /** Rejects with 'model-not-found' or 'model-invalid'. */
  async show(id: string): Promise<ModelCard> {
    const card = await readCard(this.#directory(id))
    if (card.id !== id) throw new ProblemError('model-card-of-another')
    return card
  }

  /** The chosen model, or the starter where none was chosen or the chosen one is gone. */
  async activeId(): Promise<string> {
    const chosen = (await readActivePointer(this.#pointer))?.modelId
    return chosen !== undefined && (await this.#readable(chosen)) ? chosen : starterId
  }

  async active(): Promise<ModelSummary> {
    const id = await this.activeId()
    return summaryOf(await this.show(id), id)
  }

  /** Makes a whole and undamaged model the one that reads from now on. */
  async activate(id: string): Promise<ModelSummary> {
    await this.#checkWhole(id)
    const active = await this.activeId()
    if (active !== id) {
      const previous = (await readActivePointer(this.#pointer))?.previous ?? []
      await writeActivePointer(this.#pointer, { modelId: id, previous: [active, ...previous] })
    }
    return this.active()
  }

  /**
   * Goes back to the model that was active before; ones that are gone since are passed over. Rejects with
   * 'model-not-found' where there is none.
   */
  async rollBack(): Promise<ModelSummary> {
    const active = await this.activeId()
    const previous = [...((await readActivePointer(this.#pointer))?.previous ?? [])]
    for (let id = previous.shift(); id !== undefined; id = previous.shift()) {
      if (id === active || !(await this.#readable(id))) continue
      await this.#checkWhole(id)
      await writeActivePointer(this.#pointer, { modelId: id, previous })
      return this.active()
    }
    throw new ProblemError('model-none-before')
  }

  /**
   * Removes a model for good and answers with the model that reads from then on. The bundled one stays; the active one
   * goes only where that is said, and what was active before takes its place. Rejects with 'wrong-use' otherwise.
   */
  async remove(id: string, evenIfActive: boolean): Promise<ModelSummary> {
    const directory = this.#directory(id)
    if (id === starterId) throw new ProblemError('model-bundled')
    // A broken model can be deleted too, but not one that is not there.
    if (!(await readdir(this.#options.models)).includes(id)) {
      throw new ProblemError('model-unknown')
    }
    const pointer = await readActivePointer(this.#pointer)
    if (pointer?.modelId === id) {
      if (!evenIfActive) {
        throw new ProblemError('model-active')
      }
      await this.rollBack().catch(() => this.activate(starterId))
    }
    // Out of sight at once, whole; a deletion that is broken off leaves no half model.
    const going = join(this.#options.models, `.deleted-${randomUUID()}`)
    await rename(directory, going)
    await rm(going, { recursive: true, force: true })
    return this.active()
  }

  /**
   * Files a finished or imported model away and seals it. The folder moves in one step, so a half-made model is never
   * seen.
   */
  async add(directory: string): Promise<ModelSummary> {
    const card = await readCard(directory)
    if (card.id === starterId) throw new ProblemError('model-like-bundled')
    await readWeights(directory, card)
    await sealModel(directory)
    try {
      await rename(directory, this.#directory(card.id))
    } catch (cause) {
      throw new ProblemError('model-not-put', { cause })
    }
    return summaryOf(card, await this.activeId())
  }

  /** Whether a model was trained, fitted or evaluated on films of this place. */
  async isCheckedHere(id: string): Promise<boolean> {
    return (await checkedHere(this.#checked)).has(id)
  }

  /** So many films of this place told how a model does here. */
  async noteCheckedHere(id: string, films: number): Promise<void> {
    await noteChecked(this.#checked, id, films)
  }

  /** Where the compute process finds a model; it compares the weights with the card when it loads them. */
  async reference(id?: string): Promise<ModelReference> {
    const card = await this.show(id ?? (await this.activeId()))
    return { id: card.id, directory: this.#directory(card.id) }
  }

  /** The bundled one first. */
  async #ids(): Promise<string[]> {
    const entries = await readdir(this.#options.models, { withFileTypes: true })
    const own = entries.filter(
      (entry) => entry.isDirectory() && modelIdSchema.safeParse(entry.name).success && entry.name !== starterId,
    )
    return [starterId, ...own.map((entry) => entry.name)]
  }

  async #version(id: string, bytes: number, activeId: string): Promise<ModelVersion> {
    const card = await this.show(id)
    const hasReport = await access(join(this.#directory(id), reportFiles.html)).then(
      () => true,
      () => false,
    )
    const { data, metrics, operatingPoints } = card
    return {
      ...summaryOf(card, activeId),
      bytes,
      films: data.films,
      holdout: metrics.holdout,
      operatingPoints,
      hasReport,
    }
  }

  async #previous(activeId: string, previous: readonly string[]): Promise<ModelVersions['previous']> {
    for (const id of previous) {
      const card = id === activeId ? undefined : await this.#readable(id)
      if (card) return { id, name: card.name }
    }
    return undefined
  }

  async #checkWhole(id: string): Promise<void> {
    await readWeights(this.#directory(id), await this.show(id))
    await checkSeal(this.#directory(id))
  }

  #directory(id: string): string {
    const valid = modelIdSchema.safeParse(id).success
    if (!valid) throw new ProblemError('model-id-impossible')
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
