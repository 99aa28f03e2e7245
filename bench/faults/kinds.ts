import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { toProblem } from '#shared/problem.ts'
import { Settings } from '#main/app/settings/settings.ts'
import { ContentCache } from '#main/dataset/contentCache.ts'
import { JobStore } from '#main/jobs/index.ts'
import { isLocked, tryLock } from '#main/locks/index.ts'
import type { Random } from '#main/network/random.ts'
import { fakeRead } from '../../test/support/fakeReadings.ts'
import { holdLock } from '../../test/support/holdLock.ts'
import { scanOf } from '../../test/support/scanOf.ts'

export type Found = { lost: number; inconsistent: number }
/** One try in an empty folder; undefined where this machine cannot do it. */
type Attempt = (folder: string, random: Random) => Promise<Found | undefined>

const found = (lost: boolean, inconsistent: boolean): Found => ({
  lost: Number(lost),
  inconsistent: Number(inconsistent),
})

async function films(folder: string, count: number): Promise<string> {
  const place = join(folder, 'films')
  await mkdir(place)
  for (let i = 0; i < count; i++) await writeFile(join(place, `film ${i}`), `${i}`)
  return place
}

function child(script: string, ...args: string[]) {
  const started = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let said = ''
  started.stdout.on('data', (chunk) => (said += chunk))
  const ended = once(started, 'exit')
  return { child: started, ended, said: () => said.split('\n').slice(0, -1) }
}

/** A scan is killed at random times until it comes to its end; its report is that of one that nobody disturbed. */
const killedScan: Attempt = async (folder, random) => {
  const place = await films(folder, 150)
  const whole = join(folder, 'whole.csv')
  await scanOf({ folder: place, report: whole })
  const report = join(folder, 'out.csv')
  for (let sitting = 0; sitting < 4 && !existsSync(report); sitting++) {
    const { child: scanning, ended } = child('scanChild.ts', place, report)
    await Promise.race([once(scanning.stdout, 'data'), ended])
    // The first sittings are cut short, so that there is something to be gone on with.
    await Promise.race([sleep(random.below(250) + sitting * 50), ended])
    scanning.kill('SIGKILL')
    await ended
  }
  if (!existsSync(report)) await scanOf({ folder: place, report, resume: existsSync(`${report}.journal`) })
  return found(readFileSync(report, 'utf8') !== readFileSync(whole, 'utf8'), isLocked(`${report}.in-use`))
}

/** The disk of a report fills up, room is made, and the scan goes on. Needs Linux and the right to mount. */
const fullDisk: Attempt = async (folder, random) => {
  const mount = join(folder, 'small')
  await mkdir(mount)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', mount]).status !== 0) return undefined
  try {
    const place = await films(folder, 150)
    const whole = join(folder, 'whole.csv')
    await scanOf({ folder: place, report: whole })
    const filler = join(mount, 'filler')
    await writeFile(filler, Buffer.alloc(4096 * (55 + random.below(8))))
    const report = join(mount, 'out.csv')
    const code = await scanOf({ folder: place, report }).then(
      () => undefined,
      (thrown: unknown) => toProblem(thrown).code,
    )
    await rm(filler)
    if (code !== undefined) await scanOf({ folder: place, report, resume: existsSync(`${report}.journal`) })
    const differs = (await readFile(report, 'utf8')) !== (await readFile(whole, 'utf8'))
    return found(differs, code !== undefined && code !== 'disk-full')
  } finally {
    spawnSync('umount', [mount])
  }
}

/** A lock's holder is killed while the clock is set by years; nobody had it before, somebody has it after. */
const killedHolder: Attempt = async (folder, random) => {
  const path = join(folder, 'a.lock')
  const other = await holdLock(path)
  const now = Date.now
  const step = (random.below(2000) - 1000) * 24 * 3600 * 1000
  Date.now = () => now() + step
  try {
    const stolen = tryLock(path)
    await other.kill()
    const release = tryLock(path)
    const second = release && tryLock(path)
    release?.()
    return found(!release, Boolean(stolen ?? second))
  } finally {
    Date.now = now
  }
}

/** Two programs change settings, one of them is killed: the last change of each that was acknowledged is there. */
const twoHosts: Attempt = async (folder, random) => {
  const file = join(folder, 'settings.json')
  const first = child('settingsChild.ts', file, 'anonymous', '10')
  const second = child('settingsChild.ts', file, 'toured', '10')
  const killed = random.below(2) === 0
  if (killed) {
    await Promise.race([once(second.child.stdout, 'data'), second.ended])
    second.child.kill('SIGKILL')
  }
  await Promise.all([first.ended, second.ended])
  const { values, state } = ((settings) => ({ values: settings.values, state: settings.state() }))(new Settings(file))
  const kept = String(values.anonymous) === first.said().at(-1)
  // One that is killed may have written a change that it did not come to acknowledge.
  const keptToo = killed || String(values.toured) === second.said().at(-1)
  return found(!kept || !keptToo, state.problem !== undefined)
}

/** Entries of a cache are exchanged, zeroed or damaged: none is given for what it is not. */
const damagedCache: Attempt = async (folder, random) => {
  const cache = await ContentCache.open(folder, 'films', (hash) => hash.update('x'))
  const [a, b] = [Buffer.alloc(500, 1), Buffer.alloc(500, 2)]
  await cache.put('a', a)
  await cache.put('b', b)
  const bytes = await readFile(cache.file('a'))
  const what = random.below(3)
  if (what === 0) await rename(cache.file('b'), cache.file('a'))
  if (what === 1) await writeFile(cache.file('a'), Buffer.alloc(bytes.length))
  if (what === 2) {
    bytes[random.below(bytes.length)] ^= 1 + random.below(255)
    await writeFile(cache.file('a'), bytes)
  }
  const wrong = await cache.get('a', 500)
  const right = what === 0 ? b : await cache.get('b', 500)
  return found(!right || !b.equals(new Uint8Array(right)), wrong !== undefined)
}

/** A job is prepared, works, is told of and cancelled, and one of these fails: it ends, and the next one runs. */
const failingJob: Attempt = async (folder, random) => {
  const step = random.below(5)
  const fail = (at: number) => () => {
    if (at === step) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
  }
  const store = await JobStore.open(folder, { onState: fail(0), onUnexpected: fail(1) })
  const prepare = async (): Promise<void> => fail(2)()
  const work = async (): Promise<undefined> => {
    fail(3)()
    if (step === 4) await rm(folder, { recursive: true, force: true })
    return undefined
  }
  await store.start('scanning', work, { prepare }).catch(() => undefined)
  await store.settle()
  await mkdir(folder, { recursive: true })
  const next = await store.start('training', async () => ({ modelId: 'm' }))
  await store.settle()
  const open = store.list().filter(({ endedAt }) => endedAt === undefined)
  return found(store.get(next.jobId).state !== 'succeeded', open.length > 0)
}

/** A film is read while the scan is cancelled and taken up again at random places. */
const stoppedScan: Attempt = async (folder, random) => {
  const place = await films(folder, 100)
  const whole = join(folder, 'whole.csv')
  await scanOf({ folder: place, report: whole })
  const report = join(folder, 'out.csv')
  for (let sitting = 0; sitting < 10 && !existsSync(report); sitting++) {
    const abort = new AbortController()
    let left = 1 + random.below(60)
    const readOne = async () => (--left === 0 && abort.abort(), fakeRead())
    const resume = existsSync(`${report}.journal`)
    await scanOf({ folder: place, report, readFile: readOne, signal: abort.signal, resume }).catch(() => undefined)
  }
  const resume = existsSync(`${report}.journal`)
  if (!existsSync(report)) await scanOf({ folder: place, report, resume })
  return found((await readFile(report, 'utf8')) !== (await readFile(whole, 'utf8')), false)
}

export const kinds: Record<string, Attempt> = {
  'a scan is killed': killedScan,
  'a scan is stopped': stoppedScan,
  'the disk of a report is full': fullDisk,
  'the holder of a lock is killed, the clock is set': killedHolder,
  'two programs change settings, one is killed': twoHosts,
  'cache entries are exchanged or damaged': damagedCache,
  'a step of a job fails': failingJob,
}
