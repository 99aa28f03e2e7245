import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JobFilm } from '#main/fleet/database/jobs.ts'
import { newFolder } from '../../support/folder.ts'
import { newHome } from '../../support/home.ts'
import { hasPostgres, query, startPostgres, type TestServer } from '../../support/postgres.ts'
import { records, runCli, startCli } from '../../support/runCli.ts'
import { slowly } from '../../support/slowly.ts'

const films = 5_300

describe.skipIf(!hasPostgres)('a walker that is killed', () => {
  let server: TestServer
  let url: string
  let home: string
  let folder: string
  beforeAll(async () => {
    server = await startPostgres()
    url = await server.newDatabase()
    home = await newHome()
    folder = await newFolder()
    for (let i = 0; i < films; i++) {
      const sub = join(folder, `${i % 53}`)
      if (i < 53) await mkdir(sub)
      await writeFile(join(sub, `IMG${i}.dcm`), '')
    }
    expect(await runCli(home, 'fleet', 'init', '--database', url)).toMatchObject({ code: 0 })
  }, 120_000)
  afterAll(() => server.stop())

  const walk = (name: string) => ['fleet', 'scan', folder, '--name', name, '--json', '--database', url]
  const inJobs = async (name: string): Promise<JobFilm[]> => {
    const jobs = await query<{ data: { films: JobFilm[] } }>(
      url,
      `select data from fractureguard_jobs.job where name = (select 'scan-' || id from fractureguard.scan where name = $1)`,
      [name],
    )
    return jobs.flatMap(({ data }) => data.films).sort(([a], [b]) => a - b)
  }
  const held = `from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`

  it('goes on when its command is run again, with nothing left out and nothing twice', async () => {
    // Holds the walker up in the middle of a step: the cursor is written, and the step is not committed.
    await query(
      url,
      `create function hold() returns trigger language plpgsql as
         $$ begin if new.films > 0 and new.films / 1000 in (2, 4) then perform pg_sleep(3600); end if; return new; end $$;
       create trigger hold before update on fractureguard.scan for each row execute function hold()`,
    )
    // A step has 1,000 films, or fewer where a second has passed.
    for (const heldAt of [2_000, 4_000]) {
      const { child, done } = startCli(home, ...walk('killed'))
      await expect.poll(() => query(url, `select ${held}`), { ...slowly, timeout: 120_000 }).toHaveLength(1)
      child.kill('SIGKILL')
      expect((await done).code).toBe(null)
      await query(url, `select pg_terminate_backend(pid) ${held}`)
      await expect.poll(() => query(url, `select ${held}`), slowly).toEqual([])
      const [{ films: found }] = await query<{ films: string }>(url, `select films from fractureguard.scan`)
      expect(Number(found)).toBeGreaterThanOrEqual(heldAt - 1_000)
      expect(Number(found)).toBeLessThan(heldAt)
      expect(await inJobs('killed')).toHaveLength(Number(found))
      // The next walk passes the place at which this one was held up.
      await query(
        url,
        `create or replace function hold() returns trigger language plpgsql as
           $$ begin if new.films / 1000 = 4 and ${heldAt} = 2000 then perform pg_sleep(3600); end if; return new; end $$`,
      )
    }
    expect(records(await runCli(home, ...walk('killed')))).toEqual([{ event: 'walked', name: 'killed', films }])
    expect(records(await runCli(home, ...walk('whole')))).toEqual([{ event: 'walked', name: 'whole', films }])
    const killed = await inJobs('killed')
    expect(killed.map(([place]) => place)).toEqual(Array.from({ length: films }, (_, i) => i))
    expect(killed).toEqual(await inJobs('whole'))
  }, 300_000)
})
