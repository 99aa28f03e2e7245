import { randomUUID } from 'node:crypto'
import type { Film } from '#shared/film.ts'
import { ProblemError, type Problem } from '#shared/problem.ts'
import type { Reading } from '#shared/reading.ts'
import type { ReportClass, ResultKind, ResultsWish, WrittenResults } from '#shared/results.ts'
import type { Output } from '../print/output.ts'
import { problemFrom } from './exitCodes.ts'
import type { Client } from './session.ts'

export type DicomOptions = {
  dicom?: ResultKind[]
  to?: string
  srClass?: ReportClass
}

/** What was wished of results as DICOM; undefined where nothing was. Throws where they have nowhere to go. */
export function wishOf({ dicom, to, srClass }: DicomOptions): ResultsWish | undefined {
  if (to === undefined) {
    if (dicom || srClass) throw new ProblemError('results-folder-unnamed')
    return undefined
  }
  return {
    folder: to,
    style: { ...(dicom ? { kinds: dicom } : {}), ...(srClass ? { reportClass: srClass } : {}) },
  }
}

/** The results of one command. */
export class ResultsRun {
  readonly #client: Client
  readonly #wish: ResultsWish
  readonly #modelId: string
  readonly #run = randomUUID()
  #files = 0
  #problems: Problem[] = []

  constructor(client: Client, wish: ResultsWish, modelId: string) {
    this.#client = client
    this.#wish = wish
    this.#modelId = modelId
  }

  /** A reading whose result cannot be written is a reading all the same. */
  async write({ filmId }: Film, reading: Reading): Promise<WrittenResults | { problem: Problem }> {
    try {
      const written = await this.#client.results.write({ filmId, reading, wish: this.#wish, run: this.#run })
      this.#files += written.files.length
      return written
    } catch (thrown) {
      const problem = problemFrom(thrown)
      this.#problems.push(problem)
      return { problem }
    }
  }

  async finish(): Promise<WrittenResults['files']> {
    const { files } = await this.#client.results.finish({ modelId: this.#modelId, wish: this.#wish, run: this.#run })
    this.#files += files.length
    return files
  }

  summarise(output: Output): void {
    output.line(`${this.#files} DICOM objects written to ${this.#wish.folder}.`)
    for (const [message, same] of Map.groupBy(this.#problems, ({ message }) => message))
      output.line(`No result of ${same.length} ${same.length === 1 ? 'film' : 'films'}: ${message}`)
  }
}
