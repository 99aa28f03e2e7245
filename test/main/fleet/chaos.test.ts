import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'
import { chaos } from '../../support/fleetChaos.ts'
import { hasPostgres, query, startPostgres, type TestServer } from '../../support/postgres.ts'
import { runCli } from '../../support/runCli.ts'
import { steadyColumns } from '../../support/steadyColumns.ts'

describe.skipIf(!hasPostgres)('a fleet whose workers and database die', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startPostgres()
  }, 120_000)
  afterAll(() => server.stop())

  it('has exactly one row for each film, the one that a single machine writes', async () => {
    const random = new Random(2026)
    const films = 200
    const { url, report, home } = await chaos({
      ...{ server, films, filmsPerJob: 10, small: true },
      chance: () => random.uniform(),
    })
    const kept = await query<{ position: string; part: number }>(
      url,
      'select position, part from fractureguard.film_row order by position, part',
    )
    expect(kept.map(({ position, part }) => [Number(position), part])).toEqual(
      Array.from({ length: films }, (_, i) => [i, 0]),
    )
    const again = await query(url, `select from fractureguard_jobs.job where retry_count > 0`)
    expect(again.length).toBeGreaterThan(0)
    const files = ['first.csv', 'second.csv'].map((name) => join(home, name))
    for (const file of files) {
      const exported = await runCli(home, 'fleet', 'export', 'chaos', '--csv', file, '--database', url)
      expect(exported).toMatchObject({ code: 0, stderr: '' })
    }
    expect(await readFile(files[0])).toEqual(await readFile(files[1]))
    expect(await steadyColumns(files[0])).toEqual(await steadyColumns(report))
  }, 900_000)
})
