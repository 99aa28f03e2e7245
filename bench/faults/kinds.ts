import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { toProblem } from '#shared/problem.ts'
import { Settings } from '#main/app/settings/settings.ts'
import type { Annotation } from '#shared/annotation.ts'
import { Library } from '#main/library/index.ts'
import { ContentCache } from '#main/dataset/contentCache.ts'
import { JobStore } from '#main/jobs/index.ts'
import { isLocked, tryLock } from '#main/locks/index.ts'
import { fakeRead } from '../../test/support/fakeReadings.ts'
import { FailingTraining, type Mode } from '../../test/support/failingTraining.ts'
import { EveryStep, doings } from '../../test/support/everyStep.ts'
import { holdLock } from '../../test/support/holdLock.ts'
import { scanOf } from '../../test/support/scanOf.ts'
import { child, type Attempt, type Found } from './attempt.ts'
import { killedHost, killedModels, killedTraining } from './kills.ts'
import { brokenConnection, killedSocketHost, twoSocketHosts } from './pages.ts'

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

/** A report is written where nothing can be written; then it can, and it is that of an undisturbed scan. */
const readOnlyDisk: Attempt = async (folder) => {
  const mount = join(folder, 'small')
  await mkdir(mount)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mount]).status !== 0) return undefined
  try {
    const place = await films(folder, 20)
    const [whole, report] = [join(folder, 'whole.csv'), join(mount, 'out.csv')]
    await scanOf({ folder: place, report: whole })
    spawnSync('mount', ['-o', 'remount,ro', mount])
    const code = await scanOf({ folder: place, report }).then(
      () => undefined,
      (thrown: unknown) => toProblem(thrown).code,
    )
    spawnSync('mount', ['-o', 'remount,rw', mount])
    await scanOf({ folder: place, report })
    const differs = (await readFile(report, 'utf8')) !== (await readFile(whole, 'utf8'))
    return found(differs, code !== 'not-writable' && code !== 'read-only')
  } finally {
    spawnSync('umount', ['-l', mount])
  }
}

/** Two programs draw on one film; each then has both. */
const twoDrawers: Attempt = async (folder, random) => {
  const file = join(folder, 'library.sqlite')
  const programs = [new Library(file), new Library(file)]
  const began: Annotation[][] = [[], []]
  const drawn = new Set<string>()
  const points = [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ]
  try {
    for (let step = 0; step < 20; step++) {
      const who = random.below(2)
      const id = `${who} ${step}`
      const own: Annotation = { id, kind: 'arrow', frame: 0, points, text: '' }
      began[who] = [...programs[who].saveAnnotations('f', [...began[who], own], began[who])]
      drawn.add(id)
    }
    const kept = new Set(programs[0].annotations('f').map(({ id }) => id))
    return found(
      [...drawn].some((id) => !kept.has(id)),
      kept.size !== drawn.size,
    )
  } finally {
    for (const program of programs) program.close()
  }
}

/** One program whose steps fail, one after the other, over all tries. */
let program: Promise<EveryStep> | undefined
/** The same for real trainings, whose steps are those of one that nothing disturbs. */
const trainings = new Map<Mode, Promise<FailingTraining>>()
export const closePrograms = async (): Promise<void> => {
  for (const one of [program, ...trainings.values()]) await one?.then((opened) => opened.close())
}

/** Any step that a real training takes with files fails: it ends with a sentence, and goes on to the same model. */
const failingTraining =
  (mode: Mode): Attempt =>
  async (_, random) => {
    const open = trainings.get(mode) ?? FailingTraining.open(mode)
    trainings.set(mode, open)
    const training = await open
    const kinds = [...new Set(training.steps)]
    const kind = kinds[random.below(kinds.length)]
    const places = [...training.steps.keys()].filter((i) => training.steps[i] === kind)
    const error = (['ENOSPC', 'EROFS', 'EIO'] as const)[random.below(3)]
    const outcome = await training.try(1 + places[random.below(places.length)], error)
    const { lost, inconsistent } = found(outcome.lostEpochs > 0 || !outcome.isSame, !outcome.isTold)
    if (lost + inconsistent > 0) console.error(`${mode}, ${kind}, ${error}: ${JSON.stringify(outcome)}`)
    return { lost, inconsistent }
  }

/** Any step of any kind of work fails, or is where it is cancelled: it ends, says why, and the next one runs. */
const failingStep: Attempt = async (_, random) => {
  const steps = await (program ??= EveryStep.open())
  const light = Object.keys(doings).filter((doing) => !['import', 'fit'].includes(doing))
  const all = random.below(20) === 0 ? Object.keys(doings) : light
  const doing = all[random.below(all.length)]
  const names = await steps.stepsOf(doing)
  const outcome = await steps.try(doing, 1 + random.below(names.length), random.below(4) === 0 ? 'cancel' : 'fail')
  const holds = /^(?:done|cancelled|[a-z]+(?:-[a-z]+)*)$/.test(outcome) && !['hangs', 'internal'].includes(outcome)
  if (!holds) console.error(`${doing}: ${outcome}`)
  return found(false, !holds)
}

/** How each is called, and how often a round tries it: 1/8 in every eighth one, since real trainings take minutes. */
export const kinds: Record<string, { attempt: Attempt; times: number }> = {
  'a scan is killed': { attempt: killedScan, times: 1 },
  'a scan is stopped': { attempt: stoppedScan, times: 2 },
  'a training is killed and gone on with': { attempt: killedTraining, times: 1 },
  'a host is killed while it keeps what a reader says': { attempt: killedHost, times: 2 },
  'models are filed, exported, deleted, and that is killed': { attempt: killedModels, times: 3 },
  'the disk of a report is full': { attempt: fullDisk, times: 3 },
  'the disk of a report is read-only': { attempt: readOnlyDisk, times: 3 },
  'the holder of a lock is killed, the clock is set': { attempt: killedHolder, times: 3 },
  'two programs change settings, one is killed': { attempt: twoHosts, times: 2 },
  'two programs draw on one film': { attempt: twoDrawers, times: 10 },
  'cache entries are exchanged or damaged': { attempt: damagedCache, times: 20 },
  'a job cannot be kept, prepared or told of': { attempt: failingJob, times: 10 },
  'any step of any kind of work fails': { attempt: failingStep, times: 10 },
  'the browser host is killed under its pages': { attempt: killedSocketHost, times: 1 },
  'two browser hosts serve one data folder': { attempt: twoSocketHosts, times: 1 },
  'the connection of a page breaks': { attempt: brokenConnection, times: 1 },
  'any file step of a real training of heads fails': { attempt: failingTraining('heads'), times: 1 / 8 },
  'any file step of a real full training fails': { attempt: failingTraining('full'), times: 1 / 16 },
}
