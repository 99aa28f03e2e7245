import { access, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import writeFileAtomic from 'write-file-atomic'
import { ProblemError } from '#shared/problem.ts'
import type { ScanRow, ScanSummary, ScanTally } from '#shared/scan.ts'
import { tryLock, type Release } from '#main/locks/index.ts'
import { diskProblem } from './diskProblem.ts'
import { closedUnlessDone, Journal, readJournal, writeAll, type Mark, type ScanTerms } from './journal.ts'
import { outputFiles, type OutputFiles } from './outputFiles.ts'
import { reportIn } from './report.ts'
import { count, emptyTally, type Outcome } from './tally.ts'

/** Rows go to disk, and are journalled, after so many outcomes or milliseconds. */
const outcomesPerMark = 64
const millisecondsPerMark = 1000

export type OpenOutput = { path: string; terms: ScanTerms; resume: boolean; replace: boolean }

/**
 * A report as it grows: rows in `<path>.part`, how far they are known to be on disk in `<path>.journal`. Under its own
 * name the report appears when it is complete.
 */
export class ScanOutput {
  readonly terms: ScanTerms
  readonly tally: ScanTally
  /** Path below the folder after which the walk goes on. */
  readonly after: string | undefined
  /** Everything has been read already; only the name is missing. */
  readonly complete: boolean
  readonly #files: OutputFiles
  readonly #unlock: Release
  readonly #part: FileHandle
  readonly #journal: Journal
  readonly #row: (row: ScanRow) => string
  #mark: Mark
  #text: string[] = []
  #waiting = 0
  #last: string | undefined
  #marked = performance.now()
  #failed = false

  private constructor(
    files: OutputFiles,
    unlock: Release,
    part: FileHandle,
    journal: Journal,
    terms: ScanTerms,
    mark: Mark,
  ) {
    this.#files = files
    this.#unlock = unlock
    this.#part = part
    this.#journal = journal
    this.#row = reportIn(terms.style).row
    this.#mark = mark
    this.terms = terms
    this.tally = structuredClone(mark.tally)
    this.after = mark.after
    this.#last = mark.after
    this.complete = mark.complete
  }

  /**
   * Rejects with 'in-use', 'not-writable' or 'disk-full', or with 'wrong-use' where there is a report already, where
   * nothing can be resumed, or where it was begun under other terms.
   */
  static async open({ path, terms, resume, replace }: OpenOutput): Promise<ScanOutput> {
    const files = outputFiles(path)
    const unlock = lock(files.lock)
    try {
      return resume ? await reopen(files, unlock, terms) : await create(files, unlock, terms, replace)
    } catch (thrown) {
      unlock()
      throw diskProblem(thrown)
    }
    async function create(files: OutputFiles, unlock: Release, terms: ScanTerms, replace: boolean) {
      if (!replace && (await isThere(files.journal))) throw new ProblemError('scan-unfinished')
      if (!replace && (await isThere(files.report))) throw new ProblemError('scan-report-exists')
      const start = Buffer.from(reportIn(terms.style).start)
      // The older report stays until the new one is complete.
      // It names files, which may be called after patients.
      const part = await open(files.part, 'w', 0o600)
      return closedUnlessDone(part, async () => {
        await writeAll(part, start, 0)
        await part.datasync()
        const mark: Mark = { bytes: start.length, tally: structuredClone(emptyTally), complete: false }
        return new ScanOutput(files, unlock, part, await Journal.create(files.journal, terms, mark), terms, mark)
      })
    }
    async function reopen(files: OutputFiles, unlock: Release, wanted: ScanTerms) {
      const found = await readJournal(files.journal)
      if (!found) throw new ProblemError('scan-nothing-to-resume')
      const { terms, mark, bytes } = found
      if (!sameTerms(terms, wanted)) throw new ProblemError('scan-of-other-terms')
      // A crash between the last two steps of a complete scan leaves the report under its name already.
      if (mark.complete && !(await isThere(files.part)) && (await isThere(files.report)))
        await rename(files.report, files.part)
      const part = await open(files.part, 'r+')
      return closedUnlessDone(part, async () => {
        const { size } = await part.stat()
        if (size < mark.bytes) throw new ProblemError('scan-report-shortened')
        await part.truncate(mark.bytes)
        return new ScanOutput(files, unlock, part, await Journal.reopen(files.journal, bytes), terms, mark)
      })
    }
  }

  /** Takes what became of one path below the folder, in walk order. Rejects with 'disk-full' or 'not-writable'. */
  async add(path: string, outcome: Outcome): Promise<void> {
    count(this.tally, outcome)
    if ('rows' in outcome) for (const row of outcome.rows) this.#text.push(this.#row(row))
    this.#last = path
    this.#waiting += 1
    const since = performance.now() - this.#marked
    if (this.#waiting >= outcomesPerMark || since >= millisecondsPerMark) await this.flush()
  }

  /** Brings to disk all that was added; `complete` says that nothing more will come. */
  async flush(complete = false): Promise<void> {
    if (this.#failed || (this.#waiting === 0 && !complete)) return
    const now = performance.now()
    this.tally.milliseconds += now - this.#marked
    this.#marked = now
    try {
      const bytes = Buffer.from(this.#text.join(''))
      await writeAll(this.#part, bytes, this.#mark.bytes)
      await this.#part.datasync()
      const after = this.#last === undefined ? {} : { after: this.#last }
      this.#mark = { ...after, bytes: this.#mark.bytes + bytes.length, tally: structuredClone(this.tally), complete }
      await this.#journal.mark(this.#mark)
    } catch (thrown) {
      this.#failed = true
      throw diskProblem(thrown)
    }
    this.#text = []
    this.#waiting = 0
  }

  /** Puts the report under its name, with its summary beside it. Nothing else may be called after. */
  async finish(summary: ScanSummary): Promise<void> {
    await this.flush(true)
    try {
      await writeFileAtomic(this.#files.summary, `${JSON.stringify(summary, null, 2)}\n`, { mode: 0o600 })
      await this.#part.sync()
      await this.#close()
      await rename(this.#files.part, this.#files.report)
      await syncFolder(dirname(this.#files.report))
      await rm(this.#files.journal, { force: true })
    } catch (thrown) {
      throw diskProblem(thrown)
    } finally {
      this.#unlock()
    }
  }

  /** Leaves the report so that it can be gone on with; one in which there is nothing yet goes. */
  async leave(): Promise<void> {
    try {
      await this.flush()
    } finally {
      await this.#close()
      const { files, filtered } = this.#mark.tally
      if (files + filtered === 0) await Promise.allSettled([rm(this.#files.part), rm(this.#files.journal)])
      this.#unlock()
    }
  }

  async #close(): Promise<void> {
    await Promise.allSettled([this.#part.close(), this.#journal.close()])
  }
}

/** Throws `in-use` where another scan writes there. */
function lock(path: string): Release {
  let release: Release | undefined
  try {
    release = tryLock(path)
  } catch (thrown) {
    throw diskProblem(thrown)
  }
  if (!release) throw new ProblemError('scan-report-in-use')
  return release
}

/** Version and time may differ; rows say which program read them. */
function sameTerms(a: ScanTerms, b: ScanTerms): boolean {
  // Whether the engine was asked for or chosen makes no difference.
  const fixed = ({ options: { engine: _, ...options }, style, model, engine }: ScanTerms): unknown => ({
    options,
    style,
    model: model.sha256,
    engine,
  })
  return isDeepStrictEqual(plainJson(fixed(a)), plainJson(fixed(b)))
}

function plainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** Makes a new name last through a loss of power, where the system lets folders be opened. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().catch(() => undefined)
  await handle.close()
}
