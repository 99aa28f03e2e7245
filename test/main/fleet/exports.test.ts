import { readFile, stat, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parquetReadObjects, parquetMetadataAsync, asyncBufferFromFile } from 'hyparquet'
import { parse } from 'csv-parse/sync'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { scanColumns } from '#shared/scan.ts'
import { exportScan, type ExportRequest } from '#main/fleet/exports/exportScan.ts'
import { fakeRead } from '../../support/fakeReadings.ts'
import { fakeWork, fleetTerms, openFleet, walkedScan } from '../../support/fleet.ts'
import { newFolder } from '../../support/folder.ts'
import { hasPostgres, startPostgres, type TestServer } from '../../support/postgres.ts'
import { sampleFiles } from '../../support/sampleFiles.ts'

describe.skipIf(!hasPostgres)('exports of a fleet', () => {
  let server: TestServer
  let fleet: Awaited<ReturnType<typeof openFleet>>
  let place: string
  beforeAll(async () => {
    server = await startPostgres()
  }, 120_000)
  beforeEach(async () => {
    fleet = await openFleet(await server.newDatabase())
    place = await newFolder()
    await walkedScan(fleet, 'rows', fleetTerms(await sampleFiles(40)), { filmsPerJob: 7 })
  })
  afterEach(() => fleet.close())
  afterAll(() => server.stop())

  const read = () =>
    fakeWork(fleet, {
      readFile: async (path) => {
        if (path.endsWith('7.dcm')) throw new ProblemError('file-empty')
        return fakeRead(path.length / 100, { modality: 'DX', bodyPart: 'WRIST, "left"' })
      },
    })
  const exported = (name: string, request: Partial<ExportRequest> = {}): Promise<number> =>
    exportScan(fleet.database, {
      name: 'rows',
      format: name.endsWith('csv') ? 'csv' : 'parquet',
      path: join(place, name),
      replace: false,
      partial: false,
      ...request,
    })

  it('has the same columns in the same order in both formats, and the same values', async () => {
    await read()
    expect(await exported('rows.csv')).toBe(40)
    expect(await exported('rows.parquet')).toBe(40)
    const lines: string[][] = parse(await readFile(join(place, 'rows.csv'), 'utf8'))
    const file = await asyncBufferFromFile(join(place, 'rows.parquet'))
    const { schema } = await parquetMetadataAsync(file)
    expect(lines[0]).toEqual(scanColumns)
    expect(schema.slice(1).map(({ name }) => name)).toEqual(scanColumns)
    const types = Object.fromEntries(schema.slice(1).map(({ name, type }) => [name, type]))
    expect(types).toMatchObject({ frame: 'INT32', probability: 'DOUBLE', file: 'BYTE_ARRAY', experts: 'BYTE_ARRAY' })
    const objects = await parquetReadObjects({ file })
    const texts = objects.map((row) => scanColumns.map((name) => (row[name] === null ? '' : String(row[name]))))
    expect(texts).toEqual(lines.slice(1))
    expect(objects[7]).toMatchObject({ error_code: 'not-an-image', verdict: null, probability: null })
  })

  it.each(['csv', 'parquet'])('has the same bytes each time: %s', async (format) => {
    await read()
    await exported(`first.${format}`)
    await exported(`second.${format}`)
    const [first, second] = await Promise.all(
      ['first', 'second'].map((name) => readFile(join(place, `${name}.${format}`))),
    )
    expect(first.equals(second)).toBe(true)
    expect((await stat(join(place, `first.${format}`))).mode & 0o777).toBe(0o600)
  })

  it('is refused where rows are missing, unless that is said, and over a file that is there', async () => {
    await expect(exported('early.csv')).rejects.toMatchObject({ id: 'fleet-scan-unfinished' })
    expect(existsSync(join(place, 'early.csv.part'))).toBe(false)
    expect(await exported('early.csv', { partial: true })).toBe(0)
    await read()
    await writeFile(join(place, 'mine.csv'), 'mine')
    await expect(exported('mine.csv')).rejects.toMatchObject({ id: 'scan-report-exists' })
    expect(await readFile(join(place, 'mine.csv'), 'utf8')).toBe('mine')
    expect(await exported('mine.csv', { replace: true })).toBe(40)
    await expect(exported('none.csv', { name: 'none' })).rejects.toMatchObject({ id: 'fleet-scan-unknown' })
    await expect(exported('none/rows.csv')).rejects.toMatchObject({ id: 'scan-report-not-writable' })
  })
})
