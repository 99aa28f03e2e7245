import { open, readFile, rename, type FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { ProblemError } from '#shared/problem.ts'
import { reportStyleSchema, scanOptionsSchema, scanTallySchema } from '#shared/scan.ts'
import { diskProblem } from './diskProblem.ts'

/** What a scan is, in the first line: it cannot be gone on with under other terms. */
export const scanTermsSchema = z.object({
  formatVersion: z.literal(1),
  scanId: z.string(),
  /** With the folder's absolute path, and the model's id whichever was asked for. */
  options: scanOptionsSchema,
  style: reportStyleSchema,
  model: z.object({ id: z.string(), name: z.string(), sha256: z.string() }),
  engine: z.string(),
  programVersion: z.string(),
  startedAt: z.iso.datetime(),
})
export type ScanTerms = z.infer<typeof scanTermsSchema>

const markSchema = z.object({
  /** Path below the folder of the last thing whose rows are in the report. */
  after: z.string().optional(),
  /** Length of the report with these rows, bytes. */
  bytes: z.int().nonnegative(),
  tally: scanTallySchema,
  /** Set in the last line of a scan that has read everything. */
  complete: z.boolean(),
})
/** How far a report is known to be on disk. */
export type Mark = z.infer<typeof markSchema>

/** Terms and last mark of a journal. A line that a crash cut short is no line. Undefined where there is no journal. */
export async function readJournal(path: string): Promise<{ terms: ScanTerms; mark: Mark; bytes: number } | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw diskProblem(cause)
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const lines = whole.split('\n').slice(0, -1)
  try {
    const terms = scanTermsSchema.parse(JSON.parse(lines[0] ?? ''))
    const mark = markSchema.parse(JSON.parse(lines.at(-1)!))
    return { terms, mark, bytes: Buffer.byteLength(whole) }
  } catch (cause) {
    throw new ProblemError('scan-journal-damaged', { cause })
  }
}

/** A journal that is being written: JSON lines, each on disk before the call resolves. */
export class Journal {
  readonly #file: FileHandle
  #bytes: number

  private constructor(file: FileHandle, bytes: number) {
    this.#file = file
    this.#bytes = bytes
  }

  /** Under its name it appears with its first lines: a kill leaves none, or one that can be gone on with. */
  static async create(path: string, terms: ScanTerms, mark: Mark): Promise<Journal> {
    const lines = Buffer.from(`${JSON.stringify(terms)}\n${JSON.stringify(mark)}\n`)
    const begun = `${path}.new`
    const file = await open(begun, 'w', 0o600)
    await closedUnlessDone(file, async () => {
      await writeAll(file, lines, 0)
      await file.datasync()
    })
    await file.close()
    await rename(begun, path)
    return Journal.reopen(path, lines.length)
  }

  /** Opens a journal whose first `bytes` bytes are whole lines; what is after them is dropped. */
  static async reopen(path: string, bytes: number): Promise<Journal> {
    const file = await open(path, 'r+')
    await closedUnlessDone(file, () => file.truncate(bytes))
    return new Journal(file, bytes)
  }

  mark(mark: Mark): Promise<void> {
    return this.#append(`${JSON.stringify(mark)}\n`)
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  async #append(lines: string): Promise<void> {
    const bytes = Buffer.from(lines)
    await writeAll(this.#file, bytes, this.#bytes)
    await this.#file.datasync()
    this.#bytes += bytes.length
  }
}

/** A file that was opened does not stay open where what follows fails. */
export async function closedUnlessDone<T>(file: { close(): Promise<void> }, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    await file.close().catch(() => undefined)
    throw thrown
  }
}

/** Writes all of the bytes at a place in a file. */
export async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten
  }
}
