import { open, type FileHandle } from 'node:fs/promises'
import { ProblemError } from '#shared/problem.ts'
import {
  scanRowSchema,
  type PlacedRow,
  type RowRequest,
  type RowsPage,
  type RowsRequest,
  type ScanRow,
} from '#shared/scan.ts'
import { outputFiles } from './outputFiles.ts'

/** What is kept of a row in memory: where it lies, and what it can be found and sorted by. */
const indexed = [
  'file',
  'frame',
  'verdict',
  'probability',
  'teacher',
  'student',
  'modality',
  'body_part',
  'view',
  'study_date',
  'error_code',
] as const
export type IndexedRow = Pick<ScanRow, (typeof indexed)[number]> & {
  /** Their codes, one after the other; absent where there are none. */
  warnings?: string
  /** How many; absent where the model does not point, or nothing was judged. */
  findings?: number
  at: number
  length: number
}

/** Of what a row says of its film; more different ones are held as they come. */
const mostTexts = 10_000
const chunkBytes = 1 << 20
const lineFeed = 0x0a

/** The rows of one kept scan, found by filter and order without holding them. Follows the file as it grows. */
export class RowIndex {
  readonly #report: string
  #rows: IndexedRow[] = []
  /** Bytes of the file that are indexed: whole lines. */
  #bytes = 0
  #refreshing: Promise<void> | undefined
  readonly #texts = new Map<string, string>()

  constructor(report: string) {
    this.#report = report
  }

  /** All rows in walk order, as far as they are on disk. */
  async rows(): Promise<readonly IndexedRow[]> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined))
    await this.#refreshing
    return this.#rows
  }

  async page(request: Omit<RowsRequest, 'scanId'>): Promise<RowsPage> {
    const rows = await this.rows()
    const found = selected(rows, request)
    const wanted = found.slice(request.from, request.from + request.most)
    const modalities = [...new Set(rows.flatMap(({ modality }) => modality ?? []))].sort()
    return { rows: await this.#load(wanted), total: found.length, modalities }
  }

  /** A row that was seen, or the one before or after it, where the table has it now. */
  async place({ file, frame, by, ...request }: Omit<RowRequest, 'scanId'>): Promise<PlacedRow | null> {
    const found = selected(await this.rows(), request)
    const seen = found.findIndex((row) => row.file === file && row.frame === frame)
    const index = seen + by
    const wanted = seen < 0 ? undefined : found[index]
    if (!wanted) return null
    const [row] = await this.#load([wanted])
    return { row, index, total: found.length }
  }

  /** Every row, one after the other. */
  async *all(): AsyncGenerator<ScanRow> {
    const rows = await this.rows()
    for (let from = 0; from < rows.length; from += 500) yield* await this.#load(rows.slice(from, from + 500))
  }

  async #load(rows: readonly IndexedRow[]): Promise<ScanRow[]> {
    if (rows.length === 0) return []
    return this.#withFile(async (file) =>
      Promise.all(
        rows.map(async ({ at, length }) => {
          const bytes = Buffer.alloc(length)
          await file.read(bytes, 0, length, at)
          return rowOf(bytes.toString('utf8'))
        }),
      ),
    )
  }

  async #refresh(): Promise<void> {
    await this.#withFile(async (file) => {
      const { size } = await file.stat()
      // A resumed scan drops what its journal does not know of.
      if (size < this.#bytes) [this.#rows, this.#bytes] = [[], 0]
      while (this.#bytes < size) {
        const taken = await this.#take(file, Math.min(size - this.#bytes, chunkBytes))
        if (taken === 0) break
      }
    })
  }

  /** Indexes the whole lines of the next bytes; answers with how many bytes they have. */
  async #take(file: FileHandle, length: number): Promise<number> {
    const bytes = Buffer.alloc(length)
    const { bytesRead } = await file.read(bytes, 0, length, this.#bytes)
    let start = 0
    for (let end = bytes.indexOf(lineFeed); end >= 0 && end < bytesRead; end = bytes.indexOf(lineFeed, start)) {
      const row = indexedOf(bytes.toString('utf8', start, end))
      const kept = indexed.map((name) => [name, name === 'file' ? row.file : this.#once(row[name])])
      const warnings = row.warnings?.length ? this.#once(row.warnings.join(' ')) : undefined
      this.#rows.push({
        ...(Object.fromEntries(kept) as Pick<IndexedRow, (typeof indexed)[number]>),
        ...(warnings === undefined ? {} : { warnings }),
        ...(row.findings ? { findings: row.findings.length } : {}),
        at: this.#bytes + start,
        length: end - start,
      })
      start = end + 1
    }
    this.#bytes += start
    return start
  }

  /** Of millions of rows each text that they share is held once. */
  #once<T>(value: T): T {
    if (typeof value !== 'string') return value
    const known = this.#texts.get(value)
    if (known !== undefined) return known as T
    if (this.#texts.size < mostTexts) this.#texts.set(value, value)
    return value
  }

  /** The report under its name, or as far as it is. */
  async #withFile<T>(use: (file: FileHandle) => Promise<T>): Promise<T> {
    const { report, part } = outputFiles(this.#report)
    const file = await open(report, 'r')
      .catch(() => open(part, 'r'))
      .catch((cause: unknown) => {
        throw new ProblemError('scan-rows-gone', { cause })
      })
    try {
      return await use(file)
    } finally {
      await file.close()
    }
  }
}

function damaged(cause: unknown): ProblemError {
  return new ProblemError('scan-rows-damaged', { cause })
}

function rowOf(line: string): ScanRow {
  try {
    return scanRowSchema.parse(JSON.parse(line))
  } catch (cause) {
    throw damaged(cause)
  }
}

/** Of millions of rows only what is looked at is checked whole. */
function indexedOf(line: string): ScanRow {
  try {
    const row = JSON.parse(line) as ScanRow
    if (typeof row.file !== 'string') throw new Error('A row names no file.')
    return row
  } catch (cause) {
    throw damaged(cause)
  }
}

function selected(
  rows: readonly IndexedRow[],
  { filter, modality, search, sort, descending }: Omit<RowsRequest, 'scanId' | 'from' | 'most'>,
): IndexedRow[] {
  const wanted = search.toLowerCase()
  const found = rows.filter(
    (row) =>
      passes(row, filter) &&
      (modality === undefined || row.modality === modality) &&
      (wanted === '' || row.file.toLowerCase().includes(wanted)),
  )
  if (sort === 'file') return descending ? found.reverse() : found
  return sorted(found, sort, descending)
}

function passes(row: IndexedRow, filter: RowsRequest['filter']): boolean {
  if (filter === 'all') return true
  if (filter === 'found') return (row.findings ?? 0) > 0
  if (filter === 'warned') return row.warnings !== undefined
  return filter === 'error' ? row.error_code !== undefined : row.verdict === filter
}

/** Rows without what is sorted by come last, whichever way they are sorted. Equal ones stay in walk order. */
function sorted(rows: readonly IndexedRow[], sort: RowsRequest['sort'], descending: boolean): IndexedRow[] {
  const key = (row: IndexedRow): string | number | undefined => row[sort === 'error' ? 'error_code' : sort]
  const way = descending ? -1 : 1
  return rows.toSorted((one, other) => {
    const [a, b] = [key(one), key(other)]
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
    return a < b ? -way : a > b ? way : 0
  })
}
