import { access } from 'node:fs/promises'
import pMap from 'p-map'
import type { EngineName } from '#shared/engine.ts'
import { ProblemError, toProblem, type Problem, type ProblemCode } from '#shared/problem.ts'
import type { ScanRow } from '#shared/scan.ts'
import {
  type ComputeService,
  type FileRead,
  type ModelReference,
  type ResultsWork,
  largestBatch,
  archivesWithin,
  containerCodes,
  type Contents,
} from '#main/compute/index.ts'
import { systemPath } from '#main/files/index.ts'
import { errorRow, frameRow, type RowContext } from './rows.ts'
import type { Outcome } from './tally.ts'
import { Turnstile } from './turnstile.ts'

/** Asks what a file holds, and keeps what was unpacked of it for the time of `use`. */
export type WithContents = <T>(path: string, use: (contents: Contents | undefined) => Promise<T>) => Promise<T>

export type FileReaderOptions = {
  withContents: WithContents
  compute: Pick<ComputeService, 'readFile'>
  folder: string
  model: ModelReference
  engine: EngineName
  modalities: readonly string[]
  force?: boolean | undefined
  results?: ResultsWork | undefined
  rows: RowContext
}

/** What becomes of a file: rows, unless its modality is not wanted. */
export type FileOutcome = Exclude<Outcome, { skipped: unknown }>

/** Troubles of the program and not of the file at hand: a scan cannot go on. */
const fatal = new Set<ProblemCode>([
  'interrupted',
  'cancelled',
  'engine-unavailable',
  'model-not-found',
  'model-invalid',
  // Where an archive cannot be unpacked its films would be missing from a report that calls itself complete; and the
  // folder of the results, since what cannot be read of a film is not called so.
  'disk-full',
  'read-only',
  'not-writable',
])

/** The problem that was thrown, unless it is one with which no scan can go on. */
function expected(thrown: unknown): Problem {
  const problem = toProblem(thrown)
  if (fatal.has(problem.code)) throw thrown
  return problem
}

/** Reads one file after another into rows. Rejects only where the whole scan cannot go on. */
export class FileReader {
  readonly #options: FileReaderOptions
  readonly #turnstile = new Turnstile()

  constructor(options: FileReaderOptions) {
    this.#options = options
  }

  /**
   * Rows of the file at `path`, which is called `name` in them, or of the files in it. `depth`: how many archives it
   * lies in.
   */
  async read(path: string, name: string, depth = 0): Promise<FileOutcome> {
    const outcome = await this.#readFilm(path, name)
    if ('filtered' in outcome) return outcome
    const { rows, problem } = outcome
    if (!problem || !containerCodes.has(problem.code) || depth > archivesWithin) return { rows }
    try {
      return (
        (await this.#options.withContents(path, (contents) => this.#readContents(contents, name, depth))) ?? { rows }
      )
    } catch (thrown) {
      return { rows: [errorRow(name, expected(thrown), this.#options.rows)] }
    }
  }

  async #readFilm(path: string, name: string): Promise<{ rows: ScanRow[]; problem?: Problem } | { filtered: true }> {
    const rows: ScanRow[] = []
    try {
      for (let from = 0, total = 1; from < total;) {
        const read = await this.#part(path, from)
        if (read.total === 0) return { filtered: true }
        for (const frame of read.frames) rows.push(frameRow(name, read.header, frame, this.#options.rows))
        from += read.frames.length
        total = read.total
      }
      return { rows }
    } catch (thrown) {
      const problem = expected(thrown)
      if (problem.code === 'not-found') await this.checkFolder()
      rows.push(errorRow(name, problem, this.#options.rows))
      return { rows, problem }
    }
  }

  /**
   * Undefined where the file holds no others. The films of a DICOMDIR lie in the folder that is scanned and have rows
   * of their own.
   */
  async #readContents(contents: Contents | undefined, name: string, depth: number): Promise<FileOutcome | undefined> {
    if (contents?.kind === 'directory') return { filtered: true }
    if (!contents || contents.entries.length === 0) return undefined
    const outcomes = await pMap(
      contents.entries,
      async (entry): Promise<FileOutcome> => {
        const inner = `${name}/${entry.name}`
        if ('problem' in entry) return { rows: [errorRow(inner, entry.problem, this.#options.rows)] }
        return this.read(entry.path, inner, depth + 1)
      },
      { concurrency: largestBatch },
    )
    const read = outcomes.flatMap((outcome) => ('filtered' in outcome ? [] : outcome.rows))
    return read.length > 0 ? { rows: read } : { filtered: true }
  }

  /**
   * When the compute process dies, every file that it had loses its call, and nobody knows whose fault it was: each is
   * read once more by itself, and the one that kills the process again is the one.
   */
  async #part(path: string, from: number): Promise<FileRead> {
    const { compute, model, engine, modalities, force, results } = this.#options
    const read = (): Promise<FileRead> => compute.readFile({ path, from, model, engine, modalities, force, results })
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
      await access(systemPath(this.#options.folder))
    } catch (cause) {
      throw new ProblemError('scan-folder-gone', { cause })
    }
  }
}
