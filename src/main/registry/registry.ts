import { randomUUID } from 'node:crypto'
import { access, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  modelIdSchema,
  type ActiveModel,
  type DamagedModel,
  type ModelCard,
  type ModelSummary,
  type ModelVersion,
  type ModelVersions,
} from '#shared/model.ts'
import { fromProblem, ProblemError, toProblem } from '#shared/problem.ts'
import type { ModelReference } from '#main/compute/index.ts'
import { checkedHere, noteChecked } from './checkedHere.ts'
import { ActiveChoice } from './activeChoice.ts'
import { CheckedSeals, lookOf } from './checkedSeals.ts'
import { reportFiles } from '#main/report/index.ts'
import { folderSize, isAside } from '#main/files/index.ts'
import { checkSeal, sealModel, readCard, readWeights } from '#main/model/index.ts'
import { starterId } from './ids/starterId.ts'
import { summaryOf, versionOf } from './summaries.ts'

const goingPrefix = '.deleted-'
const ofDisk: readonly (string | undefined)[] = ['disk-full', 'disk-read-only', 'device-failed']

export type RegistryOptions = {
  /** The user's models, one folder each. */
  models: string
  /** Folder of the bundled starter model. */
  starter: string
  /** Told of each folder that is passed over because its card is missing or broken. */
  onSkipped?(problem: ProblemError): void
  /** Told of the model that reads from now on, whoever chose it: a person, a training, or the loss of another. */
  onActivated?(card: ModelCard): void
  /** Told of a model that is gone; undefined where its card could not be read. */
  onRemoved?(card: ModelCard | undefined): void
  /** Told of what was kept, cannot be understood, and was set aside. */
  onAside?(problem: ProblemError): void
}

/** All models of this user and the bundled one. A model never changes; which of them is active does. */
export class ModelRegistry {
  readonly #options: RegistryOptions
  readonly #choice: ActiveChoice
  readonly #checked: string
  readonly #seals: CheckedSeals

  constructor(options: RegistryOptions) {
    this.#options = options
    this.#choice = new ActiveChoice(options.models)
    this.#checked = join(options.models, 'checked.json')
    this.#seals = new CheckedSeals(join(options.models, '.seals.json'))
  }

  /** Finishes deletions that were interrupted. Where that cannot be done now, it is done another time. */
  async clearDeleted(): Promise<void> {
    for (const name of await readdir(this.#options.models).catch(() => []))
      if (name.startsWith(goingPrefix))
        await rm(join(this.#options.models, name), { recursive: true, force: true }).catch(() => undefined)
  }

  /** The starter first, then newest first. Broken folders are passed over. */
  async list(): Promise<ModelSummary[]> {
    const cards = await Promise.all((await this.#ids()).map((id) => this.#readable(id)))
    const { activeId } = await this.#choice.chosen()
    const [starter, ...others] = cards
    const sorted = others.filter((card) => card !== undefined).sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    return (starter ? [starter, ...sorted] : sorted).map((card) => summaryOf(card, activeId))
  }

  /**
   * All models; what is not whole is told with the reason. Each was checked byte by byte, now or when its files last
   * looked otherwise.
   */
  async versions(): Promise<ModelVersions> {
    const models: ModelVersion[] = []
    const damaged: DamagedModel[] = []
    const { activeId, previous } = await this.#choice.chosen()
    for (const id of await this.#ids()) {
      const { bytes } = await folderSize(this.#directory(id))
      try {
        if (!(await this.#isKnownWhole(id))) await this.#checkWhole(id)
        models.push(await this.#version(id, bytes, activeId))
      } catch (thrown) {
        if (!(thrown instanceof ProblemError)) throw thrown
        const problem = toProblem(thrown.code === 'model-not-found' ? new ProblemError('model-card-missing') : thrown)
        damaged.push({ id, bytes, active: id === activeId, bundled: id === starterId, problem })
      }
    }
    models.sort((a, b) => Number(b.bundled) - Number(a.bundled) || b.createdAt.localeCompare(a.createdAt))
    const before = await this.#previous(activeId, previous)
    return { models, damaged, ...(before ? { previous: before } : {}) }
  }

  /** Rejects with 'model-not-found' or 'model-invalid'. */
  async show(id: string): Promise<ModelCard> {
    const card = await readCard(this.#directory(id))
    if (card.id !== id) throw new ProblemError('model-card-of-another')
    return card
  }

  /**
   * The chosen model, whole or not, or the starter where none was chosen: nothing is ever read with another one than
   * that which was asked for. Rejects with `model-invalid` where it cannot be known which one was chosen.
   */
  async activeId(): Promise<string> {
    return this.#choice.activeId()
  }

  /** Whether a model of this id is here and its card can be read. */
  async has(id: string): Promise<boolean> {
    try {
      await this.show(id)
      return true
    } catch (thrown) {
      if (['model-not-found', 'model-invalid'].includes(toProblem(thrown).code)) return false
      throw thrown
    }
  }

  /** The chosen model, and why it cannot read, where that is so. */
  async active(): Promise<ActiveModel> {
    const { activeId: id, problem } = await this.#choice.chosen()
    if (id === undefined) return { id: starterId, name: '', problem: problem! }
    return this.show(id).then(
      ({ name }) => ({ id, name }),
      (thrown: unknown) => ({ id, name: id, problem: toProblem(thrown) }),
    )
  }

  /** Hashes what is taken to be whole by the look of it, so that the next table tells what has changed. */
  async checkAll(signal: AbortSignal): Promise<void> {
    for (const id of await this.#ids()) {
      if (signal.aborted) return
      await this.#checkWhole(id).catch(() => this.#seals.forget(id))
      await sleep(100, undefined, { ref: false })
    }
  }

  /** Makes a whole and undamaged model the one that reads from now on. */
  async activate(id: string): Promise<ModelSummary> {
    await this.#checkWhole(id)
    await this.#choice.choose(id)
    return this.#activated(id)
  }

  async #activated(id: string): Promise<ModelSummary> {
    const card = await this.show(id)
    this.#options.onActivated?.(card)
    return summaryOf(card, id)
  }

  /**
   * Goes back to the model that was active before; ones that are gone since are passed over. Rejects with
   * 'model-not-found' where there is none.
   */
  async rollBack(): Promise<ModelSummary> {
    const id = await this.#choice.goBack(async (earlier) => {
      if (!(await this.#readable(earlier))) return false
      await this.#checkWhole(earlier)
      return true
    })
    return this.#activated(id)
  }

  /**
   * Removes a model for good and answers with the model that reads from then on. The bundled one stays; the active one
   * goes only where that is said, and what was active before takes its place. Rejects with 'wrong-use' otherwise.
   */
  async remove(id: string, evenIfActive: boolean): Promise<ActiveModel> {
    const directory = this.#directory(id)
    if (id === starterId) throw new ProblemError('model-bundled')
    // A broken model can be deleted too, but not one that is not there.
    if (!(await readdir(this.#options.models)).includes(id)) {
      throw new ProblemError('model-unknown')
    }
    const card = await this.#readable(id)
    if ((await this.#choice.chosen()).activeId === id) {
      if (!evenIfActive) {
        throw new ProblemError('model-active')
      }
      await this.rollBack().catch(() => this.activate(starterId))
    }
    // Out of sight at once, whole; a deletion that is interrupted leaves no half model.
    const going = join(this.#options.models, `${goingPrefix}${randomUUID()}`)
    await rename(directory, going)
    this.#options.onRemoved?.(card)
    await this.#seals.forget(id)
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
      // A full or failing disk says nothing against the model, nor against the run that made it.
      const problem = toProblem(cause)
      throw ofDisk.includes(problem.id) ? fromProblem(problem) : new ProblemError('model-not-put', { cause })
    }
    return summaryOf(card, (await this.#choice.chosen()).activeId)
  }

  /** Whether a model was trained, fitted or evaluated on films of this place. */
  async isCheckedHere(id: string): Promise<boolean> {
    try {
      return (await checkedHere(this.#checked)).has(id)
    } catch (thrown) {
      // A reading does without it.
      if (isAside(thrown)) this.#options.onAside?.(thrown)
      return false
    }
  }

  /** So many films of this place told how a model does here. */
  async noteCheckedHere(id: string, films: number): Promise<void> {
    const note = (): Promise<void> => noteChecked(this.#checked, id, films)
    await note().catch((thrown: unknown) => {
      if (!isAside(thrown)) throw thrown
      this.#options.onAside?.(thrown)
      return note()
    })
  }

  /** Where the compute process finds a model; it compares the weights with the card when it loads them. */
  async reference(id?: string): Promise<ModelReference> {
    const card = await this.show(id ?? (await this.activeId()))
    return { id: card.id, directory: this.#directory(card.id) }
  }

  async #isKnownWhole(id: string): Promise<boolean> {
    return this.#seals.isKnownWhole(id, this.#directory(id)).catch(() => false)
  }

  /** The bundled one first. */
  async #ids(): Promise<string[]> {
    const entries = await readdir(this.#options.models, { withFileTypes: true }).catch(() => [])
    const own = entries.filter(
      (entry) => entry.isDirectory() && modelIdSchema.safeParse(entry.name).success && entry.name !== starterId,
    )
    return [starterId, ...own.map((entry) => entry.name)]
  }

  async #version(id: string, bytes: number, activeId: string | undefined): Promise<ModelVersion> {
    const card = await this.show(id)
    const hasReport = await access(join(this.#directory(id), reportFiles.html)).then(
      () => true,
      () => false,
    )
    return versionOf(card, activeId, { bytes, hasReport })
  }

  async #previous(activeId: string | undefined, previous: readonly string[]): Promise<ModelVersions['previous']> {
    for (const id of previous) {
      const card = id === activeId ? undefined : await this.#readable(id)
      if (card) return { id, name: card.name }
    }
    return undefined
  }

  async #checkWhole(id: string): Promise<void> {
    const directory = this.#directory(id)
    const look = await lookOf(directory).catch(() => '')
    await readWeights(directory, await this.show(id))
    await checkSeal(directory)
    await this.#seals.note(id, look)
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
