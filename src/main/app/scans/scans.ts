import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { isTerminal, type JobProgress } from '#shared/job.ts'
import type { EngineName } from '#shared/engine.ts'
import { ProblemError } from '#shared/problem.ts'
import { defaultResultStyle, type ResultsWish } from '#shared/results.ts'
import {
  reportStyleSchema,
  type Comparison,
  type PlacedRow,
  type ReportStyle,
  type RowRequest,
  type RowsPage,
  type RowsRequest,
  type Scan,
  type ScanRequest,
} from '#shared/scan.ts'
import type { ComputeService } from '#main/compute/index.ts'
import { systemPath } from '#main/files/index.ts'
import type { JobContext, JobStore } from '#main/jobs/index.ts'
import { isLocked } from '#main/locks/index.ts'
import type { ModelRegistry } from '#main/registry/index.ts'
import {
  compareScans,
  readJournal,
  type ScanTerms,
  type WithContents,
  outputFiles,
  reportIn,
  RowIndex,
  scan,
  summaryOf,
  type ScanProgress,
  ScanOutput,
  ScanStore,
  type ScanRecord,
} from '#main/scan/index.ts'
import type { Engines } from '../engines/engines.ts'
import type { Inbox } from '../opening/inbox.ts'
import { programVersion } from '../home/packageRoot.ts'
import { resultsWork } from '../results/results.ts'
import type { Settings } from '../settings/settings.ts'

export type ScansServices = {
  compute: ComputeService
  jobs: JobStore
  models: ModelRegistry
  inbox: Inbox
  engines: Engines
  settings: Pick<Settings, 'values'>
  folder: string
  /** Told of a scan whose record cannot be understood, and was set aside. */
  onAside?(problem: ProblemError): void
}

/** The rows as the program keeps them for a scan that has no output of its own. */
const ownStyle: ReportStyle = { format: 'jsonl', bom: false }

/** All that can be done with scans. */
export class Scans {
  readonly #services: ScansServices
  readonly #store: ScanStore
  /** Of the scans whose rows were looked at last. */
  readonly #indexes = new Map<string, RowIndex>()

  constructor(services: ScansServices) {
    this.#services = services
    this.#store = new ScanStore(services.folder, services.onAside)
  }

  async list(): Promise<Scan[]> {
    return (await this.#store.list()).map((record) => this.#scanOf(record))
  }

  /**
   * Starts a scan, or resumes one. Rejects with 'not-found' or 'wrong-use' where there is nothing to start with;
   * what is wrong with the output is told by the job.
   */
  async start({ options, output, resume }: ScanRequest): Promise<Scan> {
    const folder = resolve(options.folder)
    await checkFolder(folder)
    const results = this.#resultsWish(options.results, folder)
    const path = output && resolve(output.path)
    if (resume && path !== undefined && isLocked(outputFiles(path).lock)) throw new ProblemError('scan-report-in-use')
    const journal = resume && path !== undefined ? await readJournal(outputFiles(path).journal) : undefined
    const card = await this.#services.models.show(
      options.modelId ?? journal?.terms.options.modelId ?? (await this.#services.models.activeId()),
    )
    const scanId = journal?.terms.scanId ?? randomUUID()
    const { engines } = this.#services
    // What an unfinished scan was begun with is not what is chosen today.
    const engine = options.engine ?? engines.fixed ?? journal?.terms.options.engine
    const terms: ScanTerms = {
      formatVersion: 1,
      scanId,
      options: { ...options, engine, folder, modelId: card.id, ...(results ? { results } : {}) },
      style: output ? reportStyleSchema.parse(output) : ownStyle,
      model: { id: card.id, name: card.name, sha256: card.weights.sha256 },
      engine: engine ?? journal?.terms.engine ?? engines.current,
      programVersion,
      startedAt: new Date().toISOString(),
    }
    return this.#begin({ terms, path, resume, replace: output?.replace ?? false })
  }

  /** Resumes an unfinished scan, by its own terms. */
  async resume(scanId: string): Promise<Scan> {
    const record = await this.#idle(scanId)
    const journal = await readJournal(outputFiles(this.#store.reportPath(record)).journal)
    if (!journal) throw new ProblemError('scan-without-rest')
    await checkFolder(record.options.folder)
    const card = await this.#services.models.show(record.model.id)
    const terms = { ...journal.terms, model: { ...journal.terms.model, sha256: card.weights.sha256 }, programVersion }
    return this.#begin({ terms, path: record.output, resume: true, replace: false })
  }

  /** Forgets a scan and its kept rows; a finished report elsewhere stays. */
  async remove(scanId: string): Promise<void> {
    await this.#idle(scanId)
    this.#indexes.delete(scanId)
    await this.#store.remove(scanId)
  }

  /** Forgets all scans that are not running, and the key by which patient ids are hashed where none runs. */
  async clear(): Promise<void> {
    const scans = await this.list()
    for (const { scanId, state } of scans) if (state !== 'running') await this.remove(scanId)
    if (!scans.some(({ state }) => state === 'running')) await this.#store.removeRest()
  }

  async rows({ scanId, ...request }: RowsRequest): Promise<RowsPage> {
    return (await this.#index(scanId)).page(request)
  }

  async row({ scanId, ...request }: RowRequest): Promise<PlacedRow | null> {
    return (await this.#index(scanId)).place(request)
  }

  /** The report of a kept scan in another style. */
  async export(scanId: string, style: ReportStyle): Promise<File> {
    const index = await this.#index(scanId)
    const report = reportIn(style)
    const services = [report.start]
    for await (const row of index.all()) services.push(report.row(row))
    const type = style.format === 'csv' ? 'text/csv;charset=utf-8' : 'application/jsonl'
    return new File(services, `scan.${style.format}`, { type })
  }

  async compare(before: string, after: string): Promise<Comparison> {
    const [then, now] = await Promise.all([this.#index(before), this.#index(after)])
    return compareScans(await then.rows(), await now.rows())
  }

  /** With everything said that the settings would say, so that a scan that is gone on with is the same. */
  #resultsWish(wish: ResultsWish | undefined, films: string): ResultsWish | undefined {
    if (!wish) return undefined
    const folder = resolve(wish.folder)
    if (`${folder}${sep}`.startsWith(films.endsWith(sep) ? films : `${films}${sep}`))
      throw new ProblemError('results-among-films')
    const style = { ...defaultResultStyle, ...this.#services.settings.values.results, ...wish.style }
    return { folder, style }
  }

  async #begin(begin: {
    terms: ScanTerms
    path: string | undefined
    resume: boolean
    replace: boolean
  }): Promise<Scan> {
    const { terms, path, resume, replace } = begin
    const { scanId, options, style, model, startedAt } = terms
    const known = resume ? await this.#store.get(scanId).catch(() => undefined) : undefined
    let record: ScanRecord | undefined
    await this.#services.jobs.start(
      'scanning',
      async (context) => {
        await this.#run(record!, { terms, resume, replace }, context, known === undefined)
        return undefined
      },
      {
        prepare: async ({ jobId }) => {
          record = {
            scanId,
            jobId,
            createdAt: known?.createdAt ?? startedAt,
            options,
            style,
            model: { id: model.id, name: model.name },
            ...(path === undefined ? {} : { output: path }),
            // What was counted before it was interrupted holds until the job has counted itself.
            ...(known?.summary ? { summary: { ...known.summary, complete: false } } : {}),
          }
          await this.#store.write(record)
        },
      },
    )
    return this.#scanOf(record!)
  }

  async #run(
    record: ScanRecord,
    how: { terms: ScanTerms; resume: boolean; replace: boolean },
    context: JobContext,
    isNew: boolean,
  ): Promise<void> {
    const { compute, engines, models, inbox, settings } = this.#services
    const path = this.#store.reportPath(record)
    const { model, engine, options } = how.terms
    const usual = engine as EngineName
    let output: ScanOutput | undefined
    const work = options.results && resultsWork(settings, options.results, model, how.terms.scanId)
    try {
      const hashKey = await this.#store.patientKey()
      const reference = await models.reference(model.id)
      output = await ScanOutput.open({ path, ...how })
      // What was read before an interruption counts at once, and not only with the next file.
      context.progress(jobProgress({ tally: structuredClone(output.tally), total: 0, filmsPerSecond: 0 }))
      const rows = {
        model: model.id,
        modelSha256: model.sha256,
        engine,
        programVersion,
        patientId: options.patientId,
        hashKey,
      }
      const withContents: WithContents = (path, use) =>
        inbox.withFolder(async (folder) => use(await compute.unpack(path, folder)))
      const summary = await scan(output, {
        reader: {
          compute: engines.readFile(compute, options.engine, usual),
          withContents,
          model: reference,
          engine: usual,
          rows,
          ...(work ? { results: work } : {}),
        },
        signal: context.signal,
        onProgress: (progress) => context.progress(jobProgress(progress)),
      })
      // Where this note cannot be written, the summary beside the report serves (see `ScanStore`).
      await this.#store.write({ ...record, summary }).catch(() => undefined)
    } catch (thrown) {
      const begun = output !== undefined && output.tally.files + output.tally.filtered > 0
      // What stopped the scan is told, not what came of noting it.
      if (begun) await this.#store.write({ ...record, summary: summaryOf(output!, false) }).catch(() => undefined)
      else if (isNew) await this.#store.remove(record.scanId).catch(() => undefined)
      throw thrown
    }
    // The report is whole by now, whatever becomes of the selections.
    if (work) await compute.finishResults(work)
  }

  async #index(scanId: string): Promise<RowIndex> {
    const record = await this.#store.get(scanId)
    if (record.output !== undefined) throw new ProblemError('scan-rows-elsewhere')
    const index = this.#indexes.get(scanId) ?? new RowIndex(this.#store.reportPath(record))
    this.#indexes.delete(scanId)
    this.#indexes.set(scanId, index)
    for (const oldest of [...this.#indexes.keys()].slice(0, -2)) this.#indexes.delete(oldest)
    return index
  }

  async #idle(scanId: string): Promise<ScanRecord> {
    const record = await this.#store.get(scanId)
    if (this.#scanOf(record).state === 'running') throw new ProblemError('scan-running')
    return record
  }

  #runsElsewhere(record: Pick<ScanRecord, 'scanId' | 'output'>): boolean {
    return isLocked(outputFiles(this.#store.reportPath(record)).lock)
  }

  #scanOf({ style: _style, ...record }: ScanRecord): Scan {
    const job = this.#services.jobs.list().find(({ jobId }) => jobId === record.jobId)
    const running = job === undefined ? this.#runsElsewhere(record) : !isTerminal(job.state)
    return { ...record, state: record.summary?.complete ? 'complete' : running ? 'running' : 'unfinished' }
  }
}

async function checkFolder(folder: string): Promise<void> {
  const found = await stat(systemPath(folder)).catch((cause: unknown) => {
    throw new ProblemError('path-of-folder-missing', { cause })
  })
  if (!found.isDirectory()) throw new ProblemError('scan-of-file')
}

function jobProgress({ tally, total, filmsPerSecond }: ScanProgress): JobProgress {
  const errors = Object.values(tally.errors).reduce((sum, rows) => sum + rows, 0)
  const numbers: JobProgress['numbers'] = { films: tally.films, errors, filmsPerSecond }
  for (const [verdict, films] of Object.entries(tally.verdicts)) numbers[verdict] = films
  return { stage: 'films', done: tally.files + tally.filtered, total, numbers }
}
