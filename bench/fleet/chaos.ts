/**
 * Whether a fleet writes exactly what one machine writes, while workers are killed, others are stopped and go on, and the
 * database crashes: with copies of the films that come with the program and the real engine.
 *
 *   node scripts/on-node24.mjs bench/fleet/chaos.ts [FILMS] [SEED]      default 2000 and 1; needs PostgreSQL
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Random } from '#main/network/random.ts'
import { chaos } from '../../test/support/fleetChaos.ts'
import { query, startPostgres } from '../../test/support/postgres.ts'
import { runCli } from '../../test/support/runCli.ts'
import { steadyColumns } from '../../test/support/steadyColumns.ts'
import { machine } from './cpu.ts'

const films = Number(process.argv[2] ?? 2000)
const random = new Random(Number(process.argv[3] ?? 1))
const server = await startPostgres()
try {
  const { url, report, home } = await chaos({
    server,
    films,
    filmsPerJob: 50,
    chance: () => random.uniform(),
    log: (text) => console.log(`${new Date().toISOString().slice(11, 19)} ${text}; ${machine()}`),
  })
  const [counts] = await query<{ rows: number; films: number; again: number }>(
    url,
    `select count(*)::int as rows, count(distinct position)::int as films,
       (select count(*)::int from fractureguard_jobs.job where retry_count > 0) as again from fractureguard.film_row`,
  )
  console.log(`${counts.rows} rows of ${counts.films} films; ${counts.again} jobs were given to another worker`)
  const codes = await query<{ code: string; rows: number }>(
    url,
    `select error_code as code, count(*)::int as rows from fractureguard.film_row where error_code is not null group by 1`,
  )
  console.log(`rows with a problem: ${codes.map(({ code, rows }) => `${code} ${rows}`).join(', ') || 'none'}`)
  const files = ['first.csv', 'second.csv'].map((name) => join(home, name))
  for (const file of files) await runCli(home, 'fleet', 'export', 'chaos', '--csv', file, '--database', url)
  const [first, second] = files.map((file) => readFileSync(file))
  console.log(`exported twice: ${first.equals(second) ? 'the same' : 'OTHER'} ${first.length} bytes`)
  const isSame = isDeepStrictEqual(await steadyColumns(files[0]), await steadyColumns(report))
  console.log(`rows but for their times: ${isSame ? 'the same as' : 'OTHER than'} those of one machine`)
} finally {
  await server.stop()
}
