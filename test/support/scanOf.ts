import { join } from 'node:path'
import type { ReportStyle, ScanOptions, ScanSummary } from '#shared/scan.ts'
import type { ComputeService, FileRead } from '#main/compute/index.ts'
import type { ScanTerms } from '#main/scan/journal.ts'
import type { WithContents } from '#main/scan/fileReader.ts'
import { scan, type ScanProgress } from '#main/scan/scan.ts'
import { ScanOutput } from '#main/scan/scanOutput.ts'
import { fakeRead } from './fakeReadings.ts'

export type TestScan = {
  folder: string
  report: string
  /** What reading a file comes to; a made-up reading if not given. */
  readFile?(path: string): Promise<FileRead>
  compute?: Pick<ComputeService, 'readFile'>
  withContents?: WithContents
  options?: Partial<ScanOptions>
  /** A few columns of CSV if not given. */
  style?: ReportStyle
  resume?: boolean
  replace?: boolean
  signal?: AbortSignal
  onProgress?(progress: ScanProgress): void
}

export function termsOf(folder: string, options: Partial<ScanOptions> = {}): ScanTerms {
  return {
    formatVersion: 1,
    scanId: '00000000-0000-4000-8000-000000000000',
    options: { folder, modalities: [], patientId: 'omit', absolutePaths: false, ...options },
    style: { format: 'csv', bom: false, columns: ['file', 'frame', 'verdict', 'probability', 'error_code', 'error'] },
    model: { id: 'plain', name: 'Plain', sha256: 'abc' },
    engine: 'onnx-cpu',
    programVersion: '0.1.0',
    startedAt: '2026-01-02T03:04:05.000Z',
  }
}

/** A scan without the rest of the program. */
export async function scanOf(test: TestScan): Promise<ScanSummary> {
  const { folder, report, readFile = async () => fakeRead(), resume = false, replace = false } = test
  const compute = test.compute ?? { readFile: ({ path }) => readFile(path) }
  const terms = { ...termsOf(folder, test.options), ...(test.style ? { style: test.style } : {}) }
  const output = await ScanOutput.open({ path: report, terms, resume, replace })
  const rows = {
    model: 'plain',
    modelSha256: 'abc',
    engine: 'onnx-cpu',
    programVersion: '0.1.0',
    patientId: terms.options.patientId,
    hashKey: Uint8Array.of(1),
  }
  const withContents = test.withContents ?? ((_, use) => use(undefined))
  const reader = {
    compute,
    withContents,
    model: { id: 'plain', directory: join(folder, 'none') },
    engine: 'onnx-cpu' as const,
    rows,
  }
  return scan(output, {
    reader,
    signal: test.signal ?? new AbortController().signal,
    onProgress: test.onProgress ?? (() => undefined),
  })
}
