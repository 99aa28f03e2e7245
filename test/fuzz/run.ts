import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { statfsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FuzzMessage, FuzzTask } from './child.ts'

/** The limit after which the program itself gives a film up. */
const hangMs = 60_000
/** Making the seeds and beginning takes long on a machine that has other work. */
const beginMs = 600_000

export type Tally = {
  cases: number
  /** By what became of them. */
  outcomes: Record<string, number>
  /** What ended the process. */
  crashes: string[]
  hangs: string[]
  /** Errors that are no problem with a code. */
  faults: string[]
  slowestMs: number
  mostMegabytes: number
}

export const newTally = (): Tally => ({
  cases: 0,
  outcomes: {},
  crashes: [],
  hangs: [],
  faults: [],
  slowestMs: 0,
  mostMegabytes: 0,
})

/** In memory, where the system has a folder of it with room: a case writes files that nobody reads again. */
function placeForFiles(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > 2 ** 30 ? '/dev/shm' : tmpdir()
  } catch {
    return tmpdir()
  }
}

/**
 * Takes `count` cases of a target, the same ones for the same seed, and adds them up. A case that ends its process, or
 * hangs, is counted as such and the next one begins in a new process.
 */
export async function fuzz(target: string, seed: number, count: number, tally: Tally): Promise<void> {
  const folder = await mkdtemp(join(placeForFiles(), 'fractureguard-fuzzing-'))
  try {
    for (let from = 0; from < count;) from = await part({ target, seed, from, until: count }, folder, tally)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Answers with the case that comes next. */
async function part(task: FuzzTask, folder: string, tally: Tally): Promise<number> {
  const places = { TMPDIR: folder, TMP: folder, TEMP: folder }
  const child: ChildProcess = fork(fileURLToPath(new URL('child.ts', import.meta.url)), [], {
    env: { ...process.env, ...places, ORT_DISABLE_TELEMETRY: '1' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (data: Buffer) => (said = (said + data.toString()).slice(-2000)))
  let current = task.from - 1
  let under = false
  let done = false
  let hung = false
  const onHang = (): void => {
    hung = true
    child.kill('SIGKILL')
  }
  let watch = setTimeout(onHang, beginMs)
  child.on('message', (message: FuzzMessage) => {
    clearTimeout(watch)
    watch = setTimeout(onHang, hangMs)
    if (message.type === 'case') [current, under] = [message.index, true]
    if (message.type === 'fault') tally.faults.push(`${task.target} ${task.seed}/${message.index}: ${message.text}`)
    if (message.type === 'done') done = true
    if (message.type !== 'outcome') return
    under = false
    tally.cases++
    tally.outcomes[message.outcome] = (tally.outcomes[message.outcome] ?? 0) + 1
    tally.slowestMs = Math.max(tally.slowestMs, message.milliseconds)
    tally.mostMegabytes = Math.max(tally.mostMegabytes, message.megabytes)
  })
  child.send(task)
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  clearTimeout(watch)
  if (done) return task.until
  const where = `${task.target} ${task.seed}/${current}`
  if (hung) tally.hangs.push(where)
  else tally.crashes.push(`${where}: ${signal ?? code} ${said}`)
  if (under) tally.cases++
  if (current < task.from) throw new Error(`The process for ${task.target} did not begin: ${said}`)
  return current + 1
}
