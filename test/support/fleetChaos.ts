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
import { childrenOf } from './processes.ts'
import { runCli, startCli, type StartedCli } from './runCli.ts'
import { useSmallModel } from './smallModel.ts'

export type Chaos = {
  server: TestServer
  films: number
  filmsPerJob: number
  /** From 0 to 1, each call another one: decides when things happen and to whom. */
  chance(): number
  /** Reads with a network that takes a quarter of what the program's own takes. */
  small?: boolean
  log?(text: string): void
}
export type ChaosEnd = { url: string; report: string; home: string; secondsOne: number; secondsFleet: number }

const starter = join(packageRoot, 'resources/starter')
const samples = join(packageRoot, 'resources/samples')
/** The shortest that pg-boss takes. */
const heartbeatSeconds = 10
/** Longer than a heart may be still, and what looks after it. */
const stoppedMs = 25_000

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
 * The same films are read by one machine and by three workers, of which two are killed (another takes the place of each)
 * and two are stopped for longer than a heart may be still, maybe both at a time, while the database crashes and comes
 * back. Resolves when the fleet says that it is done.
 */
export async function chaos({
  server,
  films,
  filmsPerJob,
  chance,
  small = false,
  log = () => undefined,
}: Chaos): Promise<ChaosEnd> {
  const folder = await newFolder()
  await sampleCopies(folder, films)
  const home = await newHome()
  const model = small ? await useSmallModel(home, 320) : starter
  const report = join(home, 'one.csv')
  const begun = performance.now()
  const one = await runCli(home, 'scan', folder, '--csv', report, '--engine', 'onnx-cpu')
  if (one.code !== 0) throw new Error(one.stderr)
  const secondsOne = (performance.now() - begun) / 1000
  log(`one machine: ${secondsOne.toFixed(1)} s`)

  const url = await server.newDatabase()
  await walked(url, folder, model, filmsPerJob)
  const since = performance.now()
  const start = async (): Promise<StartedCli> =>
    startCli(await newHome(), 'fleet', 'work', '--until-done', '--engine', 'onnx-cpu', '--database', url)
  const workers = await Promise.all([start(), start(), start()])
  const rows = async (): Promise<number> =>
    (await query<{ n: number }>(url, 'select count(*)::int as n from fractureguard.film_row'))[0].n
  const until = async (share: number): Promise<void> => {
    while ((await rows()) < share * films) await sleep(100)
  }

  /** Until what was stopped goes on. A worker that is stopped is neither killed nor stopped again. */
  const stopped = new Map<StartedCli, Promise<void>>()
  const pickLively = (): number => {
    const lively = [...workers.keys()].filter((at) => !stopped.has(workers[at]))
    return lively[Math.floor(chance() * lively.length)]
  }
  const stop = async (): Promise<void> => {
    const worker = workers[pickLively()]
    // The worker, its compute process, or both.
    const all = [worker.child.pid!, ...childrenOf(worker.child.pid!)]
    const part = Math.floor(chance() * 3)
    const pids = all.slice(part === 1 ? 1 : 0, part === 0 ? 1 : undefined)
    signal(pids, 'SIGSTOP')
    log(`stopped at ${await rows()} rows: ${['a worker', 'its compute process', 'both'][part]}`)
    const goneOn = sleep(stoppedMs * (1 + chance())).then(() => {
      signal(pids, 'SIGCONT')
      stopped.delete(worker)
      log('what was stopped goes on')
    })
    stopped.set(worker, goneOn)
  }
  const kill = async (): Promise<void> => {
    const at = pickLively()
    workers[at].child.kill('SIGKILL')
    log(`killed at ${await rows()} rows`)
    workers[at] = await start()
  }
  const crash = async (): Promise<void> => {
    log(`the database crashes at ${await rows()} rows`)
    await server.restart('immediate', 1000)
  }
  for (const [i, happens] of [stop, kill, crash, stop, kill].entries()) {
    await until((i + 0.5 + 0.5 * chance()) / 6)
    await happens()
  }

  await Promise.all(stopped.values())
  const ends = await Promise.all(workers.map(({ done }) => done))
  for (const { code, stderr } of ends) if (code !== 0) throw new Error(`A worker ended with ${code}: ${stderr}`)
  const secondsFleet = (performance.now() - since) / 1000
  log(`three workers: ${secondsFleet.toFixed(1)} s`)
  return { url, report, home, secondsOne, secondsFleet }
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch {
      // It has ended by itself.
    }
  }
}

async function walked(url: string, folder: string, model: string, filmsPerJob: number): Promise<void> {
  const database = openDatabase(url)
  try {
    await prepareDatabase(database)
    const jobs = await Jobs.open(database, { supervise: false })
    const { id, name, weights } = await readCard(model)
    const terms = fleetTerms(folder, { model: { id, name, sha256: weights.sha256 } })
    const seal = await shareModel(database, { id, directory: model })
    const scan = await beginScan(database, jobs, { name: 'chaos', terms, seal, heartbeatSeconds })
    await walkScan(scan, { database, jobs, filmsPerJob, signal: new AbortController().signal })
    await jobs.stop()
  } finally {
    await database.end()
  }
}
