import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ProblemError } from '#shared/problem.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { readSafetensors, writeSafetensors } from '#main/network/safetensors.ts'

export const epochReportSchema = z.object({
  epoch: z.int(),
  trainLoss: z.number(),
  validationLoss: z.number(),
  /** Absent where there is no validation. */
  validationAuc: z.number().optional(),
  filmsPerSecond: z.number(),
  engineIdleShare: z.number(),
})
export type FullEpochReport = z.infer<typeof epochReportSchema>

const progressSchema = z.object({
  /** 3: the moments are plain sums, and there is a mean of the epochs. */
  formatVersion: z.literal(3),
  /** Epochs that are over. */
  epoch: z.int(),
  steps: z.int(),
  best: z.object({ epoch: z.int(), loss: z.number() }),
  history: z.array(epochReportSchema),
  /** Of both files, since a checkpoint from another configuration must not be continued. */
  configuration: z.string(),
  state: z.string(),
  meanParameters: z.string(),
  bestParameters: z.string(),
})
type Progress = z.infer<typeof progressSchema>

export type Checkpoint = Pick<Progress, 'epoch' | 'steps' | 'best' | 'history'> & {
  state: Tensors
  meanParameters: Tensors
  bestParameters: Tensors
}

/**
 * The last finished epoch of a run, on disk: whole at any moment, since the small file that names the large ones is
 * replaced last and at once.
 */
export class Checkpoints {
  readonly #directory: string
  readonly #configuration: string

  /** `configuration` is whatever must be the same for a run to go on, as text. */
  constructor(directory: string, configuration: string) {
    this.#directory = directory
    this.#configuration = configuration
  }

  /**
   * Undefined when no epoch was finished yet. Rejects with `wrong-use` when the run was configured otherwise,
   * `model-invalid` when damaged.
   */
  async load(): Promise<Checkpoint | undefined> {
    let text: string
    try {
      text = await readFile(join(this.#directory, 'checkpoint.json'), 'utf8')
    } catch {
      return undefined
    }
    const { success, data: progress } = progressSchema.safeParse(parsed(text))
    if (!success) {
      throw new ProblemError('run-of-another-version')
    }
    if (progress.configuration !== this.#configuration) {
      throw new ProblemError('run-of-other-films')
    }
    const [state, meanParameters, bestParameters] = await Promise.all(
      [progress.state, progress.meanParameters, progress.bestParameters].map((name) => this.#read(name)),
    )
    return { ...progress, state, meanParameters, bestParameters }
  }

  /** Rejects with `disk-full`; what was saved before is then still there. */
  async save(checkpoint: Checkpoint): Promise<void> {
    const { epoch, steps, best, history } = checkpoint
    const names = {
      state: `state-${epoch}.safetensors`,
      meanParameters: `mean-${epoch}.safetensors`,
      bestParameters: `mean-${best.epoch}.safetensors`,
    }
    const progress: Progress = {
      formatVersion: 3,
      epoch,
      steps,
      best,
      history,
      configuration: this.#configuration,
      ...names,
    }
    try {
      await mkdir(this.#directory, { recursive: true, mode: 0o700 })
      await this.#write(names.state, writeSafetensors({ tensors: checkpoint.state, metadata: {} }, 'F32'))
      await this.#write(
        names.meanParameters,
        writeSafetensors({ tensors: checkpoint.meanParameters, metadata: {} }, 'F32'),
      )
      await this.#write('checkpoint.json', new TextEncoder().encode(JSON.stringify(progress)))
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause
      throw new ProblemError('run-disk-full', { cause })
    }
    for (const name of await readdir(this.#directory)) {
      if (name.endsWith('.safetensors') && !Object.values(names).includes(name)) await rm(join(this.#directory, name))
    }
  }

  async #read(name: string): Promise<Tensors> {
    return readSafetensors(await readFile(join(this.#directory, name))).tensors
  }

  async #write(name: string, bytes: Uint8Array): Promise<void> {
    const beside = join(this.#directory, `${name}.part`)
    const file = await open(beside, 'w', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, join(this.#directory, name))
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ProblemError('run-damaged', { cause })
  }
}
