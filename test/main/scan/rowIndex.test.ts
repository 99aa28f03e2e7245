import { appendFile, rename, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Verdict } from '#shared/reading.ts'
import { rowRequestSchema, rowsRequestSchema, type RowRequest, type RowsRequest, type ScanRow } from '#shared/scan.ts'
import { compareScans } from '#main/scan/compareScans.ts'
import { reportIn } from '#main/scan/report.ts'
import { RowIndex } from '#main/scan/rowIndex.ts'
import { newFolder } from '../../support/folder.ts'

const shared = {
  model: 'm',
  model_sha256: 'h',
  engine: 'onnx-cpu',
  program_version: '0',
  read_at: '2026-01-02T03:04:05.000Z',
}
const read = (file: string, verdict: Verdict, probability: number, frame = 0): ScanRow => ({
  file,
  frame,
  verdict,
  probability,
  ...shared,
})
const notJudged = (file: string): ScanRow => ({ file, frame: 0, verdict: 'not-judged', ...shared })
const failed = (file: string, error_code: string): ScanRow => ({ file, error_code, error: 'No.', ...shared })
const { row: line } = reportIn({ format: 'jsonl', bom: false })
const text = (...rows: ScanRow[]): string => rows.map(line).join('')
const ask = (request: Partial<RowsRequest>) => rowsRequestSchema.parse({ scanId: 's', ...request })

const rows = [
  read('a/ü 1', 'fracture', 0.9),
  failed('a/2', 'truncated'),
  read('b/3', 'no-fracture', 0.1),
  read('b/4', 'uncertain', 0.5),
  failed('c/5', 'not-an-image'),
  read('c/6', 'fracture', 0.95),
]

async function indexOf(...given: ScanRow[]): Promise<{ index: RowIndex; report: string }> {
  const report = join(await newFolder(), 'rows.jsonl')
  await writeFile(`${report}.part`, text(...given))
  return { index: new RowIndex(report), report }
}

const names = async (index: RowIndex, request: Partial<RowsRequest>): Promise<string[]> =>
  (await index.page(ask(request))).rows.map(({ file }) => file)

describe('RowIndex', () => {
  it('gives rows as they are, a part at a time', async () => {
    const { index } = await indexOf(...rows)
    expect(await index.page(ask({ from: 1, most: 2 }))).toEqual({ rows: rows.slice(1, 3), total: 6, modalities: [] })
    expect(await index.page(ask({ from: 6 }))).toEqual({ rows: [], total: 6, modalities: [] })
    const all = []
    for await (const row of index.all()) all.push(row)
    expect(all).toEqual(rows)
  })

  it('filters, searches and sorts', async () => {
    const { index } = await indexOf(...rows)
    expect(await names(index, { filter: 'error' })).toEqual(['a/2', 'c/5'])
    expect(await names(index, { filter: 'fracture', sort: 'probability', descending: true })).toEqual(['c/6', 'a/ü 1'])
    expect(await names(index, { search: 'Ü' })).toEqual(['a/ü 1'])
    expect(await names(index, { sort: 'probability' })).toEqual(['b/3', 'b/4', 'a/ü 1', 'c/6', 'a/2', 'c/5'])
    expect(await names(index, { sort: 'error' })).toEqual(['c/5', 'a/2', 'a/ü 1', 'b/3', 'b/4', 'c/6'])
    expect(await names(index, { sort: 'file', descending: true, most: 1 })).toEqual(['c/6'])
  })

  it('finds a row among those that came since it was seen, and the one before and after it', async () => {
    const { index, report } = await indexOf(...rows.slice(0, 4))
    const place = (request: Partial<RowRequest>) =>
      index.place(rowRequestSchema.parse({ scanId: 's', sort: 'probability', descending: true, ...request }))
    const first = { file: 'a/ü 1', frame: 0 }
    expect(await place(first)).toEqual({ row: rows[0], index: 0, total: 4 })
    await appendFile(`${report}.part`, text(rows[5], read('a/ü 1', 'fracture', 0.99, 1)))
    expect(await place(first)).toEqual({ row: rows[0], index: 2, total: 6 })
    expect(await place({ ...first, by: -1 })).toEqual({ row: rows[5], index: 1, total: 6 })
    expect(await place({ ...first, by: 1 })).toEqual({ row: rows[3], index: 3, total: 6 })
    expect(await place({ file: 'a/2' })).toEqual({ row: rows[1], index: 5, total: 6 })
    expect(await place({ file: 'a/2', by: 1 })).toBeNull()
    expect(await place({ file: 'a/ü 1', frame: 1, by: -1 })).toBeNull()
    expect(await place({ ...first, filter: 'error' })).toBeNull()
  })

  it('sorts by every column, rows without it last both ways, and finds modalities and warnings', async () => {
    const { index } = await indexOf(
      { ...rows[0], modality: 'DX', warnings: ['lossy'], study_date: '20240101', body_part: 'HAND' },
      rows[1],
      { ...rows[2], modality: 'CR', study_date: '20230101', warnings: [] },
      { ...rows[3], modality: 'DX', warnings: ['cropped'], teacher: 0.3 },
    )
    expect(await names(index, { sort: 'probability', descending: true })).toEqual(['a/ü 1', 'b/4', 'b/3', 'a/2'])
    expect(await names(index, { sort: 'study_date' })).toEqual(['b/3', 'a/ü 1', 'a/2', 'b/4'])
    expect(await names(index, { sort: 'study_date', descending: true })).toEqual(['a/ü 1', 'b/3', 'a/2', 'b/4'])
    expect(await names(index, { sort: 'warnings' })).toEqual(['b/4', 'a/ü 1', 'a/2', 'b/3'])
    expect(await names(index, { sort: 'teacher', most: 1 })).toEqual(['b/4'])
    expect(await names(index, { filter: 'warned' })).toEqual(['a/ü 1', 'b/4'])
    expect(await names(index, { modality: 'CR' })).toEqual(['b/3'])
    expect((await index.page(ask({ modality: 'CR' }))).modalities).toEqual(['CR', 'DX'])
  })

  it('sorts by the number of findings, and finds rows that have some', async () => {
    const finding = { x: 1, y: 2, width: 3, height: 4, probability: 0.7, point: 'rule-in' as const }
    const { index } = await indexOf(
      { ...rows[0], findings: [finding] },
      rows[1],
      { ...rows[2], findings: [] },
      { ...rows[3], findings: [finding, finding] },
    )
    expect(await names(index, { sort: 'findings', descending: true })).toEqual(['b/4', 'a/ü 1', 'b/3', 'a/2'])
    expect(await names(index, { filter: 'found' })).toEqual(['a/ü 1', 'b/4'])
  })

  it('follows a report that grows, is cut, and gets its name', async () => {
    const { index, report } = await indexOf(...rows.slice(0, 2))
    expect((await index.rows()).length).toBe(2)
    const half = text(rows[2]).slice(0, 20)
    await appendFile(`${report}.part`, half)
    expect((await index.rows()).length).toBe(2)
    await appendFile(`${report}.part`, text(rows[2]).slice(20))
    expect((await index.rows()).length).toBe(3)
    await truncate(`${report}.part`, Buffer.byteLength(text(rows[0])))
    expect(await names(index, {})).toEqual(['a/ü 1'])
    await rename(`${report}.part`, report)
    expect(await names(index, {})).toEqual(['a/ü 1'])
  })

  it('reads more than fits into one of its bites', async () => {
    const many = Array.from({ length: 9000 }, (_, i) => read(`folder/${i}`, 'uncertain', i / 9000))
    const { index } = await indexOf(...many)
    expect((await index.page(ask({ from: 8999 }))).rows).toEqual([many[8999]])
  })
})

describe('compareScans', () => {
  it('says so where the kept rows are damaged or gone', async () => {
    for (const damage of ['{"file": "a', '[]', '5', 'null', '{}']) {
      const { index, report } = await indexOf(...rows)
      await appendFile(report, `${damage}\n`)
      await expect(index.page(ask({})), damage).rejects.toMatchObject({ code: 'malformed' })
    }
    const { index, report } = await indexOf(...rows)
    await index.rows()
    await writeFile(report, text(...rows).replaceAll('"model":"m"', '"model":555'))
    await expect(index.page(ask({}))).rejects.toMatchObject({ code: 'malformed' })
    await expect(new RowIndex(join(await newFolder(), 'rows.jsonl')).page(ask({}))).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('counts films that were judged in one of them alone', async () => {
    const before = await (await indexOf(read('a', 'fracture', 0.9), notJudged('b'), notJudged('c'))).index.rows()
    const after = await (await indexOf(notJudged('a'), read('b', 'uncertain', 0.5), notJudged('c'))).index.rows()
    expect(compareScans(before, after)).toEqual({
      common: 3,
      moves: [
        { before: 'fracture', after: 'not-judged', rows: 1 },
        { before: 'not-judged', after: 'uncertain', rows: 1 },
      ],
      changed: [
        { file: 'a', frame: 0, before: { verdict: 'fracture', probability: 0.9 }, after: { verdict: 'not-judged' } },
        { file: 'b', frame: 0, before: { verdict: 'not-judged' }, after: { verdict: 'uncertain', probability: 0.5 } },
      ],
    })
  })

  it('counts and lists verdicts that changed', async () => {
    const before = await (await indexOf(...rows)).index.rows()
    const now = [
      read('a/ü 1', 'uncertain', 0.6),
      read('a/2', 'uncertain', 0.5),
      read('b/3', 'no-fracture', 0.2),
      read('b/4', 'uncertain', 0.5, 1),
      read('c/6', 'uncertain', 0.7),
    ]
    const after = await (await indexOf(...now)).index.rows()
    expect(compareScans(before, after)).toEqual({
      common: 3,
      moves: [{ before: 'fracture', after: 'uncertain', rows: 2 }],
      changed: [
        {
          file: 'a/ü 1',
          frame: 0,
          before: { verdict: 'fracture', probability: 0.9 },
          after: { verdict: 'uncertain', probability: 0.6 },
        },
        {
          file: 'c/6',
          frame: 0,
          before: { verdict: 'fracture', probability: 0.95 },
          after: { verdict: 'uncertain', probability: 0.7 },
        },
      ],
    })
  })
})
