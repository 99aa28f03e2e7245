import pLimit from 'p-limit'
import { fromProblem, toProblem } from '#shared/problem.ts'
import type { EngineName } from '#shared/engine.ts'
import type { ComputeService, ModelReference } from '#main/compute/index.ts'
import { errorRow, FileReader, type FileOutcome, type RowContext, type WithContents } from '#main/scan/index.ts'
import type { JobFilm } from '../database/jobs.ts'
import type { ScanRecord } from '../scans/scanRecords.ts'
import { filmsOf, type FilmsMeans, type SourceFilms } from '../sources/source.ts'

/** Films that are fetched from an archive at a time, and lie in memory for that time. */
const fetchesAtATime = 4

export type ScanReaderMeans = FilmsMeans & {
  compute: Pick<ComputeService, 'readFile'>
  withContents: WithContents
  model: ModelReference
  engine: EngineName
  programVersion: string
  hashKey: Uint8Array
}

/** Reads films of one scan into the rows that a scan of one machine makes of them. */
export class ScanReader {
  readonly #films: SourceFilms
  readonly #files: FileReader
  readonly #rows: RowContext
  readonly #limit: <T>(work: () => Promise<T>) => Promise<T>

  constructor({ terms }: ScanRecord, means: ScanReaderMeans) {
    this.#films = filmsOf(terms, means)
    this.#rows = {
      model: terms.model.id,
      modelSha256: terms.model.sha256,
      engine: means.engine,
      programVersion: means.programVersion,
      patientId: terms.patientId,
      hashKey: means.hashKey,
    }
    this.#files = new FileReader({
      ...means,
      folder: this.#films.folder,
      modalities: terms.modalities,
      rows: this.#rows,
    })
    const isFolder = terms.source.kind === 'folder'
    this.#limit = isFolder ? (work) => work() : pLimit(fetchesAtATime)
  }

  /** Rejects with 'interrupted' where no film of the scan is to be seen, and where no scan can go on. */
  async read([, film, problem]: JobFilm): Promise<FileOutcome> {
    const name = this.#films.nameOf(film)
    if (problem) {
      if (problem.code === 'not-found') await this.checkSource()
      return this.problemRow(film, fromProblem(problem))
    }
    let isFetched = false
    try {
      return await this.#limit(() =>
        this.#films.withFile(film, (path) => {
          isFetched = true
          return this.#files.read(path, name)
        }),
      )
    } catch (thrown) {
      // Of the fetching of one film; what the reader rejects with, and an archive that is silent, is no row's.
      if (isFetched || toProblem(thrown).code === 'interrupted') throw thrown
      return this.problemRow(film, thrown)
    }
  }

  problemRow(film: string, thrown: unknown): FileOutcome {
    return { rows: [errorRow(this.#films.nameOf(film), toProblem(thrown), this.#rows)] }
  }

  /** Rejects with 'interrupted' where the folder of the scan is not to be seen. */
  checkSource(): Promise<void> {
    return this.#files.checkFolder()
  }
}
