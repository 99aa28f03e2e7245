import { join } from 'node:path'
import { ProblemError, toProblem, type Problem } from '#shared/problem.ts'
import { lockWithin } from '#main/locks/index.ts'
import { readActivePointer, writeActivePointer } from './activePointer.ts'
import { starterId } from './ids/starterId.ts'

/** Milliseconds that another program may take to change which model is active. */
const longestChange = 10_000

export type Chosen = {
  /** The starter where none was chosen; absent where nobody knows. */
  activeId?: string
  /** What was active before, the last one first. */
  previous: readonly string[]
  /** Why nobody knows. */
  problem?: Problem
}

/** Which model reads, and which ones did before it, as a file among the models says; one program changes it at a time. */
export class ActiveChoice {
  readonly #pointer: string

  constructor(models: string) {
    this.#pointer = join(models, 'active.json')
  }

  /** The chosen model, whole or not. Rejects with `model-invalid` where it cannot be known which one was chosen. */
  async activeId(): Promise<string> {
    return (await readActivePointer(this.#pointer))?.modelId ?? starterId
  }

  async chosen(): Promise<Chosen> {
    try {
      const pointer = await readActivePointer(this.#pointer)
      return { activeId: pointer?.modelId ?? starterId, previous: pointer?.previous ?? [] }
    } catch (thrown) {
      return { previous: [], problem: toProblem(thrown) }
    }
  }

  /** Rejects with `in-use`. */
  choose(id: string): Promise<void> {
    return this.#alone(async () => {
      const { activeId, previous } = await this.chosen()
      if (activeId === id) return
      const before = activeId === undefined ? previous : [activeId, ...previous]
      await writeActivePointer(this.#pointer, { modelId: id, previous: before })
    })
  }

  /**
   * Chooses the last one before of which `isThere` says so, and answers with it. Rejects with `model-not-found` where
   * there is none, with `in-use`, or as `isThere` does.
   */
  goBack(isThere: (id: string) => Promise<boolean>): Promise<string> {
    return this.#alone(async () => {
      const { activeId, previous } = await this.chosen()
      const rest = [...previous]
      for (let id = rest.shift(); id !== undefined; id = rest.shift()) {
        if (id === activeId || !(await isThere(id))) continue
        await writeActivePointer(this.#pointer, { modelId: id, previous: rest })
        return id
      }
      throw new ProblemError('model-none-before')
    })
  }

  async #alone<T>(change: () => Promise<T>): Promise<T> {
    const release = await lockWithin(`${this.#pointer}.lock`, longestChange)
    if (!release) throw new ProblemError('model-choice-in-use')
    try {
      return await change()
    } finally {
      release()
    }
  }
}
