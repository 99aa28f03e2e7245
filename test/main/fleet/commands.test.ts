import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dicomPhantom } from '../../support/dicomPhantom.ts'
import { newFolder } from '../../support/folder.ts'
import { newHome } from '../../support/home.ts'
import { writeManyFilms } from '../../support/manyFilms.ts'
import { hasPostgres, query, startPostgres, type TestServer } from '../../support/postgres.ts'
import { records, runCli, startCli, type CliRun } from '../../support/runCli.ts'
import { steadyColumns } from '../../support/steadyColumns.ts'

describe.skipIf(!hasPostgres)('fleet on the command line, with the real engine', () => {
  let server: TestServer
  let url: string
  let home: string
  beforeAll(async () => {
    server = await startPostgres()
    url = await server.newDatabase()
    home = await newHome()
    expect(await fleet('init')).toMatchObject({ code: 0 })
  }, 120_000)
  afterAll(() => server.stop())

  const fleet = (...args: string[]): Promise<CliRun> => runCli(home, 'fleet', ...args, '--database', url)

  it('reads every kind of file as a scan of one machine does, with a model that is fetched', async () => {
    const folder = await newFolder()
    const made = await writeManyFilms(folder, 60)
    await mkdir(join(folder, 'hashed'))
    for (const name of ['1', '2', '3'])
      await writeFile(join(folder, 'hashed', `${name}.dcm`), dicomPhantom({ modality: 'DX', patientId: name }))
    const csv = join(home, 'one.csv')
    const one = await runCli(home, 'scan', folder, '--csv', csv, '--engine', 'onnx-cpu', '--modality', 'DX')
    expect(one.code).toBe(1)

    expect(await fleet('scan', folder, '--name', 'kinds', '--modality', 'DX')).toMatchObject({ code: 0 })
    const again = await fleet('scan', folder, '--name', 'kinds', '--modality', 'DX', '--json')
    expect(records(again)).toEqual([{ event: 'walked', name: 'kinds', films: made.files + 3 }])
    expect(await fleet('scan', folder, '--name', 'kinds')).toMatchObject({ code: 2 })
    const workers = await Promise.all([newHome(), newHome()])
    const ends = await Promise.all(
      workers.map((own) => runCli(own, 'fleet', 'work', '--until-done', '--engine', 'onnx-cpu', '--database', url)),
    )
    expect(ends).toMatchObject([{ code: 0 }, { code: 0 }])
    const fleetCsv = join(home, 'fleet.csv')
    expect(await fleet('export', 'kinds', '--csv', fleetCsv)).toMatchObject({ code: 0 })
    expect(await steadyColumns(fleetCsv)).toEqual(await steadyColumns(csv))

    const status = await fleet('status', '--json')
    expect(status.code).toBe(1)
    expect(records(status)).toMatchObject([{ scans: [{ name: 'kinds', state: 'complete' }], workers: [] }])
    expect((await fleet('status')).stdout).toMatch(/kinds +complete +63 of 63/)
  }, 900_000)

  it('hashes patient ids by one key of the fleet', async () => {
    const folder = await newFolder()
    for (const [name, patientId] of Object.entries({ a: '7', b: '7', c: '8' }))
      await writeFile(join(folder, `${name}.dcm`), dicomPhantom({ modality: 'DX', patientId }))
    expect(await fleet('scan', folder, '--name', 'hashed', '--patient-id', 'hash')).toMatchObject({ code: 0 })
    await runCli(await newHome(), 'fleet', 'work', '--until-done', '--engine', 'onnx-cpu', '--database', url)
    const rows = await query<{ hash: string }>(
      url,
      `select row->>'patient_id' as hash from fractureguard.film_row r join fractureguard.scan s on s.id = r.scan_id
       where name = 'hashed' order by position`,
    )
    const [a, b, c] = rows.map(({ hash }) => hash)
    expect(a).toMatch(/^[0-9a-f]{32}$/)
    expect([b, c === a]).toEqual([a, false])
  }, 600_000)

  it('a worker leaves on SIGTERM, with its films given back', async () => {
    const folder = await newFolder()
    await writeManyFilms(folder, 100)
    expect(await fleet('scan', folder, '--name', 'term')).toMatchObject({ code: 0 })
    const { child, done } = startCli(await newHome(), 'fleet', 'work', '--engine', 'onnx-cpu', '--database', url)
    const count = async (table: string): Promise<number> =>
      (await query<{ n: number }>(url, `select count(*)::int as n from ${table}`))[0].n
    while ((await count(`fractureguard_jobs.job where state = 'active'`)) === 0) await sleep(100)
    child.kill('SIGTERM')
    expect(await done).toMatchObject({ code: 0, stderr: expect.stringContaining('Leaving') })
    expect(await count(`fractureguard_jobs.job where state = 'active'`)).toBe(0)
    expect(await count(`fractureguard.worker where left_at is null`)).toBe(0)
    expect(await fleet('cancel', 'term')).toMatchObject({ code: 0 })
    expect(await fleet('remove', 'term')).toMatchObject({ code: 2 })
    expect(await fleet('remove', 'term', '--yes')).toMatchObject({ code: 0 })
  }, 600_000)

  it('says what is wrong', async () => {
    const cases: [string[], number, RegExp][] = [
      [['export', 'none', '--csv', join(home, 'none.csv')], 1, /no scan of this name/],
      [['export', 'kinds'], 2, /either --csv FILE or --parquet FILE/],
      [['retry', 'kinds', '--code', 'no-code'], 2, /no code no-code/],
      [['scan', 'https://user:word@archive/', '--name', 'x'], 2, /without user or password/],
      [['scan', join(home, 'none'), '--name', 'x'], 1, /./],
      [['work', '--map', 'films'], 2, /two absolute paths/],
    ]
    for (const [args, code, said] of cases) {
      const run = await fleet(...args)
      expect({ args, code: run.code, stderr: run.stderr }).toEqual({ args, code, stderr: expect.stringMatching(said) })
    }
    const unnamed = await runCli(home, 'fleet', 'status')
    expect(unnamed).toMatchObject({ code: 2, stderr: expect.stringContaining('--database URL') })
  }, 600_000)
})
