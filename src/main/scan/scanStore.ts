import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { ProblemError } from '#shared/problem.ts'
import { reportStyleSchema, scanSchema, scanSummarySchema } from '#shared/scan.ts'
import { isAside, readOwnJson, writeNewFile } from '#main/files/index.ts'
import { outputFiles } from './outputFiles.ts'

/** A scan as it is kept: what can be told of it, but for whether it runs just now. */
const scanRecordSchema = scanSchema.omit({ state: true }).extend({ style: reportStyleSchema })
export type ScanRecord = z.infer<typeof scanRecordSchema>
const fileSchema = z.object({ formatVersion: z.literal(1), scan: scanRecordSchema })

const recordFile = 'scan.json'
const keyFile = 'patient-key'
const keyBytes = 32

/** The scans of now and earlier, one folder each; a scan without an output of its own has its rows there. */
export class ScanStore {
  readonly #root: string
  readonly #onAside: ((problem: ProblemError) => void) | undefined

  /** `onAside` is told of a record that cannot be understood, and was set aside. */
  constructor(root: string, onAside?: (problem: ProblemError) => void) {
    this.#root = root
    this.#onAside = onAside
  }

  /** Newest first; what cannot be read is left out. */
  async list(): Promise<ScanRecord[]> {
    // Where nothing can be written there may be no folder either.
    const entries = await readdir(this.#root, { withFileTypes: true }).catch(() => [])
    const folders = entries.filter((entry) => entry.isDirectory())
    const found = await Promise.all(folders.map((folder) => this.#read(folder.name)))
    return found.filter((record) => record !== undefined).sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  }

  /** Rejects with 'not-found'. */
  async get(scanId: string): Promise<ScanRecord> {
    const record = z.uuid().safeParse(scanId).success ? await this.#read(scanId) : undefined
    if (!record) throw new ProblemError('scan-unknown')
    return record
  }

  async write(record: ScanRecord): Promise<void> {
    const folder = join(this.#root, record.scanId)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFileAtomic(join(folder, recordFile), JSON.stringify({ formatVersion: 1, scan: record }), { mode: 0o600 })
  }

  /** Forgets a scan, with the rows that are kept for it. A report elsewhere stays. */
  async remove(scanId: string): Promise<void> {
    await rm(join(this.#root, scanId), { recursive: true, force: true })
  }

  /**
   * Everything that is left when all scans are removed: records that cannot be read, and the key by which patient ids
   * are hashed.
   */
  async removeRest(): Promise<void> {
    for (const name of await readdir(this.#root))
      if (name.startsWith(keyFile) || z.uuid().safeParse(name).success)
        await rm(join(this.#root, name), { recursive: true, force: true })
  }

  /** Where the report of a scan is written. */
  reportPath({ scanId, output }: Pick<ScanRecord, 'scanId' | 'output'>): string {
    return output ?? join(this.#root, scanId, 'rows.jsonl')
  }

  /** By which patient ids are hashed: made once, the same for all scans, so that one patient has one hash. */
  async patientKey(): Promise<Uint8Array> {
    const path = join(this.#root, keyFile)
    // Whole or not at all: a part of one would stay for ever.
    if (!existsSync(path))
      await writeNewFile(path, (beside) => writeFile(beside, randomBytes(keyBytes), { flag: 'wx', mode: 0o600 })).catch(
        (thrown: unknown) => {
          // Another program has just made it.
          if (!existsSync(path)) throw thrown
        },
      )
    const key = await readFile(path)
    if (key.length !== keyBytes) throw new ProblemError('scan-hash-key-damaged')
    return key
  }

  async #read(scanId: string): Promise<ScanRecord | undefined> {
    try {
      const as = { id: 'aside-scan', folder: `scans/${scanId}` } as const
      const found = await readOwnJson(join(this.#root, scanId, recordFile), fileSchema, as)
      if (!found) return undefined
      const { scan } = found
      return scan.summary?.complete ? scan : { ...scan, ...(await this.#completed(scan)) }
    } catch (thrown) {
      if (isAside(thrown)) this.#onAside?.(thrown)
      return undefined
    }
  }

  /** The summary of a scan that came to its end, but not to say so here: the program was killed, or the disk full. */
  async #completed(scan: ScanRecord): Promise<Pick<ScanRecord, 'summary'>> {
    const { report, journal, summary } = outputFiles(this.reportPath(scan))
    try {
      if (existsSync(journal) || !existsSync(report)) return {}
      const found = scanSummarySchema.parse(JSON.parse(await readFile(summary, 'utf8')))
      return found.complete && found.scanId === scan.scanId ? { summary: found } : {}
    } catch {
      return {}
    }
  }
}
