/**
 * Films a second of 1, 2 and 4 workers with the real engine on this machine, beside a scan of one machine, and what
 * the database takes of the processor. The workers share the same cores: on machines of their own they would not.
 *
 *   node scripts/on-node24.mjs bench/fleet/real.ts [FILMS]      default 400; needs Linux and PostgreSQL
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#main/fleet/database/connect.ts'
import { sampleCopies } from '../../test/support/fleetChaos.ts'
import { newHome } from '../../test/support/home.ts'
import { query, startPostgres } from '../../test/support/postgres.ts'
import { records, runCli, startCli } from '../../test/support/runCli.ts'
import { cpuSeconds, machine } from './cpu.ts'

const films = Number(process.argv[2] ?? 400)
const place = mkdtempSync(join(tmpdir(), 'fractureguard-fleet-'))
const server = await startPostgres('fsync=on', 'shared_buffers=512MB')
const postmaster = Number(readFileSync(join(server.data, 'postmaster.pid'), 'utf8').split('\n', 1)[0])
const engine = ['--engine', 'onnx-cpu']

try {
  const folder = join(place, 'films')
  await sampleCopies(folder, films)
  const home = await newHome()
  const one = await runCli(home, 'scan', folder, '--csv', join(place, 'one.csv'), ...engine, '--json')
  const { filmsPerSecond } = records(one).at(-1) as { filmsPerSecond: number }
  console.log(`${films} films; a scan: ${filmsPerSecond.toFixed(1)} films/s; ${machine()}`)
  for (const workers of [1, 2, 4]) {
    const url = await server.newDatabase()
    const of = ['--database', url]
    await runCli(home, 'fleet', 'init', ...of)
    await runCli(home, 'fleet', 'scan', folder, '--name', 'real', ...of)
    // One connection for all looks, since a new one costs the database more than a film.
    const watch = openDatabase(url, 1)
    const before = cpuSeconds(postmaster)
    const started = await Promise.all(
      Array.from({ length: workers }, async () =>
        startCli(await newHome(), 'fleet', 'work', '--until-done', ...engine, ...of),
      ),
    )
    let reading = 0
    const timer = setInterval(() => {
      const now = started.reduce((sum, { child }) => sum + cpuSeconds(child.pid!), 0)
      if (now > reading) reading = now
    }, 500)
    const rates: { at: number; rows: number }[] = []
    for (;;) {
      const { rows } = (await watch.query<{ rows: number }>('select count(*)::int as rows from fractureguard.film_row'))
        .rows[0]
      if (rows > 0 && rows !== rates.at(-1)?.rows) rates.push({ at: performance.now(), rows })
      if (rows === films) break
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    const [first, last] = [rates[0], rates.at(-1)!]
    await Promise.all(started.map(({ done }) => done))
    clearInterval(timer)
    await watch.end()
    const database = cpuSeconds(postmaster) - before
    const rate = rates.length > 1 ? ((last.rows - first.rows) * 1000) / (last.at - first.at) : Number.NaN
    console.log(
      `${workers} workers: ${rate.toFixed(1)} films/s, processor: workers ${reading.toFixed(1)} s, database ${database.toFixed(2)} s ` +
        `(${((100 * database) / (database + reading)).toFixed(1)} %); ${machine()}`,
    )
    if (workers > 1) continue
    const [{ bytes }] = await query<{ bytes: number }>(
      url,
      `select avg(pg_column_size(r.*))::int as bytes from fractureguard.film_row r`,
    )
    console.log(`  a row has ${bytes} bytes`)
  }
} finally {
  await server.stop()
  rmSync(place, { recursive: true, force: true })
}
