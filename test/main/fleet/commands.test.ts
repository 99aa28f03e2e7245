import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FleetStatus } from '#shared/fleet.ts'
import { sealModel } from '#main/model/index.ts'
import { runtimesVariable } from '#main/runtimes/findRuntime.ts'
import { runtimeName } from '#main/runtimes/runtimeFolder.ts'
import { dicomPhantom } from '../../support/dicomPhantom.ts'
import { newFolder } from '../../support/folder.ts'
import { newHome } from '../../support/home.ts'
import { writeManyFilms } from '../../support/manyFilms.ts'
import { hasPostgres, query, startPostgres, type TestServer } from '../../support/postgres.ts'
import { records, runCli, startCli, type CliRun } from '../../support/runCli.ts'
import { useSmallModel } from '../../support/smallModel.ts'
import { steadyColumns } from '../../support/steadyColumns.ts'
import { writeTestModel } from '../../support/testModel.ts'
import { hasTensorflow } from '../../support/tensorflowRuntime.ts'

describe.skipIf(!hasPostgres)('fleet on the command line, with the real engine', () => {
  let server: TestServer
  let url: string
  let home: string
  beforeAll(async () => {
    server = await startPostgres()
    url = await server.newDatabase()
    home = await newHome()
    await useSmallModel(home)
    expect(await fleet('init')).toMatchObject({ code: 0 })
  }, 120_000)
  afterAll(() => server.stop())

  const fleet = (...args: string[]): Promise<CliRun> => runCli(home, 'fleet', ...args, '--database', url)

  const count = async (table: string): Promise<number> =>
    (await query<{ n: number }>(url, `select count(*)::int as n from ${table}`))[0].n

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
    // A slow model, so that there are films to give back.
    expect(await fleet('scan', folder, '--name', 'term', '--model', 'starter')).toMatchObject({ code: 0 })
    const { child, done } = startCli(await newHome(), 'fleet', 'work', '--engine', 'onnx-cpu', '--database', url)
    while ((await count(`fractureguard_jobs.job where state = 'active'`)) === 0) await sleep(100)
    child.kill('SIGTERM')
    expect(await done).toMatchObject({ code: 0, stderr: expect.stringContaining('Leaving') })
    expect(await count(`fractureguard_jobs.job where state = 'active'`)).toBe(0)
    expect(await count(`fractureguard.worker where left_at is null`)).toBe(0)
    expect(await fleet('cancel', 'term')).toMatchObject({ code: 0 })
    expect(await fleet('remove', 'term')).toMatchObject({ code: 2 })
    expect(await fleet('remove', 'term', '--yes')).toMatchObject({ code: 0 })
  }, 600_000)

  it('shows again and again how far the scans are, until it is told to stop', async () => {
    const folder = await newFolder()
    await writeManyFilms(folder, 6)
    expect(await fleet('scan', folder, '--name', 'watched')).toMatchObject({ code: 0 })
    const { child, done, stdout } = startCli(home, 'fleet', 'status', '--watch', '--json', '--database', url)
    const shown = () =>
      stdout()
        .split('\n')
        .slice(0, -1)
        .map((line) => (JSON.parse(line) as FleetStatus).scans.find(({ name }) => name === 'watched')!)
    while (shown().length < 2) await sleep(100)
    expect(shown()[0].done).toBe(0)
    await runCli(await newHome(), 'fleet', 'work', '--until-done', '--engine', 'onnx-cpu', '--database', url)
    while (shown().at(-1)!.state !== 'complete') await sleep(100)
    child.kill('SIGINT')
    const { code } = await done
    expect([code, shown().at(-1)!.done]).toEqual([130, 6])
    expect(await fleet('export', 'watched', '--csv', join(home, 'watched.csv'))).toMatchObject({ code: 0 })
    const [exported, started] = records(await runCli(home, 'audit', 'list', '--json'))
    expect([exported, started]).toMatchObject([{ action: 'scan-exported', count: 6 }, { action: 'scan-started' }])
  }, 600_000)

  it.skipIf(!hasTensorflow)(
    'reads one scan with different engines, and each row says with which',
    async () => {
      const folder = await newFolder()
      // More than one job, by a small model.
      for (let i = 0; i < 300; i++)
        await writeFile(join(folder, `${i}.dcm`), dicomPhantom({ modality: 'DX', patientId: String(i) }))
      await writeTestModel(join(home, 'models', 'tiny'), { id: 'tiny' })
      await sealModel(join(home, 'models', 'tiny'))
      expect(await fleet('scan', folder, '--name', 'mixed', '--model', 'tiny')).toMatchObject({ code: 0 })
      const other = await newHome()
      await mkdir(join(other, 'runtimes'), { recursive: true })
      await symlink(join(process.env[runtimesVariable]!, runtimeName), join(other, 'runtimes', runtimeName))
      const work = (own: string, engine: string) =>
        runCli(own, 'fleet', 'work', '--until-done', '--engine', engine, '--database', url)
      const first = work(other, 'tensorflow')
      while ((await count(`fractureguard_jobs.job where state = 'active'`)) === 0) await sleep(100)
      const second = work(await newHome(), 'onnx-cpu')
      expect(await Promise.all([first, second])).toMatchObject([{ code: 0 }, { code: 0 }])
      const rows = await query<{ engine: string; probability: string }>(
        url,
        `select row->>'engine' as engine, row->>'probability' as probability from fractureguard.film_row r
       join fractureguard.scan s on s.id = r.scan_id where name = 'mixed' order by position`,
      )
      expect(rows).toHaveLength(300)
      expect(new Set(rows.map(({ engine }) => engine))).toEqual(new Set(['onnx-cpu', 'tensorflow']))
      // The films are alike: what they say differs by the engines alone, as far as a self-test allows.
      const probabilities = rows.map(({ probability }) => Number(probability))
      expect(Math.max(...probabilities) - Math.min(...probabilities)).toBeLessThan(1e-3)
    },
    900_000,
  )

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
