import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import type { DeidentifyRequest, ExportedFilm } from '#shared/deidentify.ts'
import { toProblem, type Problem } from '#shared/problem.ts'
import type { Verdict } from '#shared/reading.ts'
import type { ScanColumn } from '#shared/scan.ts'
import type { ComputeService, ReadFileRequest, ResultsWork } from '#main/compute/index.ts'
import { compareNames } from '#main/files/index.ts'
import { frameRow, reportIn, type RowContext } from '#main/scan/index.ts'
import { programVersion } from '../home/packageRoot.ts'
import { resultsWork } from '../results/results.ts'
import type { Services } from '../services.ts'

const columns: ScanColumn[] = [
  'file',
  'frame',
  'study_uid',
  'series_uid',
  'instance_uid',
  'modality',
  'body_part',
  'view',
  'verdict',
  'probability',
  'findings',
  'warnings',
  'model',
  'model_sha256',
  'engine',
  'program_version',
  'error_code',
  'error',
]

/** Reads films as they were exported: so that nothing of their results comes from another film. */
export class Readings {
  readonly #reading: Pick<ComputeService, 'readFile'>
  readonly #compute: Pick<ComputeService, 'finishResults'>
  readonly #folder: string
  readonly #request: Omit<ReadFileRequest, 'path' | 'from' | 'results'>
  readonly #work: ResultsWork
  readonly #rows: Omit<RowContext, 'engine'>
  readonly #report = reportIn({ format: 'csv', bom: false, columns })
  readonly #lines: { file: string; row: string }[] = []

  private constructor(
    { compute, engines, settings }: Services,
    { engine, style }: NonNullable<DeidentifyRequest['results']>,
    model: ReadFileRequest['model'],
    named: ResultsWork['model'],
    folder: string,
  ) {
    this.#compute = compute
    this.#reading = engines.readFile(compute, engine)
    this.#folder = folder
    this.#request = { model, engine: engine ?? engines.current, modalities: [] }
    const wish = { folder: join(folder, 'results'), ...(style ? { style } : {}) }
    this.#work = resultsWork(settings, wish, named, randomUUID())
    this.#rows = {
      model: named.id,
      modelSha256: named.sha256,
      programVersion,
      patientId: 'omit',
      hashKey: new Uint8Array(),
    }
  }

  static async of(
    services: Services,
    wish: NonNullable<DeidentifyRequest['results']>,
    folder: string,
  ): Promise<Readings> {
    const model = await services.models.reference(wish.modelId)
    const { id, name, weights } = await services.models.show(model.id)
    return new Readings(services, wish, model, { id, name, sha256: weights.sha256 }, folder)
  }

  /** Reads all frames of a file of the export. A film that cannot be read is exported all the same. */
  async read(file: string, hasIdentity: boolean): Promise<Pick<ExportedFilm, 'verdicts' | 'unread'>> {
    const verdicts: Verdict[] = []
    let unread: Problem | undefined
    try {
      for (let from = 0, total = 1; from < total;) {
        const read = await this.#reading.readFile({
          ...this.#request,
          path: join(this.#folder, file),
          from,
          ...(hasIdentity ? { results: this.#work } : {}),
        })
        for (const frame of read.frames) {
          if ('problem' in frame) unread ??= frame.problem
          else {
            verdicts.push(frame.reading.verdict)
            unread ??= frame.unwritten
          }
          const engine = 'reading' in frame ? frame.reading.engine : this.#request.engine
          this.#lines.push({
            file,
            row: this.#report.row(frameRow(file, read.header, frame, { ...this.#rows, engine })),
          })
        }
        total = read.total
        from += Math.max(1, read.frames.length)
      }
    } catch (thrown) {
      unread = toProblem(thrown)
    }
    return { verdicts, ...(unread ? { unread } : {}) }
  }

  /** Writes the table of readings, and what could only be known at the end. */
  async finish(): Promise<void> {
    await this.#compute.finishResults(this.#work)
    // Films are read side by side; the frames of one come in their order.
    const lines = this.#lines.sort((a, b) => compareNames(a.file, b.file))
    const text = [this.#report.start, ...lines.map(({ row }) => row)].join('')
    await writeFile(join(this.#folder, 'readings.csv'), text, { mode: 0o600 })
  }
}
