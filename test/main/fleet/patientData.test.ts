import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startFakeArchive } from '../../support/fakeArchive.ts'
import { newFolder } from '../../support/folder.ts'
import { newHome } from '../../support/home.ts'
import { anyPlanted, holds, naming, person, plantedFilm } from '../../support/plantedPatient.ts'
import { hasPostgres, query, startPostgres, type TestServer } from '../../support/postgres.ts'
import { runCli } from '../../support/runCli.ts'
import { writeTestModel } from '../../support/testModel.ts'

/** Columns in which a film's own path, or the address of an archive, stands, and why. */
const mayName: Readonly<Record<string, string>> = {
  'fractureguard.scan.terms': 'the folder',
  'fractureguard.scan.cursor': 'the path that the walk came to',
  'fractureguard.film_row.film': 'the path below the folder',
  'fractureguard.film_row.row': 'the path below the folder',
  'fractureguard_jobs.job.data': 'paths of films that wait to be read, and an hour longer',
  'fractureguard_jobs.job_common.data': 'the same: a part of it',
}

describe.skipIf(!hasPostgres)('what names a patient in a fleet', () => {
  let server: TestServer
  let url: string
  let homes: string[]
  beforeAll(async () => {
    server = await startPostgres()
  }, 120_000)
  beforeEach(async () => {
    url = await server.newDatabase()
    homes = [await newHome(), await newHome()]
    const network = { inputSize: 64, fit: 'pad' as const, classes: 2, hidden: 8, experts: 2, topK: 1 }
    await writeTestModel(join(homes[0], 'models', 'small'), { id: 'small', network })
    await writeFile(join(homes[0], 'models', 'active.json'), JSON.stringify({ formatVersion: 1, modelId: 'small' }))
    await fleet(0, 'init')
  })
  afterAll(() => server.stop())

  /** By the walker (0) or the worker (1). Anything but success, and problems of films, is a failure. */
  async function fleet(who: 0 | 1, ...args: string[]): Promise<string> {
    const run = await runCli(homes[who], 'fleet', ...args, '--database', url)
    expect([args, run.code === 0 ? '' : run.stderr]).toEqual([args, ''])
    return run.stdout + run.stderr
  }
  const work = (): Promise<string> => fleet(1, 'work', '--until-done', '--engine', 'onnx-cpu')

  /** Columns of the whole database that hold what was planted. */
  async function namingColumns(): Promise<string[]> {
    const tables = await query<{ schema: string; table: string; columns: string[] }>(
      url,
      `select table_schema as schema, table_name as table, array_agg(column_name::text) as columns
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema like 'fractureguard%' and table_type = 'BASE TABLE' group by 1, 2`,
    )
    const found = new Set<string>()
    for (const { schema, table, columns } of tables) {
      const texts = columns.map((column) => `"${column}"::text`)
      const rows = await query<Record<string, string | null>>(url, `select ${texts} from ${schema}."${table}"`)
      // A part of a table is called after its whole.
      const whole = `${schema}.${table.replace(/_\d+$/, '')}`
      for (const row of rows)
        for (const [column, value] of Object.entries(row))
          if (value !== null && holds(Buffer.from(value))) found.add(`${whole}.${column}`)
    }
    return [...found].sort()
  }
  const exported = async (name: string): Promise<string> => {
    const csv = join(await newFolder(), 'rows.csv')
    await fleet(0, 'export', name, '--csv', csv)
    return readFile(csv, 'utf8')
  }

  it('stands in paths alone, and nowhere where paths name nobody', async () => {
    const folder = join(await newFolder(), `${person.family} ${person.born}`)
    await mkdir(folder)
    await writeFile(join(folder, `${person.given} ${person.id}.dcm`), plantedFilm())
    await fleet(0, 'scan', folder, '--name', 'paths')
    await work()
    // Each of the exceptions is one.
    expect(await namingColumns()).toEqual(Object.keys(mayName).sort())
    expect((await exported('paths')).replaceAll(`${person.given} ${person.id}.dcm`, '')).not.toMatch(anyPlanted)
    await fleet(0, 'remove', 'paths', '--yes')
    expect(await namingColumns()).toEqual([])

    const plain = await newFolder()
    await writeFile(join(plain, 'film.dcm'), plantedFilm())
    await writeFile(join(plain, 'cut.dcm'), plantedFilm().subarray(0, 2000))
    for (const how of ['omit', 'hash']) {
      await fleet(0, 'scan', plain, '--name', how, '--patient-id', how)
      await work()
      expect(await exported(how)).not.toMatch(anyPlanted)
    }
    expect(await namingColumns()).toEqual([])
    await fleet(0, 'scan', plain, '--name', 'kept', '--patient-id', 'keep')
    await work()
    expect(await namingColumns()).toEqual(['fractureguard.film_row.row'])
    const kept = await exported('kept')
    expect(kept).toContain(person.id)
    expect(kept.replaceAll(person.id, '')).not.toMatch(anyPlanted)
    for (const home of homes) expect(await naming(home)).toEqual([])
  }, 600_000)

  describe('of an archive', () => {
    let close: (() => Promise<void>) | undefined
    afterEach(() => close?.())

    it('stands nowhere, neither in the database nor on the worker that fetched the film', async () => {
      const archive = await startFakeArchive()
      close = archive.close
      const [study, series, instance] = ['1.2.3', '1.2.3.1', '1.2.3.1.1']
      archive.instances.push({ study, series, instance, modality: 'DX', bytes: plantedFilm() })
      await fleet(0, 'scan', archive.base, '--name', 'archive')
      await work()
      const rows = await exported('archive')
      expect(rows).toContain(instance)
      expect(rows).not.toMatch(anyPlanted)
      expect(await namingColumns()).toEqual([])
      for (const home of homes) expect(await naming(home)).toEqual([])
    }, 300_000)
  })
})
