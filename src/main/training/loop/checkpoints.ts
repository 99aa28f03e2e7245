import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ProblemError } from '#shared/problem.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { readSafetensors, writeSafetensors } from '#main/network/safetensors.ts'

const epochReportSchema = z.object({
  epoch: z.int(),
  /** Cross-entropy of the fused logits, mean over the epoch's steps: what `validationLoss` is on other films. */
  trainLoss: z.number(),
  /** That of training where no films validate. */
  validationLoss: z.number(),
  /** Absent without validation films of both kinds. */
  validationAuc: z.number().optional(),
  filmsPerSecond: z.number(),
  /** Share of the epoch in which the engine waited for batches. */
  engineIdleShare: z.number(),
})
export type EpochReport = z.infer<typeof epochReportSchema>

const checkpointSchema = z.object({
  /** 5: says which version of the program left it. */
  formatVersion: z.literal(5),
  /** What must be the same for a run to go on; see {@link Conditions}. */
  version: z.string(),
  configuration: z.string(),
  /** Epochs and steps that are over. */
  epoch: z.int(),
  steps: z.int(),
  isHalved: z.boolean(),
  best: z.object({ epoch: z.int(), loss: z.number() }),
  history: z.array(epochReportSchema),
  /** Files beside this one. */
  files: z.union([
    z.object({ learned: z.string() }),
    z.object({ state: z.string(), kept: z.string(), best: z.string() }),
  ]),
})
type Stored = z.infer<typeof checkpointSchema>

/** What must be the same for a run to go on, as texts. */
export type Conditions = {
  /** Of what trains. */
  version: string
  /** Films, settings and weights to begin with. */
  configuration: string
}

/** A training after one of its epochs. */
export type Checkpoint = Pick<Stored, 'epoch' | 'steps' | 'isHalved' | 'history'> & {
  /** The trained parameters and AdamW's moments. */
  state: Tensors
  /** What would be kept of the last epoch. */
  kept: Tensors
  best: { epoch: number; loss: number; kept: Tensors }
}

/** What a training has come to. */
export type Learned = {
  /** Trained ones, and those that the way left as they are. */
  parameters: Tensors
  bestEpoch: number
  history: EpochReport[]
  /** Batches went in two halves, for want of memory. */
  isHalved: boolean
}

/**
 * The last finished epoch of a training, on disk: whole at any moment, since the small file that names the large ones
 * is replaced last and at once.
 */
export class Checkpoints {
  readonly #directory: string
  readonly #conditions: Conditions

  constructor(directory: string, { version, configuration }: Conditions) {
    this.#directory = directory
    this.#conditions = { version, configuration }
  }

  /**
   * Undefined when no epoch was finished yet. Rejects with `wrong-use` when the run was configured otherwise or left by
   * another version, `model-invalid` when damaged, and with what the file system says where it cannot be read.
   */
  async load(): Promise<Checkpoint | Learned | undefined> {
    let text: string
    try {
      text = await readFile(join(this.#directory, 'checkpoint.json'), 'utf8')
    } catch (thrown) {
      // A drive that gives nothing just now must not cost the epochs that lie there.
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown
      return undefined
    }
    const { success, data: stored } = checkpointSchema.safeParse(parsed(text))
    if (!success || stored.version !== this.#conditions.version) {
      throw new ProblemError('run-of-another-version')
    }
    if (stored.configuration !== this.#conditions.configuration) {
      throw new ProblemError('run-of-other-films')
    }
    const { files, best, history, isHalved } = stored
    if ('learned' in files) {
      return { parameters: await this.#read(files.learned), bestEpoch: best.epoch, history, isHalved }
    }
    const [state, kept, bestKept] = await Promise.all(
      [files.state, files.kept, files.best].map((name) => this.#read(name)),
    )
    return { ...stored, state, kept, best: { ...best, kept: bestKept } }
  }

  /** Rejects with `disk-full`; what was saved before is then still there. */
  async save({ epoch, steps, isHalved, best, history, state, kept }: Checkpoint): Promise<void> {
    const files = {
      state: `state-${epoch}.safetensors`,
      kept: `kept-${epoch}.safetensors`,
      // Written by the epoch that was the best one.
      best: `kept-${best.epoch}.safetensors`,
    }
    const progress = { epoch, steps, isHalved, best: { epoch: best.epoch, loss: best.loss }, history, files }
    await this.#replace(progress, { [files.state]: state, [files.kept]: kept })
  }

  /** Leaves of a training that has ended what it came to. Rejects as {@link save} does. */
  async end({ parameters, bestEpoch, history, isHalved }: Learned): Promise<void> {
    const { epoch, validationLoss: loss } = history[bestEpoch - 1]
    const files = { learned: 'learned.safetensors' }
    const progress = { epoch: history.length, steps: 0, isHalved, best: { epoch, loss }, history, files }
    await this.#replace(progress, { [files.learned]: parameters })
  }

  async #replace(
    progress: Omit<Stored, 'formatVersion' | keyof Conditions>,
    written: Record<string, Tensors>,
  ): Promise<void> {
    const stored: Stored = { formatVersion: 5, ...this.#conditions, ...progress }
    try {
      await mkdir(this.#directory, { recursive: true, mode: 0o700 })
      for (const [name, tensors] of Object.entries(written)) {
        await this.#write(name, writeSafetensors({ tensors, metadata: {} }, 'F32'))
      }
      await this.#write('checkpoint.json', new TextEncoder().encode(JSON.stringify(stored)))
    } catch (cause) {
      if (!['ENOSPC', 'EDQUOT'].includes((cause as NodeJS.ErrnoException).code ?? '')) throw cause
      throw new ProblemError('run-disk-full', { cause })
    }
    const named: string[] = Object.values(progress.files)
    for (const name of await readdir(this.#directory)) {
      if (name.endsWith('.safetensors') && !named.includes(name)) await rm(join(this.#directory, name))
    }
  }

  async #read(name: string): Promise<Tensors> {
    try {
      return readSafetensors(await readFile(join(this.#directory, name))).tensors
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
      throw new ProblemError('run-damaged', { cause })
    }
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
