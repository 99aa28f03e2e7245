/**
 * What a fleet costs beside reading: films whose reading takes no time, for 1, 2 and 4 workers on this machine. The time a
 * film is the whole cost of fetching it, keeping its row and completing its job; memory is told as the films go by.
 *
 *   node scripts/on-node24.mjs bench/fleet/faked.ts [FILMS] [WORKERS…]
 *
 * Defaults: 200000, and 1 2 4. Needs Linux and PostgreSQL.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportScan } from '#main/fleet/exports/exportScan.ts'
import { scanNamed } from '#main/fleet/scans/scanRecords.ts'
import { fleetTerms, openFleet, walkedScan } from '../../test/support/fleet.ts'
import { query, startPostgres } from '../../test/support/postgres.ts'
import { cpuSeconds, machine, residentMegabytes } from './cpu.ts'

const count = Number(process.argv[2] ?? 200_000)
const fleets = process.argv.length > 3 ? process.argv.slice(3).map(Number) : [1, 2, 4]
const inAFolder = 500
const place = mkdtempSync(join(tmpdir(), 'fractureguard-fleet-'))
const folder = join(place, 'films')
// As a server runs by default: what is committed is on disk.
const server = await startPostgres('fsync=on', 'shared_buffers=512MB', 'max_wal_size=4GB')
const postmaster = Number(readFileSync(join(server.data, 'postmaster.pid'), 'utf8').split('\n', 1)[0])
const seconds = (since: number): number => (performance.now() - since) / 1000

try {
  for (let i = 0; i < count; i++) {
    const sub = join(folder, String(Math.floor(i / inAFolder)))
    if (i % inAFolder === 0) mkdirSync(sub, { recursive: true })
    writeFileSync(join(sub, `IMG${i}.dcm`), '')
  }
  console.log(`${count} films; workers and database share this machine: ${machine()}`)
  for (const workers of fleets) {
    const url = await server.newDatabase()
    const fleet = await openFleet(url)
    const walkedAt = performance.now()
    await walkedScan(fleet, 'faked', fleetTerms(folder))
    const walk = seconds(walkedAt)
    console.log(`walk: ${(count / walk).toFixed(0)} films/s, ${residentMegabytes('self').toFixed(0)} MB`)

    const before = cpuSeconds(postmaster)
    const logBefore = await logged(url)
    const script = join(import.meta.dirname, 'fakedWorker.ts')
    const children = Array.from({ length: workers }, () =>
      spawn(process.execPath, [script, url, String(Math.ceil(count / workers / 10))], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    )
    const memory: string[] = []
    for (const child of children) child.stdout.on('data', (text: Buffer) => memory.push(text.toString().trim()))
    const cpu = { workers: 0 }
    const timer = setInterval(() => {
      const now = children.reduce((sum, { pid }) => sum + cpuSeconds(pid!), 0)
      if (now > cpu.workers) cpu.workers = now
    }, 200)
    // Without the start of the processes: from the first rows to the last.
    let first: { at: number; films: number } | undefined
    let read = 0
    while (!read) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      const { rows } = await fleet.database.query<{ films: number }>(
        `select coalesce(sum(n), 0)::int as films from fractureguard.count where name = 'files'`,
      )
      const [{ films }] = rows
      if (films > 0) first ??= { at: performance.now(), films }
      if (first && films === count) read = seconds(first.at) / ((count - first.films) / count)
    }
    const database = cpuSeconds(postmaster) - before
    clearInterval(timer)
    for (const child of children) if (child.exitCode === null) await once(child, 'exit')
    console.log(
      `${workers} workers: ${(count / read).toFixed(0)} rows/s, ${((1000 * read * workers) / count).toFixed(3)} ms a film and worker, ` +
        `processor: workers ${cpu.workers.toFixed(1)} s, database ${database.toFixed(1)} s (${Math.round((100 * database) / (database + cpu.workers))} %)`,
    )
    const each = (spent: number): string => `${(count / spent).toFixed(0)} rows`
    console.log(
      `  a second of processor: ${each(cpu.workers)} of workers, ${each(database)} of the database; ${machine()}`,
    )
    const log = (await logged(url)) - logBefore
    console.log(`  write-ahead log: ${(log / count).toFixed(0)} bytes a film`)
    console.log(`  films, MB of a worker, MB that live in its heap: ${memory.join(', ').replaceAll('\n', ', ')}`)
    if (workers === fleets[0]) await sizes(url, fleet)
    await fleet.close()
  }
} finally {
  await server.stop()
  rmSync(place, { recursive: true, force: true })
}

/** Bytes of write-ahead log since the server was made. */
async function logged(url: string): Promise<number> {
  const [{ bytes }] = await query<{ bytes: number }>(
    url,
    `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as bytes`,
  )
  return bytes
}

async function sizes(url: string, fleet: Awaited<ReturnType<typeof openFleet>>): Promise<void> {
  const { id } = await scanNamed(fleet.database, 'faked')
  const [size] = await query<{ rows: string; index: string; jobs: string }>(
    url,
    `select pg_relation_size('fractureguard.film_row_${id}') as rows,
       pg_indexes_size('fractureguard.film_row_${id}') as index,
       (select sum(pg_total_relation_size(c.oid)) from pg_class c join pg_namespace n on n.oid = relnamespace
         where nspname = 'fractureguard_jobs' and relkind = 'r') as jobs`,
  )
  const each = (bytes: string): string => `${(Number(bytes) / count).toFixed(0)} bytes`
  console.log(`  a film in the database: row ${each(size.rows)}, indexes ${each(size.index)}, queue ${each(size.jobs)}`)
  for (const format of ['csv', 'parquet'] as const) {
    const path = join(place, `rows.${format}`)
    const since = performance.now()
    await exportScan(fleet.database, { name: 'faked', format, path, replace: false, partial: false })
    const megabytes = (statSync(path).size / 1e6).toFixed(1)
    console.log(
      `  ${format}: ${seconds(since).toFixed(1)} s, ${megabytes} MB, then ${residentMegabytes('self').toFixed(0)} MB`,
    )
  }
}
