import { access } from 'node:fs/promises'
import type { EngineName } from '#shared/engine.ts'
import { ProblemError, toProblem, type ProblemCode } from '#shared/problem.ts'
import type { ScanRow } from '#shared/scan.ts'
import type { ComputeService, FileRead, ModelReference } from '#main/compute/service.ts'
import { errorRow, frameRow, type RowContext } from './rows.ts'
import type { Outcome } from './tally.ts'
import { Turnstile } from './turnstile.ts'

export type FileReaderOptions = {
  compute: Pick<ComputeService, 'readFile'>
  folder: string
  model: ModelReference
  engine: EngineName
  modalities: readonly string[]
  rows: RowContext
}

/** Troubles of the program and not of the file at hand: a scan cannot go on. */
const fatal = new Set<ProblemCode>(['interrupted', 'cancelled', 'engine-unavailable', 'model-not-found', 'model-invalid'])

const gone = 'The folder is not there any more; a drive may have been taken out. What was read so far is kept: bring it back, then resume.'

/** Reads one file after another into rows. Rejects only where the whole scan cannot go on. */
export class FileReader {
  readonly #options: FileReaderOptions
  readonly #turnstile = new Turnstile()

  constructor(options: FileReaderOptions) {
    this.#options = options
  }

  /** Rows of the file at `path`, which is called `name` in them. */
  async read(path: string, name: string): Promise<Outcome> {
    const rows: ScanRow[] = []
    try {
      for (let from = 0, total = 1; from < total; ) {
        const read = await this.#part(path, from)
        if (read.total === 0) return { filtered: true }
        for (const frame of read.frames) rows.push(frameRow(name, read.header, frame, this.#options.rows))
        from += read.frames.length
        total = read.total
      }
    } catch (thrown) {
      const problem = toProblem(thrown)
      if (fatal.has(problem.code)) throw thrown
      if (problem.code === 'not-found') await this.checkFolder()
      rows.push(errorRow(name, problem, this.#options.rows))
    }
    return { rows }
  }

  /**
   * When the compute process dies, every file that it had loses its call, and nobody knows whose fault it was: each is read once more by
   * itself, and the one that kills the process again is the one.
   */
  async #part(path: string, from: number): Promise<FileRead> {
    const { compute, model, engine, modalities } = this.#options
    const read = (): Promise<FileRead> => compute.readFile({ path, from, model, engine, modalities })
    try {
      return await this.#turnstile.together(read)
    } catch (thrown) {
      if (!(thrown instanceof ProblemError) || thrown.code !== 'compute-crashed') throw thrown
      return this.#turnstile.alone(read)
    }
  }

  /** Rejects where the whole folder has gone: then it is not the file at hand that is missing. */
  async checkFolder(): Promise<void> {
    try {
      await access(this.#options.folder)
    } catch (cause) {
      throw new ProblemError('interrupted', gone, { cause })
    }
  }
}
