import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScanRow } from '#shared/scan.ts'
import { harmless } from '#shared/csv.ts'
import { reportIn } from '#main/scan/report.ts'

const row: ScanRow = {
  file: 'a/b.png',
  frame: 0,
  verdict: 'fracture',
  probability: 0.875,
  experts: [0.25, 0.75],
  warnings: ['lossy', 'too-small'],
  model: 'starter',
  model_sha256: 'abc',
  engine: 'onnx-cpu',
  program_version: '0.1.0',
  read_at: '2026-01-02T03:04:05.000Z',
}

describe('a CSV report', () => {
  it('has a header and a row, each ended by CR LF', () => {
    const { start, row: line } = reportIn({
      format: 'csv',
      bom: false,
      columns: ['file', 'verdict', 'probability', 'experts', 'warnings', 'error'],
    })
    expect(start).toBe('file,verdict,probability,experts,warnings,error\r\n')
    expect(line(row)).toBe('a/b.png,fracture,0.875,0.25 0.75,lossy too-small,\r\n')
  })

  it('begins with a byte order mark if that is wanted', () => {
    expect(Buffer.from(reportIn({ format: 'csv', bom: true }).start).subarray(0, 3)).toEqual(
      Buffer.of(0xef, 0xbb, 0xbf),
    )
  })

  it('brings every text back as it was, or made harmless', () => {
    const { row: line } = reportIn({ format: 'csv', bom: false, columns: ['file', 'body_part'] })
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom(',', '"', ';', '\n', '\r', '\t', '=', '@', ' '),
        fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
      ),
    })
    fc.assert(
      fc.property(text, text, (file, body_part) => {
        const [read] = parse(line({ ...row, file, body_part }), { record_delimiter: '\r\n' }) as string[][]
        expect(read).toEqual([harmless(file), harmless(body_part)])
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a cell with a line break', () => {
  it.each(['HAND\nLEFT', 'HAND\rLEFT', 'HAND\r\nLEFT'])('is quoted: %j', (body_part) => {
    const { row: line } = reportIn({ format: 'csv', bom: false, columns: ['file', 'body_part'] })
    expect(line({ ...row, body_part })).toBe(`a/b.png,"${body_part}"\r\n`)
  })
})

describe('a report of JSON lines', () => {
  it('has the wanted columns of a row in a line', () => {
    const { start, row: line } = reportIn({ format: 'jsonl', bom: false, columns: ['file', 'experts', 'error'] })
    expect(start).toBe('')
    expect(line(row)).toBe('{"file":"a/b.png","experts":[0.25,0.75]}\n')
  })
})
