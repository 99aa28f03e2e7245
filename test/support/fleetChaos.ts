import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { packageRoot } from '#main/app/home/packageRoot.ts'
import { openDatabase } from '#main/fleet/database/connect.ts'
import { Jobs } from '#main/fleet/database/jobs.ts'
import { prepareDatabase } from '#main/fleet/database/migrations.ts'
import { shareModel } from '#main/fleet/models/sharedModel.ts'
import { beginScan } from '#main/fleet/scans/scanRecords.ts'
import { walkScan } from '#main/fleet/scans/walker.ts'
import { readCard } from '#main/model/index.ts'
import { fleetTerms } from './fleet.ts'
import { newFolder } from './folder.ts'
import { newHome } from './home.ts'
import { query, type TestServer } from './postgres.ts'
import { runCli, startCli, type StartedCli } from './runCli.ts'

export type Chaos = {
  server: TestServer
  films: number
  filmsPerJob: number
  /** From 0 to 1, each call another one: decides when things happen and to whom. */
  chance(): number
  log?(text: string): void
}
export type ChaosEnd = { url: string; report: string; home: string; secondsOne: number; secondsFleet: number }

const starter = join(packageRoot, 'resources/starter')
const samples = join(packageRoot, 'resources/samples')
/** The shortest that pg-boss takes. */
const heartbeatSeconds = 10

/** Copies of the films that come with the program. */
export async function sampleCopies(folder: string, count: number): Promise<void> {
  const names = (await readdir(samples)).filter((name) => name.endsWith('.jpg'))
  for (let i = 0; i < count; i++) {
    const sub = join(folder, String(Math.floor(i / 50)))
    await mkdir(sub, { recursive: true })
    await copyFile(join(samples, names[i % names.length]), join(sub, `${i} ${names[i % names.length]}`))
  }
}

/**
 * The same films are read by one machine and by three workers, of which one is killed, one is stopped for longer than its
 * heart may be still, while the database crashes and comes back. Resolves when the fleet says that it is done.
 */
export async function chaos({ server, films, filmsPerJob, chance, log = () => undefined }: Chaos): Promise<ChaosEnd> {
  const folder = await newFolder()
  await sampleCopies(folder, films)
  const home = await newHome()
  const report = join(home, 'one.csv')
  const begun = performance.now()
  const one = await runCli(home, 'scan', folder, '--csv', report, '--engine', 'onnx-cpu')
  if (one.code !== 0) throw new Error(one.stderr)
  const secondsOne = (performance.now() - begun) / 1000
  log(`one machine: ${secondsOne.toFixed(1)} s`)

  const url = await server.newDatabase()
  await walked(url, folder, filmsPerJob)
  const since = performance.now()
  const start = async (): Promise<StartedCli> =>
    startCli(await newHome(), 'fleet', 'work', '--until-done', '--engine', 'onnx-cpu', '--database', url)
  const workers = await Promise.all([start(), start(), start()])
  const rows = async (): Promise<number> =>
    (await query<{ n: number }>(url, 'select count(*)::int as n from fractureguard.film_row'))[0].n
  const until = async (share: number): Promise<void> => {
    while ((await rows()) < share * films) await sleep(100)
  }

  const [stopped, killed] = chance() < 0.5 ? [workers[0], workers[1]] : [workers[2], workers[0]]
  await until(0.05 + 0.2 * chance())
  stopped.child.kill('SIGSTOP')
  log(`one is stopped at ${await rows()} rows`)
  await until(0.3 + 0.1 * chance())
  killed.child.kill('SIGKILL')
  log(`one is killed at ${await rows()} rows`)
  await until(0.45 + 0.1 * chance())
  log(`the database crashes at ${await rows()} rows`)
  await server.restart('immediate', 1000)
  await until(0.6)
  // Longer than a heart may be still, and what looks after it.
  await sleep(25_000)
  stopped.child.kill('SIGCONT')
  log(`the stopped one goes on at ${await rows()} rows`)

  const ends = await Promise.all(workers.filter((worker) => worker !== killed).map(({ done }) => done))
  for (const { code, stderr } of ends) if (code !== 0) throw new Error(`A worker ended with ${code}: ${stderr}`)
  const secondsFleet = (performance.now() - since) / 1000
  log(`three workers: ${secondsFleet.toFixed(1)} s`)
  return { url, report, home, secondsOne, secondsFleet }
}

async function walked(url: string, folder: string, filmsPerJob: number): Promise<void> {
  const database = openDatabase(url)
  try {
    await prepareDatabase(database)
    const jobs = await Jobs.open(database, { supervise: false })
    const { id, name, weights } = await readCard(starter)
    const terms = fleetTerms(folder, { model: { id, name, sha256: weights.sha256 } })
    const seal = await shareModel(database, { id, directory: starter })
    const scan = await beginScan(database, jobs, { name: 'chaos', terms, seal, heartbeatSeconds })
    await walkScan(scan, { database, jobs, filmsPerJob, signal: new AbortController().signal })
    await jobs.stop()
  } finally {
    await database.end()
  }
}
